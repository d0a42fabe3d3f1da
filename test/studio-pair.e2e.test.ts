/**
 * @file Multilingual-CLIP as it is used: one model's image encoder and another's text encoder, added under one name,
 * opened by the studio, and drawn with from the page, in a language that only the text encoder speaks.
 */
import { copyFile, cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { frameThat } from './frame-watch.js';
import { atelier } from './run-atelier.js';
import { boxOf, buttonOf, StudioInBrowser, setNumber } from './studio-in-browser.js';

const fixtures = fileURLToPath(new URL('fixtures/', import.meta.url));
let home: string;
let studio: StudioInBrowser;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'atelier-pair-'));
  vi.stubEnv('ATELIER_HOME', home);
  const texts = join(home, 'm-clip');
  await mkdir(texts);
  await cp(join(fixtures, 'clip-parity/mclip'), texts, { recursive: true });
  await copyFile(join(fixtures, 'tokenizers/xlm-roberta.tokenizer.json'), join(texts, 'tokenizer.json'));
  const images = join(fixtures, 'clip-parity/vit.hf.safetensors');
  const added = await atelier(['models', 'add', images, '--text', texts, '--name', 'both']);
  expect(added, added.stderr).toMatchObject({ code: 0 });
  studio = await StudioInBrowser.open('--model', 'both', '--device', 'cpu', '--no-examples');
}, 120_000);

afterAll(async () => {
  expect(await studio?.close()).toBe(0);
  vi.unstubAllEnvs();
  await rm(home, { recursive: true });
});

it('a pair of encoders draws from the page', { timeout: 120_000 }, async () => {
  expect(studio.greeting).toContain('(model both on cpu, fp32');
  const page = await studio.openPage();
  await boxOf(page).fill('закат над морем');
  await setNumber(page, 'Strokes', 8);
  await setNumber(page, 'Iterations', 12);
  await buttonOf(page, 'Draw').click();
  const { score } = await frameThat(page, ({ iteration }) => iteration >= 12);
  expect(Math.abs(score)).toBeLessThanOrEqual(1);
  await page.getByRole('link', { name: 'SVG' }).or(buttonOf(page, 'SVG')).first().waitFor();
  expect(studio.complaints).toEqual([]);
  const { models } = JSON.parse(await readFile(join(home, 'models.json'), 'utf8'));
  expect(models).toMatchObject([{ name: 'both' }]);
});
