/**
 * @file The hand in Chromium: a drawing is paused, marks are chosen by mouse and keyboard, held, moved, drawn, undone,
 * lassoed; the frames in every window show it.
 */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameThat } from './frame-watch.js';
import { barriersIn, boxOf, rested, StudioInBrowser } from './studio-in-browser.js';

let studio: StudioInBrowser;
let page: Page;
let other: Page;

beforeAll(async () => {
  studio = await StudioInBrowser.open();
  page = await studio.openPage();
  other = await studio.openPage();
}, 120_000);

afterAll(async () => {
  expect(await studio?.close()).toBe(0);
});

const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
const tool = (name: string): Locator => page.getByRole('radio', { name, exact: true });
const hand = (): Locator => page.getByRole('application');
const said = (words: string | RegExp) => page.getByTestId('said').getByText(words).waitFor();
const chosen = async (): Promise<number> => Number(await hand().getAttribute('data-chosen'));
const held = (on: Page): Promise<number> =>
  on.getByRole('application').getAttribute('data-held').then(Number);

/** Strokes of the drawing as it is now, in the order of painting. */
async function strokes(): Promise<string[]> {
  const svg = await (await fetch(new URL('/api/svg', studio.url))).text();
  return svg.match(/<path [^>]*>/g) ?? [];
}
const changed = (before: readonly string[], after: readonly string[]): number[] =>
  after.flatMap((path, i) => (path === before[i] ? [] : [i]));

/** Drags over the sheet; places are shares of its width and height. */
async function drag(...places: readonly (readonly [number, number])[]): Promise<void> {
  const box = (await hand().boundingBox())!;
  for (const [i, [x, y]] of places.entries()) {
    await page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: i === 0 ? 1 : 6 });
    if (i === 0) await page.mouse.down();
  }
  await page.mouse.up();
}

describe('the hand', { timeout: 120_000 }, () => {
  it('has a paused drawing before it', async () => {
    await boxOf(page).fill('a red umbrella');
    await button('Draw').click();
    await frameThat(page, ({ iteration }) => iteration >= 90);
    await button('Pause').click();
    await button('Resume').waitFor();
    await rested(studio, page);
    expect((await strokes()).length).toBeGreaterThan(8);
  });

  it('chooses several by a box and one by a click', async () => {
    await drag([0.02, 0.02], [0.98, 0.98]);
    const all = await chosen();
    expect(all).toBeGreaterThan(4);
    await page.keyboard.press('Escape');
    expect(await chosen()).toBe(0);
    await page.keyboard.press('Tab');
    await said(/^Mark 1 of \d+\.$/);
    await page.keyboard.press('Tab');
    await said(/^Mark 2 of \d+\.$/);
    await page.keyboard.press('Shift+Tab');
    expect(await chosen()).toBe(1);
  });

  it('holds it, which every window sees, and moves it', async () => {
    const before = await strokes();
    await page.keyboard.press('h');
    await said('Marks held: 1.');
    await expect.poll(() => held(other)).toBe(1);
    expect(await strokes()).toEqual(before);
    await page.keyboard.press('Shift+ArrowRight');
    await said('Marks moved: 1.');
    expect(changed(before, await strokes())).toEqual([0]);
  });

  it('undoes and redoes', async () => {
    const moved = await strokes();
    await page.keyboard.press('Control+z');
    await said('Undone.');
    const before = await strokes();
    expect(changed(before, moved)).toEqual([0]);
    expect(await held(page)).toBe(1);
    await button('Redo').click();
    await said('Redone.');
    expect(await strokes()).toEqual(moved);
  });

  it('draws a stroke by hand in the colour that is mixed, chooses it by a click and drags it', async () => {
    const before = await strokes();
    await page.getByRole('textbox', { name: 'Colour', exact: true }).fill('#0000ff');
    await tool('Draw a mark').click();
    await drag([0.1, 0.9], [0.2, 0.8], [0.3, 0.9], [0.4, 0.8]);
    await said('A mark was drawn.');
    const drawn = await strokes();
    expect(drawn).toHaveLength(before.length + 1);
    expect(drawn.at(-1)).toMatch(/#00f|rgb\(0[, ]+0[, ]+255\)|#0000ff/);
    await tool('Select').click();
    await drag([0.1, 0.9], [0.15, 0.85]);
    await said('Moved.');
    expect(await chosen()).toBe(1);
    const dragged = await strokes();
    expect(changed(drawn, dragged)).toEqual([drawn.length - 1]);
    await tool('Replace').click();
    await drag([0.6, 0.1], [0.9, 0.1]);
    await said('The mark was replaced.');
    expect(changed(dragged, await strokes())).toEqual([drawn.length - 1]);
    await tool('Select').click();
    const replaced = await strokes();
    await page.getByRole('textbox', { name: 'Colour', exact: true }).fill('#00ff00');
    await button('Recolour').click();
    await said('Marks recoloured: 1.');
    expect(changed(replaced, await strokes())).toEqual([drawn.length - 1]);
    await hand().focus();
    await page.keyboard.press('Delete');
    await said('Marks deleted: 1.');
    expect(await strokes()).toEqual(before);
  });

  it('lassoes a part, and only that is drawn on when it resumes', async () => {
    await tool('Lasso').click();
    await drag([0.02, 0.02], [0.6, 0.02], [0.6, 0.98], [0.02, 0.98]);
    await said('Only what lies in the lasso is worked on.');
    const before = await strokes();
    const { iteration } = await frameThat(page, () => true);
    await button('Resume').click();
    await frameThat(page, (frame) => frame.iteration > iteration + 8);
    await button('Pause').click();
    await button('Resume').waitFor();
    await rested(studio, page);
    const after = changed(before, await strokes());
    expect(after.length).toBeGreaterThan(0);
    expect(after.length).toBeLessThan(before.length);
    expect(after).not.toContain(0);
    await button('Work on everything again').click();
    await said('Everything is worked on again.');
  });

  it('has no serious barrier that axe can find', async () => {
    expect(await barriersIn(page)).toEqual([]);
  });

  it('has had no error in the page', () => {
    expect(studio.complaints).toEqual([]);
  });
});
