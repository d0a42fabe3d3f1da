/** @file A training's folder on a disk that is full, and with a checkpoint that is of something else. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SeededGenerator } from '../../random/index.js';
import { trainingRecipeSchema } from '../recipe.js';
import { designs, openDesign } from './design.js';
import { TrainingFolder } from './training-folder.js';
import { firstState } from './training-state.js';

const disk = vi.hoisted(() => ({ full: false }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const writeFile: typeof real.writeFile = async (file, content, options) => {
    if (!disk.full) return real.writeFile(file, content, options);
    // Half of it fits.
    await real.writeFile(file, (content as Uint8Array).subarray(0, content.toString().length / 2));
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  };
  return { ...real, writeFile };
});

const shape = { ...openDesign(designs.tiny, 300).network, batch: 2, concepts: 2, colours: 2 };
const recipe = trainingRecipeSchema.parse({ format: 'clip-atelier training', version: 1, data: 'x' });
const identity = { recipe, data: 'digest' };

let path: string;
beforeAll(async () => {
  path = await mkdtemp(join(tmpdir(), 'atelier-folder-'));
});
afterAll(() => rm(path, { recursive: true }));

describe('the folder of a training', () => {
  it('keeps the last checkpoint whole when the disk is full, and says so', async () => {
    const folder = await TrainingFolder.open(path);
    const state = firstState(shape, SeededGenerator.fromSeed(1));
    state.step = 7;
    state.seconds = 0.1 + 0.2;
    await folder.save(state, shape, identity);
    disk.full = true;
    const later = { ...firstState(shape, SeededGenerator.fromSeed(2)), step: 8 };
    await expect(folder.save(later, shape, identity)).rejects.toThrow(
      /checkpoint\.safetensors cannot be written: the disk is full; the last checkpoint, .*, is whole\.$/,
    );
    disk.full = false;
    expect(await folder.load(shape, identity)).toEqual(state);
    expect((await readdir(path)).filter((name) => name.endsWith('.part'))).toEqual([]);
    await folder.close();
  });

  it('names what differs in a checkpoint of another recipe or other pictures; where it ends may differ', async () => {
    const folder = await TrainingFolder.open(path);
    const of = (changed: object, data = 'digest') =>
      folder.load(shape, { recipe: { ...recipe, ...changed }, data });
    await expect(of({ steps: 5, seconds: 9 })).resolves.toMatchObject({ step: 7 });
    await expect(of({ rate: 0.5 })).rejects.toThrow(
      /of another recipe: its rate is 0\.001, not 0\.5; train in/,
    );
    await expect(of({ start: 'embedded' })).rejects.toThrow(/its start is not set, not "embedded"/);
    await expect(of({}, 'other')).rejects.toThrow(/its pictures were others/);
    await folder.close();
  });
});
