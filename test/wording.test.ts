/**
 * @file Every document and message that people or other programs write, with nonsense in every place: what is refused is
 * refused in the program's own words, in one line, and never in those of the library that checks it.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRecipe, openRecipe } from '../src/artwork/index.js';
import { loadClip } from '../src/clip/index.js';
import { openPresets } from '../src/presets/index.js';
import { type ClientMessageName, clientMessages } from '../src/protocol/index.js';
import { completeSettings } from '../src/session/index.js';
import { openTrainingRecipe } from '../src/training/index.js';
import { cleanUp, joinStudio, openStudio } from './studio-harness.js';

const foreign =
  /Invalid |, received|expected (\w+ )?to|Too (small|big)|Unrecognized|undefined|\[object|NaN|\n/u;
const nonsense: readonly unknown[] = [
  undefined,
  null,
  true,
  -1,
  1.5,
  1e300,
  '',
  'nonsense',
  [],
  ['x'],
  {},
  { a: 1 },
];
/** Of a long list the first ones stand for all. */
const ENTRIES = 2;

/** The document with nonsense in place of every value in it, and with a name that does not belong there. */
function* mutants(value: unknown): Generator<unknown> {
  yield* nonsense.filter((one) => one !== undefined);
  if (Array.isArray(value)) {
    for (const [i, one] of value.slice(0, ENTRIES).entries())
      for (const mutant of mutants(one)) yield value.with(i, mutant);
  } else if (value !== null && typeof value === 'object') {
    for (const [name, one] of Object.entries(value)) {
      yield { ...value, [name]: undefined };
      for (const mutant of mutants(one)) yield { ...value, [name]: mutant };
    }
    yield { ...value, nonsense: 1 };
  }
}

/** What is said of all mutants that are refused; some nonsense is sense. */
async function refusals(document: unknown, read: (document: unknown) => unknown): Promise<string[]> {
  const said = new Set<string>();
  for (const mutant of mutants(document)) {
    try {
      await read(mutant);
    } catch (error) {
      said.add(error instanceof Error ? error.message : String(error));
    }
  }
  return [...said];
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-wording-'));
});
afterAll(() => rm(folder, { recursive: true }));

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
const json = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));
const settings = completeSettings({
  prompt: 'a tree',
  changes: [
    { type: 'prompt', iteration: 3, prompt: 'a house' },
    { type: 'alter', iteration: 4, marks: [1], change: { move: [0.1, 0], colour: [1, 0, 0] } },
  ],
});
/** Through a file of this name in the folder. */
const through =
  (name: string, read: (file: string) => Promise<unknown>) =>
  async (document: unknown): Promise<unknown> => {
    const file = join(folder, name);
    await writeFile(file, JSON.stringify(document));
    return read(file);
  };

function expectOwnWords(said: readonly string[], least: number): void {
  expect(said.length).toBeGreaterThan(least);
  expect(said.filter((sentence) => foreign.test(sentence) || !/[.)]$/u.test(sentence))).toEqual([]);
}

describe('nonsense in', () => {
  it('settings', async () => {
    expectOwnWords(await refusals(settings, (document) => completeSettings(document)), 100);
  });

  it('a recipe', async () => {
    const runtime = { device: 'cpu', precision: 'fp32', threads: 2 } as const;
    const model = { name: 'embedded', sha256: 'a'.repeat(64), runtime };
    const result = { iteration: 300, score: 0.5 };
    const document = makeRecipe({ model, settings, result, createdAt: '2026-01-02T03:04:05.000Z' });
    expectOwnWords(await refusals(document, through('recipe.json', openRecipe)), 100);
  });

  it('a preset', async () => {
    const preset = await json(fileURLToPath(new URL('../presets/clipdraw.json', import.meta.url)));
    const presets = join(folder, 'presets');
    await mkdir(presets);
    const read = through('presets/x.json', () => openPresets(presets));
    expectOwnWords(await refusals(preset, read), 20);
  });

  it('a training recipe', async () => {
    const recipe = {
      format: 'clip-atelier training',
      version: 1,
      data: 'x',
      design: 'guide',
      batch: 8,
      seed: 1,
    };
    expectOwnWords(await refusals(recipe, through('training.json', openTrainingRecipe)), 20);
  });

  it.each([
    'clip-variants/open_clip-average/open_clip_config.json',
    'clip-variants/hugging-face/config.json',
  ])(
    'the configuration of a model, %s',
    async (name) => {
      const weights = join(folder, 'weights.safetensors');
      await writeFile(weights, await readFile(fixture('clip-parity/vit.open_clip.safetensors')));
      const options = { device: 'cpu', threads: 1 } as const;
      const read = through('weights.config.json', async () => (await loadClip(weights, options)).dispose());
      expectOwnWords(await refusals(await json(fixture(name)), read), 20);
    },
    60_000,
  );

  it('messages to the studio', { timeout: 60_000 }, async () => {
    const { url } = await openStudio();
    const viewer = await joinStudio(url);
    const examples: Partial<Record<ClientMessageName, unknown>> = {
      draw: { settings: { prompt: 'x', values: { strokes: 4 } }, seconds: 3, bestOf: 2 },
      prompt: { prompt: 'x' },
      tune: { values: { ink: 1 } },
      edit: { edit: { type: 'alter', marks: [1], change: { move: [0.1, 0], colour: [1, 0, 0] } } },
      goTo: { point: 1 },
      namePoint: { point: 1, name: 'x' },
      frameAck: { sequence: 1 },
      useModel: { name: 'x' },
      openWork: { id: 'x' },
    };
    const said: string[] = [];
    for (const name of Object.keys(clientMessages)) {
      const all = refusals(examples[name as ClientMessageName] ?? {}, async (message) => {
        const answer = await viewer.askAnything(name, message);
        if (!answer.ok) throw new Error(answer.error.message);
      });
      said.push(...(await all));
    }
    await cleanUp();
    expectOwnWords(said, 100);
  });
});
