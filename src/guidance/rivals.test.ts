import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clip, loadClip } from '../clip/index.js';
import { dot } from './dot.js';
import { linearClip } from './linear-clip.reference.js';
import { EXCLUDED } from './objectives/margin.js';
import { type RivalInputs, Rivals } from './rivals.js';

const SLOTS = 4;

describe('rivals', () => {
  let clip: Clip;
  let rivals: Rivals;
  beforeAll(async () => {
    clip = await loadClip();
    rivals = await Rivals.open(clip);
  });
  afterAll(() => clip.dispose());

  /** Whether a vector counts against a target. */
  const opposes = (
    vector: Float32Array,
    target: number,
    { rivals: rows, exclusions }: RivalInputs,
  ): boolean => {
    const count = rivals.count(SLOTS);
    return Array.from({ length: count }, (_, row) => row).some((row) => {
      const rival = rows.subarray(row * clip.embedDim, (row + 1) * clip.embedDim);
      return exclusions[target * count + row] === 0 && dot(rival, vector) > 0.999;
    });
  };

  it.each(['red umbrella', 'красный зонт', 'red ☂️'])(
    'of “%s” are umbrellas in other colours, not in its own, and not umbrellas as such',
    async (text) => {
      const [target, red, blue, fish, thing] = await clip.embedTexts([
        text,
        'red umbrella',
        'blue umbrella',
        'fish',
        'umbrella',
      ]);
      const inputs = await rivals.against([target!], SLOTS);
      expect(opposes(blue!, 0, inputs)).toBe(true);
      expect(opposes(fish!, 0, inputs)).toBe(true);
      expect(opposes(red!, 0, inputs)).toBe(false);
      expect(opposes(thing!, 0, inputs)).toBe(false);
    },
  );

  it('of a thing without a colour are other things only', async () => {
    const [target, blue] = await clip.embedTexts(['umbrella', 'blue umbrella']);
    const inputs = await rivals.against([target!], SLOTS);
    expect(opposes(blue!, 0, inputs)).toBe(false);
    expect(opposes(target!, 0, inputs)).toBe(false);
  });

  it('of one target say nothing against another', async () => {
    const [red, fish, blue] = await clip.embedTexts(['red umbrella', 'fish', 'blue umbrella']);
    const inputs = await rivals.against([red!, fish!], SLOTS);
    expect(opposes(blue!, 0, inputs)).toBe(true);
    expect(opposes(blue!, 1, inputs)).toBe(false);
    expect(await rivals.against([red!, fish!], SLOTS)).toBe(inputs);
    expect(inputs.exclusions.every((value) => value === 0 || value === EXCLUDED)).toBe(true);
  });

  it('are none where the model has no list of words', async () => {
    expect((await Rivals.open(linearClip)).count(SLOTS)).toBe(0);
  });

  it.each([
    ['red umbrella', 'red'],
    ['ein blaues Haus', 'blue'],
    ['жёлтая рыба', 'yellow'],
    ['black cat', 'black'],
    ['umbrella', undefined],
    ['fish', undefined],
  ] as const)('know which colour “%s” names: %s', async (text, colour) => {
    const [target] = await clip.embedTexts([text]);
    expect((await rivals.colourOf(target!))?.colour).toBe(colour);
  });

  it('know no colour where the model has no list of words', async () => {
    const without = await Rivals.open(linearClip);
    const [target] = await linearClip.embedTexts(['red umbrella']);
    expect(await without.colourOf(target!)).toBeUndefined();
  });
});
