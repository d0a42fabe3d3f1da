/** @file The history in the page: back to a point, on from there as a branch, a name, two points compared. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './browser.js';
import { type Running, startAtelier } from './run-atelier.js';

let folder: string;
let browser: Browser;
let studio: Running;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-history-'));
  studio = startAtelier(['studio', '--port', '0', '--no-open', '--no-examples'], folder);
  browser = await launchBrowser();
  const [, url = ''] = await studio.printed(/Atelier is at (http:\S+)/);
  page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await page.goto(url);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  studio?.child.kill('SIGINT');
  await studio?.finished;
  await rm(folder, { recursive: true, force: true });
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const list = (name: string) => page.getByRole('listbox', { name, exact: true }).getByRole('option');

describe('the history of a drawing', { timeout: 120_000 }, () => {
  it('goes back to a point, and on from there as a branch', async () => {
    await page.getByRole('textbox', { name: 'What shall it draw?' }).fill('a house');
    const iterations = page.getByRole('textbox', { name: 'Iterations' });
    await iterations.fill('20000');
    await iterations.press('Tab');
    await button('Draw').click();
    await list('Points of this branch').nth(3).waitFor();
    const picture = list('Points of this branch').nth(1).locator('img');
    await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
    const iteration = Number(
      await list('Points of this branch').nth(1).locator('[slot=label]').textContent(),
    );
    await list('Points of this branch').nth(1).click();
    await button('Resume').waitFor();
    await expect.poll(() => page.getByTestId('iteration').textContent()).toBe(`${iteration}of 20,000`);
    await button('Resume').click();
    await list('Branches').nth(1).waitFor();
  });

  it('names the point it stands on, and compares two', async () => {
    await button('Pause').click();
    await button('Resume').waitFor();
    await page.getByRole('textbox', { name: 'Name of this point' }).fill('a good one');
    await button('Name it').click();
    await list('Points of this branch').filter({ hasText: 'a good one' }).waitFor();
    await button('Compare…').click();
    const comparison = page.getByRole('dialog', { name: 'Two points side by side' });
    for (const side of ['Left', 'Right']) {
      const shown = comparison.getByRole('img', { name: side });
      await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(768);
    }
    await comparison.getByRole('slider', { name: 'Border between the two' }).fill('20');
    await button('Close').click();
  });
});
