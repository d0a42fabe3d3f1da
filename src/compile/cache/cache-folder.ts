/** @file Where this program keeps what it can make again: by the platform's convention, or ATELIER_CACHE. */
import { homedir } from 'node:os';
import { join } from 'node:path';

const name = 'clip-atelier';

type Environment = Readonly<Record<string, string | undefined>>;

/** Absolute path of the folder; it need not be there yet. */
export function cacheFolder(
  environment: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  if (environment.ATELIER_CACHE) return environment.ATELIER_CACHE;
  if (platform === 'win32')
    return join(environment.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), name, 'Cache');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', name);
  return join(environment.XDG_CACHE_HOME || join(home, '.cache'), name);
}
