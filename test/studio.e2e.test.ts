/**
 * @file The whole way through in Chromium: words typed into the page become strokes, live, in every window, over a
 * reload, and in the file that is downloaded.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { framesSeen, frameThat, watchFrames } from './frame-watch.js';
import { atelier } from './run-atelier.js';
import { barriersIn, boxOf, buttonOf, StudioInBrowser, setNumber } from './studio-in-browser.js';

const PROMPT = 'a red umbrella';
const STROKES = 48;

let studio: StudioInBrowser;
let page: Page;

beforeAll(async () => {
  studio = await StudioInBrowser.open();
  expect(studio.greeting).toMatch(/\(model embedded on cpu, fp32, \d+ threads?\)/);
  page = await studio.openPage();
}, 120_000);

afterAll(async () => {
  expect(await studio?.close()).toBe(0);
});

/** Colour in the middle of the drawing, 0..255. */
/** Mean of the drawing's red, green and blue, 0–255. */
const meanOf = (on: Page): Promise<number[]> =>
  on.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-testid=drawing]')!;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    const sums = [0, 0, 0];
    data.forEach((value, i) => {
      if (i % 4 < 3) sums[i % 4]! += value;
    });
    return sums.map((sum) => (4 * sum) / data.length);
  });

describe('the studio', { timeout: 120_000 }, () => {
  it('draws an example before anybody has typed', async () => {
    await frameThat(page, ({ iteration }) => iteration > 2);
    expect(await page.getByText('An example, drawn while you think').count()).toBe(1);
  });

  it('asks for words when there are none', async () => {
    await boxOf(page).fill('   ');
    await buttonOf(page, 'Draw').click();
    await page.getByRole('alert').getByText('Type at least one word').waitFor();
  });

  it('marks words that the model does not know and offers others', async () => {
    await boxOf(page).fill('a parliament');
    await page.getByText('The model does not know “parliament”').waitFor();
    const replacement = page.getByRole('button', { name: /^Replace “parliament” with “/ }).first();
    const word = await replacement.textContent();
    await replacement.click();
    expect(await boxOf(page).inputValue()).toBe(`a ${word}`);
    await page.getByText('The model does not know “parliament”').waitFor({ state: 'detached' });
    await boxOf(page).fill('🐱 🔃');
    await page.getByText('The model does not know “🔃”, read as “clockwise vertical arrows”.').waitFor();
    expect(await page.getByText('The model does not know “🐱”').count()).toBe(0);
  });

  it('says what looks like grammar and is not, marking the place, and shows what can be said', async () => {
    await boxOf(page).fill('a house :)');
    const hint = page.locator('.hints li').filter({ hasText: 'no partner' });
    await hint.waitFor();
    expect(await hint.locator('mark').textContent()).toBe(')');
    await boxOf(page).fill('a house | tree:99');
    await page.locator('.hints li').filter({ hasText: 'has to lie between -10 and 10' }).waitFor();
    await buttonOf(page, 'More can be said').click();
    await page.getByRole('dialog', { name: 'What a prompt can say' }).getByText('@photo.png').waitFor();
    await page.keyboard.press('Escape');
    await boxOf(page).fill('');
    await hint.waitFor({ state: 'detached' });
  });

  it('draws what was typed: at least 20 different frames, and a score that rises', async () => {
    const { run: before } = await frameThat(page, () => true);
    await boxOf(page).fill(PROMPT);
    await setNumber(page, 'Strokes', STROKES);
    // Long enough that it is still drawing when everything else here has been tried.
    await setNumber(page, 'Iterations', 5000);
    await buttonOf(page, 'Draw').click();
    await frameThat(page, ({ run, iteration }) => run > before && iteration >= 60);
    const frames = (await framesSeen(page)).filter(({ run, iteration }) => run > before && iteration > 0);
    expect(new Set(frames.map(({ pixels }) => pixels)).size).toBeGreaterThanOrEqual(20);
    expect(new Set(frames.map(({ iteration }) => iteration)).size).toBeGreaterThanOrEqual(20);
    const iterations = frames.map(({ iteration }) => iteration);
    expect(iterations).toEqual([...iterations].sort((a, b) => a - b));
    const scores = frames.map(({ score }) => score).filter(Number.isFinite);
    const mean = (some: number[]) => some.reduce((sum, score) => sum + score, 0) / some.length;
    expect(mean(scores.slice(-5))).toBeGreaterThan(mean(scores.slice(0, 5)));
  });

  it('goes on after a reload, and a second window sees the same', async () => {
    const before = await frameThat(page, () => true);
    await page.reload();
    await watchFrames(page);
    const after = await frameThat(page, ({ iteration }) => iteration > before.iteration);
    expect(after.run).toBe(before.run);

    const second = await studio.openPage();
    const there = await frameThat(second, ({ iteration }) => iteration > after.iteration);
    expect(there.run).toBe(before.run);
    expect(await second.getByTestId('drawing').getAttribute('aria-label')).toContain(PROMPT);
    await buttonOf(second, 'Pause').click();
    await buttonOf(page, 'Resume').click();
    await buttonOf(second, 'Pause').waitFor();
    await second.context().close();
  });

  it('changes the words while it draws', async () => {
    const { run, iteration } = await frameThat(page, () => true);
    await boxOf(page).fill('a blue umbrella');
    await buttonOf(page, 'Change prompt').click();
    const after = await frameThat(page, (frame) => frame.iteration > iteration + 2);
    expect(after.run).toBe(run);
    await page.getByRole('img', { name: /a blue umbrella/ }).waitFor();
  });

  it('changes a setting while it draws, and says which wait for the next drawing', async () => {
    const { run } = await frameThat(page, () => true);
    await page.getByText('Changes reach the drawing at once.').waitFor();
    await setNumber(page, 'Iterations', 4000);
    await page.getByTestId('iteration').getByText('of 4,000').waitFor();
    expect(await page.getByText('Takes effect with the next drawing.').count()).toBeGreaterThan(0);
    expect((await frameThat(page, () => true)).run).toBe(run);
  });

  it('takes pictures: towards one while it draws', async () => {
    const photo = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#3366cc' } })
      .png()
      .toBuffer();
    await buttonOf(page, 'Pictures, and what is not wanted').click();
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      buttonOf(page, 'Add a picture…').click(),
    ]);
    await chooser.setFiles({ name: 'sea.png', mimeType: 'image/png', buffer: photo });
    await buttonOf(page, 'sea.png: what to do with it').click();
    await page.getByRole('menuitem', { name: 'Draw towards it' }).click();
    expect(await boxOf(page).inputValue()).toBe('a blue umbrella | @sea.png');
    await buttonOf(page, 'Change prompt').click();
    await page.getByRole('img', { name: /@sea\.png/ }).waitFor();
    await boxOf(page).fill('a blue umbrella');
    await buttonOf(page, 'Change prompt').click();
    await page.getByRole('img', { name: /“a blue umbrella”/ }).waitFor();
  });

  it('gives the drawing away as SVG with as many paths as strokes', async () => {
    await buttonOf(page, 'Stop').click();
    await page.locator('[data-state=finished]').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Save SVG' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('a-blue-umbrella.svg');
    const svg = await readFile(await download.path(), 'utf8');
    expect(svg.match(/<path /g)).toHaveLength(STROKES);
    expect(svg).toContain('<title>a blue umbrella</title>');
  });

  it('draws in the way that is chosen: a preset, then another medium without its SVG', async () => {
    await buttonOf(page, 'Choose…').click();
    await page.getByRole('option', { name: 'Live sketch' }).click();
    await page.getByText('Coloured strokes that become a drawing').waitFor();
    await page.getByRole('button', { name: /Medium$/ }).click();
    await page.getByRole('option', { name: 'Pixels', exact: true }).click();
    await buttonOf(page, 'sea.png: what to do with it').click();
    await page.getByRole('menuitem', { name: 'Begin from it', exact: true }).click();
    await page.getByText('begins here').waitFor();
    const { run: before } = await frameThat(page, () => true);
    await buttonOf(page, 'Draw').click();
    await frameThat(page, ({ run, iteration }) => run > before && iteration > 2);
    // The picture's blue, which the first steps have moved; a drawing from nothing begins grey.
    const [red = 255, green = 255, blue = 0] = await meanOf(page);
    expect(blue - red).toBeGreaterThan(0x20);
    expect(blue - green).toBeGreaterThan(0x20);
    expect(await page.getByRole('link', { name: 'Save SVG' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: /Save PNG/ }).count()).toBe(1);
    await buttonOf(page, 'Stop').click();
    await page.locator('[data-state=finished]').waitFor();
  });

  it('speaks Russian, and still does after a reload', async () => {
    await page.getByRole('radio', { name: 'Русский' }).click();
    await page.getByRole('textbox', { name: 'Что нарисовать?' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('ru');
    await page.reload();
    await buttonOf(page, 'Рисовать').waitFor();
    await page.getByRole('radio', { name: 'English' }).click();
    await buttonOf(page, 'Draw').waitFor();
    await watchFrames(page);
  });

  it('makes a collage of pictures, on a photograph that is kept under them', async () => {
    await page.getByRole('button', { name: /Medium$/ }).click();
    await page.getByRole('option', { name: 'Collage', exact: true }).click();
    const disc = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="18"/></svg>',
    );
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      buttonOf(page, 'Add pictures…').click(),
    ]);
    await chooser.setFiles([
      { name: 'disc.png', mimeType: 'image/png', buffer: await sharp(disc).png().toBuffer() },
      { name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('no picture') },
    ]);
    await page.getByRole('alert').getByText('notes.png: this is not a picture that can be read.').waitFor();
    await page.getByText('Pictures: 1.').waitFor();
    await page.getByRole('button', { name: /^sea\.png: what to do/ }).click();
    await page.getByRole('menuitem', { name: 'Keep it under the marks' }).click();
    const before = Number(await page.getByTestId('drawing').getAttribute('data-run'));
    await setNumber(page, 'Pieces', 2);
    await buttonOf(page, 'Draw').click();
    await frameThat(page, ({ run, iteration }) => run > before && iteration > 2);
    const png = await (await fetch(new URL('/api/png?size=64', studio.url))).arrayBuffer();
    const { data } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const blue = (at: number) => data[at]! < 0x60 && data[at + 2]! > 0xa0;
    const share = Array.from({ length: data.length / 3 }, (_, i) => Number(blue(3 * i)));
    expect(share.reduce((sum, one) => sum + one, 0) / share.length).toBeGreaterThan(0.4);
    const shown = await page
      .getByTestId('drawing')
      .evaluate((canvas) => getComputedStyle(canvas).backgroundImage);
    const photograph = await fetch(new URL(/url\("(.*)"\)/.exec(shown)![1]!));
    expect((await sharp(await photograph.arrayBuffer()).stats()).dominant.b).toBeGreaterThan(0xa0);
    await buttonOf(page, 'Stop').click();
    const kept = (await page.getByText(/^Kept in /).textContent())!.slice('Kept in '.length);
    // The work has all that it was made from.
    expect((await atelier(['redraw', join(kept, 'recipe.json'), '--out', 'again'], studio.folder)).code).toBe(
      0,
    );
    const [work, again] = [kept, 'again'].map((name) => readFile(join(studio.folder, name, 'final.png')));
    expect((await again)!.equals((await work)!)).toBe(true);
  });

  it('finds a setting by a piece of its name, and says how many others are not at their defaults', async () => {
    const find = page.getByRole('searchbox', { name: 'Find a setting' });
    await find.fill('zoom');
    await page.getByRole('textbox', { name: 'Largest zoom' }).waitFor();
    await setNumber(page, 'Largest zoom', 1.4);
    await find.fill('');
    await page.getByRole('button', { name: 'How the model looks 1 changed' }).waitFor();
  });

  it('ends by itself: within a time limit, and where it gets no better', async () => {
    const ended = page.locator('[data-state=finished]');
    await setNumber(page, 'Iterations', 20_000);
    await setNumber(page, 'Time limit', 1);
    await buttonOf(page, 'Draw').click();
    await ended.waitFor({ state: 'detached' });
    await ended.getByText('Finished', { exact: true }).waitFor();
    await setNumber(page, 'Iterations', 20_000);
    await page.getByRole('textbox', { name: 'Time limit' }).fill('');
    await page.keyboard.press('Tab');
    const find = page.getByRole('searchbox', { name: 'Find a setting' });
    await find.fill('score');
    await setNumber(page, 'Patience', 10);
    await setNumber(page, 'Least gain', 0.1);
    await find.fill('');
    await buttonOf(page, 'Draw').click();
    await ended.waitFor({ state: 'detached' });
    await ended.getByText('Finished: it got no better').waitFor();
    await page.getByRole('button', { name: 'Course and size 2 changed' }).click();
    for (const reset of [/^Reset Patience/, /^Reset Least gain/])
      await page.getByRole('button', { name: reset }).click();
  });

  it('shows the drawing alone on the whole screen, where Escape leaves it at work', async () => {
    await buttonOf(page, 'Draw').click();
    await buttonOf(page, 'Stop').and(page.locator(':enabled')).waitFor();
    await page.getByRole('application').focus();
    await page.keyboard.press('f');
    await boxOf(page).waitFor({ state: 'hidden' });
    const drawing = (await page.getByTestId('drawing').boundingBox())!;
    expect(drawing.height).toBe(900);
    await page.keyboard.press('Space');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).getByText('Pause or resume').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await boxOf(page).waitFor();
    await buttonOf(page, 'Resume').waitFor();
    await buttonOf(page, 'Stop').click();
  });

  it('fits on a phone, and offers words in Russian there', async () => {
    const phone = await studio.openPage({ locale: 'ru-RU', viewport: { width: 390, height: 844 } });
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await buttonOf(phone, 'Взять слово «зонт»').waitFor();
    await phone.context().close();
  });

  it('has no serious barrier that axe can find, in any window over the page either', async () => {
    expect(await barriersIn(page)).toEqual([]);
    for (const opener of ['Choose…', 'Works', 'Keys', 'More can be said']) {
      await buttonOf(page, opener).click();
      await page.getByRole('dialog').waitFor();
      expect(await barriersIn(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
  });

  it('has had no error in the page but the file that was no picture', () => {
    expect(studio.complaints).toEqual([expect.stringContaining('422')]);
  });
});
