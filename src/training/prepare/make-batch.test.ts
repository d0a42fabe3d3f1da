/** @file What batches say of their pictures. */
import { expect, it } from 'vitest';
import type { Dataset } from '../data/dataset.js';
import { makeBatch } from './make-batch.js';

const apple = {
  name: 'apple',
  synonyms: [],
  names: { en: ['apple', 'red apple', 'green apple'] },
  translations: { de: ['apfel'] },
  colours: { 'red apple': 'red', 'green apple': 'green' },
} as const;
const picture = {
  concept: 0,
  offset: 0,
  channels: 4,
  source: 'set',
  name: 'one',
  role: 'train',
  medium: 'drawing',
};
const data = {
  index: { side: 4, concepts: [apple] },
  read: () => new Uint8Array(4 * 4 * 4).fill(200),
} as unknown as Dataset;

/** All that is said of a picture of this colour, and the colours that the batch takes for said. */
function captionsOf(colour: string | undefined) {
  const texts: string[] = [];
  const plan = {
    seed: 1,
    batch: 200,
    side: 8,
    contextLength: 1,
    perturbation: { noise: 0, colour: 0, rotation: 0, scale: [1, 1] as const },
    moved: 0,
    reach: 0,
  };
  const byConcept = [[{ ...picture, ...(colour ? { colour } : {}) }]] as unknown as Parameters<
    typeof makeBatch
  >[3];
  const { said } = makeBatch(plan, 0, data, byConcept, (text) => {
    texts.push(text);
    return Int32Array.of(0);
  });
  return { texts, said: [...said] };
}

it('says translations of languages that have no other name for a thing', () => {
  expect(captionsOf(undefined).texts).toContain('apfel');
});

it('calls a picture by a name with a colour where it has that colour, and says so once', () => {
  const red = captionsOf('red');
  const named = red.texts.findIndex((text) => text.includes('red apple'));
  expect(named).toBeGreaterThanOrEqual(0);
  expect(red.said[named]).toBe(Math.max(...red.said));
  expect(red.texts.join()).not.toMatch(/green apple|red red/u);
  expect(captionsOf(undefined).texts.join()).not.toMatch(/(red|green) apple/u);
});
