/** @file Drawings and recipes that the tests of this room share. */
import { SeededGenerator } from '../random/index.js';
import type { Strokes } from '../raster/index.js';
import { completeSettings } from '../session/index.js';
import { makeRecipe, type Recipe } from './recipe.js';

/** `count` random strokes of 1 to 3 segments around the canvas, partly outside it. */
export function randomStrokes(count: number, seed: number): Strokes {
  const generator = SeededGenerator.fromSeed(seed);
  const between = (low: number, high: number): number => generator.uniform(low, high);
  const segments = Uint8Array.from({ length: count }, (_, i) => 1 + (i % 3));
  const controls = segments.reduce((sum, k) => sum + 3 * k + 1, 0);
  return {
    segments,
    points: Float32Array.from({ length: 2 * controls }, () => between(-0.1, 1.1)),
    widths: Float32Array.from({ length: count }, () => between(0.005, 0.08)),
    colours: Float32Array.from({ length: 4 * count }, () => between(0, 1)),
  };
}

/** A recipe of one small drawing. */
export function sampleRecipe(settings: object = {}): Recipe {
  return makeRecipe({
    model: { name: 'embedded', sha256: 'a'.repeat(64) },
    settings: completeSettings({ prompt: 'a red sailboat', width: 64, height: 48, ...settings }),
    result: { iteration: 300, score: 0.5 },
    createdAt: '2026-01-02T03:04:05.000Z',
  });
}
