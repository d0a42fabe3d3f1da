/** @file The system's own Chromium, driven by Playwright; nothing is downloaded. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** `--no-sandbox` for root in a container; the rest keeps it from calling home. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: flags });
}

function chromiumPath(): string {
  const named = process.env.CHROMIUM;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found =
    named ?? folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync);
  if (found !== undefined && existsSync(found)) return found;
  throw new Error(
    'The browser test needs Chromium: install it (Debian: apt-get install chromium) or name the program in CHROMIUM.',
  );
}
