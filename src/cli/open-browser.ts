/**
 * @file Shows an address in the person's own browser, where there is one.
 */
import { spawn } from 'node:child_process';

/** Programs that open an address, by platform. */
const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  // The empty string is the window's title, which `start` takes first.
  win32: ['cmd', '/c', 'start', ''],
  linux: ['xdg-open'],
};

/** Never fails: the address was printed, so the person can open it by hand. */
export function openBrowser(url: string): void {
  const opener = openers[process.platform];
  const noDisplay = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  if (!opener || noDisplay) return;
  const [command, ...args] = opener;
  spawn(command, [...args, url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
