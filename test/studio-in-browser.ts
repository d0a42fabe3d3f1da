/** @file A studio in a folder of its own and a browser on it, whose pages' errors are kept. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type axe from 'axe-core';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { pointPictures } from '../src/protocol/index.js';
import { launchBrowser } from './browser.js';
import { watchFrames } from './frame-watch.js';
import { type Running, startAtelier } from './run-atelier.js';

const axeSource = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

declare global {
  interface Window {
    axe: typeof axe;
  }
}

export class StudioInBrowser {
  /** What the program said when it listened. */
  greeting = '';
  url = '';
  /** Errors of all pages. */
  readonly complaints: string[] = [];
  private studio!: Running;

  private constructor(
    private readonly browser: Browser,
    /** Where it was started. */
    readonly folder: string,
  ) {}

  /** @param flags of `atelier studio` */
  static async open(...flags: string[]): Promise<StudioInBrowser> {
    const folder = await mkdtemp(join(tmpdir(), 'atelier-studio-'));
    const opened = new StudioInBrowser(await launchBrowser(), folder);
    await opened.start('--port', '0', ...flags);
    return opened;
  }

  /** Starts the program, again where it has ended. */
  async start(...flags: string[]): Promise<void> {
    this.studio = startAtelier(['studio', '--no-open', ...flags], this.folder);
    [this.greeting, this.url = ''] = await this.studio.printed(/Atelier is at (http:\S+) .*/);
  }

  get pid(): number | undefined {
    return this.studio.child.pid;
  }

  /** @returns its exit code; null where the signal killed it */
  async end(signal: 'SIGINT' | 'SIGKILL' = 'SIGINT'): Promise<number | null> {
    this.studio.child.kill(signal);
    return (await this.studio.finished).code;
  }

  /** A window of its own, watched. */
  async openPage(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({
      locale: 'en-GB',
      viewport: { width: 1280, height: 900 },
      acceptDownloads: true,
      ...options,
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`${message.text()} ${message.location().url}`);
    });
    await page.goto(this.url);
    await watchFrames(page);
    return page;
  }

  async close(): Promise<number | null> {
    await this.browser.close();
    const code = await this.end();
    await rm(this.folder, { recursive: true, force: true });
    return code;
  }
}

export const boxOf = (page: Page): Locator => page.getByRole('textbox', { name: 'What shall it draw?' });
export const buttonOf = (page: Page, name: string): Locator =>
  page.getByRole('button', { name, exact: true });

/** Types a number into a setting. */
export async function setNumber(page: Page, name: string, value: number): Promise<void> {
  const field = page.getByRole('textbox', { name });
  await field.fill(String(value));
  await field.press('Tab');
}

/** The serious barriers for people with a disability that axe finds in the page as it is now. */
export async function barriersIn(page: Page): Promise<string[]> {
  // A window that is still fading in has no contrast yet.
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
        .map(({ finished }) => finished.catch(() => undefined)),
    ),
  );
  // Not as a script tag: the page's own policy forbids scripts from elsewhere.
  await page.evaluate(await readFile(axeSource, 'utf8'));
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/**
 * A drawing is said to be paused at once, while its last step is still under way. What is asked of it is answered
 * between two steps, with the pictures before it.
 */
export async function rested({ url }: StudioInBrowser, on: Page): Promise<void> {
  const run = await on.getByTestId('drawing').getAttribute('data-run');
  // No such point: only that it is answered counts.
  const answer = await fetch(new URL(`${pointPictures}/${run}/999999999?size=large`, url));
  if (answer.status !== 404) throw new Error(`A point that is not there was answered by ${answer.status}.`);
}
