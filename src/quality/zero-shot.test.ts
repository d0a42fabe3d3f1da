/** @file Zero-shot: pictures are named by what their language calls them, and names by the nearest thing. */
import { expect, it } from 'vitest';
import type { Clip } from '../clip/index.js';
import type { Dataset } from '../training/index.js';
import { measureZeroShot } from './zero-shot.js';

/** Everything else points a third way. */
const VECTORS: Readonly<Record<string, readonly number[]>> = {
  apple: [1, 0, 0],
  яблоко: [1, 0, 0],
  'красное яблоко': [0.2, 0, 0.98],
  dog: [0, 1, 0],
  собака: [0, 1, 0],
};
const clip = {
  concepts: [],
  imageSize: 4,
  embedTexts: async (texts: readonly string[]) =>
    texts.map((text) => Float32Array.from(VECTORS[text] ?? [0, 0, 1])),
  // A black picture is an apple, a white one a dog.
  embedImages: async (views: Float32Array, count: number) =>
    Array.from({ length: count }, (_, i) => {
      const lightness = views[i * 48]!;
      return Float32Array.of(0.6 * (1 - lightness), 0.5 + 0.4 * lightness, 0);
    }),
} as unknown as Clip;

const concept = (name: string, ru: string[], translations: string[] = []) => ({
  name,
  synonyms: [],
  names: { en: [name], ru },
  translations: { ru: translations },
  colours: { 'красное яблоко': 'red' },
});
const picture = (number: number, name: string) => ({
  concept: number,
  role: 'test',
  source: 'set',
  channels: 4,
  name,
});
const data = {
  index: {
    side: 1,
    concepts: [concept('apple', ['красное яблоко'], ['яблоко']), concept('dog', ['собака'])],
    pictures: [
      picture(0, 'black'),
      picture(1, 'white'),
      picture(0, 'white'),
      { ...picture(1, 'black'), role: 'train' },
    ],
  },
  read: ({ name }: { name: string }) =>
    Uint8Array.of(...(name === 'black' ? [0, 0, 0] : [255, 255, 255]), 255),
} as unknown as Dataset;

it('names the pictures of test sets, in Russian by a word that says no colour, and takes names for the nearest thing', async () => {
  const found = await measureZeroShot(clip, data, () => {});
  expect(found.sets).toEqual([{ source: 'set', pictures: 3, top1: { en: 2 / 3, ru: 2 / 3 } }]);
  expect(found.names).toMatchObject({ en: 1, ru: 1 });
});
