/**
 * @file What is asked of a whole drawing in the page, the best of several seeds; pictures that take a while to bring; and
 * a page for people who asked their system for less motion: it shows each frame as it is and moves nothing.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { picturePath } from '../src/protocol/index.js';
import { framesSeen, frameThat, pixelsOf } from './frame-watch.js';
import { atelier } from './run-atelier.js';
import { boxOf, buttonOf, rested, StudioInBrowser, setNumber } from './studio-in-browser.js';

const PROMPT = 'a red umbrella';
const SEED = 4;

let studio: StudioInBrowser;
let page: Page;
let calm: Page;

beforeAll(async () => {
  studio = await StudioInBrowser.open('--no-examples');
  page = await studio.openPage();
  calm = await studio.openPage({ reducedMotion: 'reduce' });
}, 120_000);

afterAll(() => studio?.close());

const recipeIn = async (folder: string) => JSON.parse(await readFile(join(folder, 'recipe.json'), 'utf8'));

describe('the best of several', { timeout: 120_000 }, () => {
  it('is left, as the command line draws it, and the other is gone', async () => {
    await boxOf(page).fill(PROMPT);
    await setNumber(page, 'Iterations', 30);
    await setNumber(page, 'Strokes', 12);
    const find = page.getByRole('searchbox', { name: 'Find a setting' });
    await find.fill('seed');
    await setNumber(page, 'Seed', SEED);
    await find.fill('');
    await setNumber(page, 'Best of', 2);
    await buttonOf(page, 'Draw').click();
    for (const place of [1, 2]) {
      await page.getByText(`Drawing ${place} of 2; the best is left`).waitFor();
    }
    const outputs = join(studio.folder, 'outputs');
    const works = async () => (await readdir(outputs)).filter((name) => name !== 'studio');
    await expect
      .poll(async () => [await page.getByText(/^Kept in outputs/).count(), (await works()).length], {
        timeout: 30_000,
      })
      .toEqual([1, 1]);
    const { settings, result } = await recipeIn(join(outputs, (await works())[0]!));
    const scores: number[] = [];
    for (const seed of [SEED, SEED + 1]) {
      const out = join(studio.folder, `seed ${seed}`);
      const asked = ['--iterations', '30', '--strokes', '12', '--seed', String(seed)];
      expect((await atelier(['draw', PROMPT, ...asked, '--out', out])).code).toBe(0);
      scores.push((await recipeIn(out)).result.score);
    }
    expect(result.score).toBe(Math.max(...scores));
    expect(settings.seed).toBe(SEED + scores.indexOf(result.score));
    await setNumber(page, 'Best of', 1);
  });
});

describe('pictures that take long to bring', { timeout: 120_000 }, () => {
  it('say which one is coming, how fast, and how long the rest takes', async () => {
    const colours = ['red', 'green', 'blue', 'white'];
    const files = await Promise.all(
      colours.map(async (background) => ({
        name: `${background}.png`,
        mimeType: 'image/png',
        buffer: await sharp({ create: { width: 300, height: 300, channels: 3, background } })
          .png()
          .toBuffer(),
      })),
    );
    await page.route(`**${picturePath}?*`, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1200));
      await route.continue();
    });
    await page.locator('input[type=file]').first().setInputFiles(files);
    await page.getByText('Bringing picture 1 of 4…', { exact: true }).waitFor();
    await page.getByText(/^Bringing picture 3 of 4… \d[\d.]* MB a second, about \d+ s left\.$/).waitFor();
    await page.getByText(/^Bringing picture/).waitFor({ state: 'detached' });
    await page.unroute(`**${picturePath}?*`);
    await page.getByRole('button', { name: /white/ }).waitFor();
  });
});

describe('a page with less motion', { timeout: 120_000 }, () => {
  it('shows every frame as it is: nothing has moved after it came', async () => {
    await setNumber(page, 'Iterations', 5000);
    // The last frame of the one before may still be on its way.
    const before = (await framesSeen(calm)).at(-1)?.run ?? 0;
    await buttonOf(page, 'Draw').click();
    await frameThat(calm, ({ run, iteration }) => run > before && iteration > 90);
    await buttonOf(page, 'Pause').click();
    await buttonOf(page, 'Resume').waitFor();
    await rested(studio, page);
    const settled = async (on: Page) => {
      await on.waitForTimeout(500);
      return [(await framesSeen(on)).at(-1)!.pixels, await pixelsOf(on)];
    };
    const [came, stayed] = await settled(calm);
    expect(stayed).toBe(came);
    // Where the other page has come to rest as well.
    expect((await settled(page))[1]).toBe(stayed);
  });

  it('has no transitions', async () => {
    const durations = (on: Page) =>
      buttonOf(on, 'Draw').evaluate((button) => getComputedStyle(button).transitionDuration);
    expect(await durations(page)).toContain('0.14s');
    expect(await durations(calm)).toBe('0s');
  });
});
