import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clip, loadClip } from '../clip/index.js';
import { defaultsOf } from '../parameters/index.js';
import { readAim } from './aim.js';
import { Perceptor } from './perceptor.js';
import { guidanceRows } from './rows.js';
import { groundsOf, Masks } from './scene.js';
import { targetInputs } from './step-inputs.js';
import { targetsFor } from './targets.js';

const read = () => Promise.reject(new Error('no pictures here'));
const size = { width: 32, height: 32 };

describe('targets', () => {
  let clip: Clip;
  let perceptor: Perceptor;
  beforeAll(async () => {
    clip = await loadClip();
    perceptor = await Perceptor.open(clip, 1);
  });
  afterAll(() => clip.dispose());

  const targetsOf = async (prompt: string, thing = 0.3, slots = 8) => {
    const aim = await readAim(prompt, defaultsOf(guidanceRows), read);
    const wishes = aim.wishesAt({ iteration: 0, progress: 0 });
    return { aim, wishes, targets: await targetsFor(perceptor, wishes, aim, thing, slots) };
  };

  it.each(['red umbrella', 'красный зонт'])('of “%s” are it and an umbrella', async (prompt) => {
    const [umbrella] = await clip.embedTexts(['umbrella']);
    const { targets } = await targetsOf(prompt);
    expect(targets.map(({ wish, share }) => [wish, share])).toEqual([
      [0, 1],
      [0, 0.3],
    ]);
    const away = targets.map(({ vector }) => Math.hypot(...vector.map((v, i) => v - umbrella![i]!)));
    expect(away[0]).toBeGreaterThan(0.5);
    expect(away[1]).toBeLessThan(0.1);
  });

  it('are the wishes alone without a colour, for what is not wanted, by weight 0 and where there is no room', async () => {
    expect((await targetsOf('umbrella | fish')).targets).toHaveLength(2);
    expect((await targetsOf('umbrella | red fish:-1')).targets).toHaveLength(2);
    expect((await targetsOf('red umbrella', 0)).targets).toHaveLength(1);
    expect((await targetsOf('red umbrella | fish', 0.3, 2)).targets).toHaveLength(2);
  });

  it('share the views of their ground by their weights, and the score is of the wishes alone', async () => {
    const { aim, wishes, targets } = await targetsOf('<left> fish:3 | <left> red umbrella | cat', 0.5);
    const grounds = groundsOf(wishes, size, aim.pictures, new Masks());
    const left = grounds.findIndex(({ wishes: members }) => members.includes(0));
    const shape = { slots: 8, embedDim: clip.embedDim };
    const given = targetInputs(targets, wishes, grounds, [left, 1 - left], shape);
    const rows = (values: Float32Array) => [values.slice(0, 4), values.slice(8, 12)].map((row) => [...row]);
    const near = (values: Float32Array, expected: number[][]) =>
      rows(values).forEach((row, view) => {
        row.forEach((value, t) => {
          expect(value).toBeCloseTo(expected[view]![t]!, 6);
        });
      });
    near(given.weights, [
      [3 / 9, 1 / 9, 0, 0.5 / 9],
      [0, 0, 0.5, 0],
    ]);
    near(given.wished, [
      [3 / 8, 1 / 8, 0, 0],
      [0, 0, 0.5, 0],
    ]);
  });
});
