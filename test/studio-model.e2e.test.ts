/** @file The model chosen in the page: those on the machine, one that is broken, another one in place of it. */
import { cp, mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { atelier } from './run-atelier.js';
import { barriersIn, boxOf, buttonOf, StudioInBrowser, setNumber } from './studio-in-browser.js';

const embedded = fileURLToPath(new URL('../models/embedded', import.meta.url));
let home: string;
let studio: StudioInBrowser;
let page: Page;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'atelier-model-'));
  vi.stubEnv('ATELIER_HOME', home);
  for (const name of ['broken', 'twin']) {
    await cp(embedded, join(home, name), { recursive: true });
    const added = await atelier(['models', 'add', join(home, name)]);
    expect(added, added.stderr).toMatchObject({ code: 0 });
  }
  await truncate(join(home, 'broken', 'model.safetensors'), 1000);
  studio = await StudioInBrowser.open('--device', 'cpu', '--no-examples');
  page = await studio.openPage();
}, 120_000);

afterAll(async () => {
  expect(await studio?.close()).toBe(0);
  vi.unstubAllEnvs();
  await rm(home, { recursive: true });
});

const chooser = () => page.getByRole('button', { name: /Model$/u });
const option = (name: string) => page.getByRole('option', { name, exact: true });
const iteration = async () =>
  Number((await page.getByTestId('iteration').textContent())?.replace(/\D.*/u, ''));

describe('the chooser of models', { timeout: 120_000 }, () => {
  it('shows the one in use and those that are here, by keys and for those who listen', async () => {
    await boxOf(page).fill('a house');
    await setNumber(page, 'Iterations', 20_000);
    await buttonOf(page, 'Draw').click();
    await expect.poll(iteration).toBeGreaterThan(0);
    await chooser().focus();
    await page.keyboard.press('Enter');
    await option('twin').waitFor();
    expect(await page.getByRole('listbox', { name: /Model/u }).getByRole('option').allTextContents()).toEqual(
      ['Built in', 'broken', 'twin'],
    );
    expect(await option('Built in').getAttribute('aria-selected')).toBe('true');
    expect(await barriersIn(page)).toEqual([]);
  });

  it('says why one cannot be used; the drawing goes on with the one before', async () => {
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText(/model\.safetensors/u).waitFor();
    expect(await chooser().textContent()).toContain('Built in');
    const before = await iteration();
    await expect.poll(iteration).toBeGreaterThan(before);
  });

  it('lets another one guide; what was drawn is a work, and what comes is drawn by it', async () => {
    await chooser().click();
    await option('twin').click();
    await expect.poll(() => chooser().textContent()).toContain('twin');
    await page
      .getByText(/^Kept in|outputs/u)
      .first()
      .waitFor();
    await buttonOf(page, 'Works').click();
    await page.getByRole('listbox', { name: 'Finished works' }).getByRole('option').first().waitFor();
    await page.keyboard.press('Escape');
    const run = await page.getByTestId('drawing').getAttribute('data-run');
    await buttonOf(page, 'Draw').click();
    await expect.poll(() => page.getByTestId('drawing').getAttribute('data-run')).not.toBe(run);
    await expect.poll(iteration).toBeGreaterThan(0);
    await buttonOf(page, 'Stop').click();
    // A small picture of the drawing that was put away may have been asked for as it went.
    expect(studio.complaints.filter((said) => !said.includes('/api/points/'))).toEqual([]);
  });
});
