/** @file The history in the page: back to a point, on from there as a branch, a name, two points compared. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriersIn, boxOf, rested, StudioInBrowser, setNumber } from './studio-in-browser.js';

let studio: StudioInBrowser;
let page: Page;

/** Asked for by the page and not passed on yet. */
let held: (() => void)[] = [];
let isHolding = false;

beforeAll(async () => {
  studio = await StudioInBrowser.open('--no-examples');
  page = await studio.openPage();
  await page.routeWebSocket(/socket\.io/u, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      if (isHolding && String(message).includes('"undo"')) held.push(() => server.send(message));
      else server.send(message);
    });
  });
  await page.reload();
}, 120_000);

afterAll(() => studio?.close());

const button = (name: string) => page.getByRole('button', { name, exact: true });
const list = (name: string) => page.getByRole('listbox', { name, exact: true }).getByRole('option');

describe('the history of a drawing', { timeout: 120_000 }, () => {
  it('goes back to a point, and on from there as a branch', async () => {
    await boxOf(page).fill('a house');
    await setNumber(page, 'Iterations', 20_000);
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

  it('says that it is on its way to a point where that takes a while', async () => {
    await button('Pause').click();
    await button('Resume').waitFor();
    await rested(studio, page);
    isHolding = true;
    await button('Undo').click();
    const said = page.getByText('Going to that point …');
    await said.waitFor();
    expect(await page.locator('.sheet').getAttribute('aria-busy')).toBe('true');
    isHolding = false;
    for (const pass of held) pass();
    held = [];
    await said.waitFor({ state: 'detached' });
    expect(await page.locator('.sheet').getAttribute('aria-busy')).toBe('false');
    await button('Redo').click();
    await button('Resume').click();
    await button('Pause').waitFor();
  });

  it('names the point it stands on, and compares two', async () => {
    await button('Pause').click();
    await button('Resume').waitFor();
    await rested(studio, page);
    await page.getByRole('textbox', { name: 'Name of this point' }).fill('a good one');
    await button('Name it').click();
    await list('Points of this branch').filter({ hasText: 'a good one' }).waitFor();
    await button('Compare…').click();
    const comparison = page.getByRole('dialog', { name: 'Two points side by side' });
    for (const side of ['Left', 'Right']) {
      const shown = comparison.getByRole('img', { name: side });
      await expect.poll(() => shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(768);
    }
    expect(await barriersIn(page)).toEqual([]);
    await comparison.getByRole('slider', { name: 'Border between the two' }).fill('20');
    await button('Close').click();
  });

  it('keeps what was named, with its point, when the studio is killed and goes on', async () => {
    const name = list('Points of this branch').filter({ hasText: 'a good one' });
    // It stands there.
    const there = await page.getByTestId('iteration').textContent();
    await button('Resume').click();
    const saved = join(studio.folder, 'outputs', 'studio', `drawing-${studio.pid}`);
    await expect.poll(() => existsSync(join(saved, 'points', 'points.json'))).toBe(true);
    await expect.poll(() => existsSync(join(saved, 'checkpoint.atelier')), { timeout: 20_000 }).toBe(true);
    await studio.end('SIGKILL');
    await page.getByText('The connection to the studio is lost.').waitFor();
    await studio.start('--port', new URL(studio.url).port, '--no-examples');
    await button('Go on').click();
    await name.waitFor();
    await name.click();
    await button('Resume').waitFor();
    await expect.poll(() => page.getByTestId('iteration').textContent()).toBe(there);
  });
});
