/**
 * @file Where models are kept. The cache is Hugging Face's own, so that what Python has downloaded is here already:
 * `HF_HUB_CACHE`, else `hub` in `HF_HOME`, else `huggingface/hub` in the platform's folder for caches
 * (`~/.cache`, `~/Library/Caches`, `%LOCALAPPDATA%`). The list of what was added is data of our own.
 */

import { dirname, join } from 'node:path';
import envPaths from 'env-paths';

/** The environment, as a parameter so that tests and several users can have their own. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface ZooFolders {
  /** Repositories of the hub, in the hub's own layout. */
  readonly hub: string;
  /** What comes from elsewhere, in the same layout. */
  readonly others: string;
  /** The list of models that were added. */
  readonly list: string;
}

export function zooFolders(environment: Environment = process.env): ZooFolders {
  const { HF_HUB_CACHE, HF_HOME, ATELIER_HOME } = environment;
  const home = HF_HOME || envPaths('huggingface', { suffix: '' }).cache;
  const hub = HF_HUB_CACHE || join(home, 'hub');
  const data = ATELIER_HOME || envPaths('atelier', { suffix: '' }).data;
  return { hub, others: join(dirname(hub), 'atelier'), list: join(data, 'models.json') };
}
