/**
 * @file A studio that is killed in the middle of a drawing loses a few seconds of it: the next one offers to go on, from
 * the step that was saved. One that is ended with Ctrl-C loses nothing.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.js';
import { framesSeen, frameThat, watchFrames } from './frame-watch.js';
import { type Running, startAtelier } from './run-atelier.js';

const PROMPT = 'a red umbrella';

let folder: string;
let browser: Browser;
let studio: Running;
let page: Page;

async function openStudio(): Promise<void> {
  studio = startAtelier(['studio', '--port', '0', '--no-open', '--no-examples'], folder);
  const [, url = ''] = await studio.printed(/Atelier is at (http:\S+)/);
  await page?.context().close();
  page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await page.goto(url);
  await watchFrames(page);
}

const kept = async (): Promise<string[]> => readdir(join(folder, 'outputs', 'studio')).catch(() => []);
const button = (name: string) => page.getByRole('button', { name, exact: true });
const offer = () => page.getByRole('region', { name: 'A drawing was interrupted' });
/** The iteration that the offer speaks of. */
const offered = async (): Promise<number> => {
  const text = (await offer().getByText(`“${PROMPT}”`).textContent()) ?? '';
  return Number(/iteration ([\d,]+)/.exec(text)?.[1]?.replaceAll(',', ''));
};

async function untilSaved(): Promise<void> {
  for (;;) {
    const folders = await kept();
    if (folders.some((name) => existsSync(join(folder, 'outputs', 'studio', name, 'checkpoint.atelier'))))
      return;
    await page.waitForTimeout(100);
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-autosave-'));
  browser = await launchBrowser();
  await openStudio();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  studio?.child.kill('SIGINT');
  await studio?.finished;
  await rm(folder, { recursive: true, force: true });
});

describe('a drawing under way', { timeout: 120_000 }, () => {
  it('is offered again after the studio was killed, and goes on from the step that was saved', async () => {
    await page.getByRole('textbox', { name: 'What shall it draw?' }).fill(PROMPT);
    const iterations = page.getByRole('textbox', { name: 'Iterations' });
    await iterations.fill('20000');
    await iterations.press('Tab');
    await button('Draw').click();
    await untilSaved();
    const reached = (await frameThat(page, ({ iteration }) => iteration > 0)).iteration;
    studio.child.kill('SIGKILL');
    await studio.finished;

    await openStudio();
    await offer().waitFor();
    const from = await offered();
    expect(from).toBeGreaterThan(0);
    expect(from).toBeLessThanOrEqual(reached + 100);
    const picture = offer().locator('img');
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
    await button('Go on').click();
    await offer().waitFor({ state: 'detached' });
    await frameThat(page, ({ iteration }) => iteration > from + 3);
    const first = (await framesSeen(page))[0]!;
    expect(first.iteration).toBeGreaterThanOrEqual(from);
    expect(await page.getByTestId('drawing').getAttribute('aria-label')).toContain(PROMPT);
    expect(await kept()).toEqual([`drawing-${studio.child.pid}`]);
  });

  it('is saved by Ctrl-C too, and can be thrown away', async () => {
    studio.child.kill('SIGINT');
    expect((await studio.finished).code).toBe(0);
    await openStudio();
    await offer().waitFor();
    await button('Discard').click();
    await offer().waitFor({ state: 'detached' });
    expect(await kept()).toEqual([]);
  });
});

describe('a finished drawing', { timeout: 120_000 }, () => {
  it('is kept as a work, and nothing of it is offered', async () => {
    await page.getByRole('textbox', { name: 'What shall it draw?' }).fill(PROMPT);
    await button('Draw').click();
    await frameThat(page, ({ iteration }) => iteration > 2);
    await button('Stop').click();
    await page.getByText(/^Kept in outputs\/.+-a-red-umbrella$/).waitFor();
    const works = (await readdir(join(folder, 'outputs'))).filter((name) => name !== 'studio');
    expect(works).toHaveLength(1);
    const files = await readdir(join(folder, 'outputs', works[0]!));
    expect(files.sort()).toEqual(['checkpoint.atelier', 'final.png', 'final.svg', 'recipe.json']);
    expect(await kept()).toEqual([]);
  });
});
