/**
 * @file A studio that is killed in the middle of a drawing loses a few seconds of it: the next one offers to go on, from
 * the step that was saved. One that is ended with Ctrl-C loses nothing.
 */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetFrames, framesSeen, frameThat, watchFrames } from './frame-watch.js';
import { boxOf, StudioInBrowser, setNumber } from './studio-in-browser.js';

const PROMPT = 'a red umbrella';

let studio: StudioInBrowser;
let page: Page;

/** The page stays open and finds the next studio where the one before was. */
async function startAgain(): Promise<void> {
  await studio.start('--port', new URL(studio.url).port, '--no-examples');
  await page.getByText('The connection to the studio is lost.').waitFor({ state: 'detached' });
}

const kept = async (): Promise<string[]> => readdir(join(studio.folder, 'outputs', 'studio')).catch(() => []);
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
    if (
      folders.some((name) => existsSync(join(studio.folder, 'outputs', 'studio', name, 'checkpoint.atelier')))
    )
      return;
    await page.waitForTimeout(100);
  }
}

beforeAll(async () => {
  studio = await StudioInBrowser.open('--no-examples');
  page = await studio.openPage();
}, 120_000);

afterAll(() => studio?.close());

describe('a drawing under way', { timeout: 120_000 }, () => {
  it('is offered again after the studio was killed, and goes on from the step that was saved', async () => {
    await boxOf(page).fill(PROMPT);
    await setNumber(page, 'Iterations', 20_000);
    await button('Draw').click();
    await untilSaved();
    const reached = (await frameThat(page, ({ iteration }) => iteration > 0)).iteration;
    await studio.end('SIGKILL');
    await page.getByText('The connection to the studio is lost.').waitFor();
    await startAgain();
    await watchFrames(page);
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
    expect(await kept()).toEqual([`drawing-${studio.pid}`]);
  });

  it('is saved by Ctrl-C too, and can be thrown away', async () => {
    expect(await studio.end()).toBe(0);
    await startAgain();
    await offer().waitFor();
    await button('Discard').click();
    await offer().waitFor({ state: 'detached' });
    expect(await kept()).toEqual([]);
  });
});

describe('a finished drawing', { timeout: 120_000 }, () => {
  it('is kept as a work, and nothing of it is offered', async () => {
    await boxOf(page).fill(PROMPT);
    await forgetFrames(page);
    await button('Draw').click();
    await frameThat(page, ({ iteration }) => iteration > 2);
    await button('Stop').click();
    await page.getByText(/^Kept in outputs\/.+-a-red-umbrella$/).waitFor();
    const works = (await readdir(join(studio.folder, 'outputs'))).filter((name) => name !== 'studio');
    expect(works).toHaveLength(1);
    const files = await readdir(join(studio.folder, 'outputs', works[0]!));
    expect(files.sort()).toEqual(['checkpoint.atelier', 'final.png', 'final.svg', 'recipe.json']);
    expect(await kept()).toEqual([]);
  });

  it('is not lost when another is begun before it ends', async () => {
    await boxOf(page).fill('a house');
    await setNumber(page, 'Iterations', 20_000);
    // The last frame of the umbrella may still be on its way.
    const { run: before } = await frameThat(page, () => true);
    await button('Draw').click();
    const { iteration } = await frameThat(page, (frame) => frame.run > before && frame.iteration > 2);
    await boxOf(page).fill('a sun');
    await button('Draw').click();
    await page.getByRole('img', { name: /“a sun”/ }).waitFor();
    await button('Works').click();
    const works = page.getByRole('listbox', { name: 'Finished works' }).getByRole('option');
    await works.nth(1).waitFor();
    expect(await works.nth(0).textContent()).toMatch(/^a house/);
    const work = page.getByRole('region', { name: 'The chosen work' });
    await work.getByRole('img', { name: 'The work “a house”' }).waitFor();
    const facts = (await work.getByText(/iterations, score/).textContent()) ?? '';
    expect(Number(/(\d+) iterations/.exec(facts)![1])).toBeGreaterThanOrEqual(iteration);
    await work.getByRole('button', { name: 'Go on with it' }).click();
    await page.getByRole('img', { name: /“a house”/ }).waitFor();
    await button('Resume').waitFor();
    expect(await boxOf(page).inputValue()).toBe('a house');
  });

  it('gives its recipe and its picture to another, and is deleted when that is confirmed', async () => {
    await button('Works').click();
    const works = page.getByRole('listbox', { name: 'Finished works' }).getByRole('option');
    // The sun that gave way to the house.
    await expect.poll(() => works.count()).toBe(3);
    await works.nth(2).click();
    const work = page.getByRole('region', { name: 'The chosen work' });
    await work.getByRole('img', { name: `The work “${PROMPT}”` }).waitFor();
    await work.getByRole('button', { name: 'Use its recipe' }).click();
    await expect.poll(() => boxOf(page).inputValue()).toBe(PROMPT);
    await button('Works').click();
    await work.getByRole('button', { name: 'Begin from its picture' }).click();
    await page.getByText('begins here').waitFor();
    await button('Works').click();
    await work.getByRole('button', { name: 'Delete…' }).click();
    await work.getByRole('button', { name: 'Keep it' }).click();
    await work.getByRole('button', { name: 'Delete…' }).click();
    await work.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect.poll(() => works.count()).toBe(2);
    await page.keyboard.press('Escape');
  });

  it('has had no error in the page but of the studio that was killed', () => {
    // A point's picture may be asked for at the moment in which its drawing gives way to another.
    const expected = /net::ERR_|404 \(Not Found\).*\/api\/points\//;
    expect(studio.complaints.filter((words) => !expected.test(words))).toEqual([]);
  });
});
