import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { SeededGenerator } from '../random/index.js';
import { type RasterSize, rasteriseShapes, type Shapes, shapeKinds } from '../raster/index.js';
import { groundElement } from './ground.js';
import { shapesToSvg } from './shapes-svg.js';

/** Shapes of all kinds by turns, blobs and polygons crossing themselves, colours on the 8-bit grid. */
function someShapes(seed: number, count: number): Shapes {
  const generator = SeededGenerator.fromSeed(seed);
  const kinds = Uint8Array.from({ length: count }, (_, s) => s % shapeKinds.length);
  const corners = kinds.map((kind) => (kind < 2 ? 4 : 1));
  const points: number[] = [];
  for (const kind of kinds) {
    const [x, y] = [generator.uniform(0, 1.25), generator.uniform(0, 1)];
    for (let k = 0; k < [12, 4, 1, 1, 1][kind]!; k++)
      points.push(x + generator.normal(0.12), y + generator.normal(0.12));
  }
  const numbers = (per: readonly number[], most: number) =>
    Float32Array.from(
      [...kinds].flatMap((kind) => Array.from({ length: per[kind]! }, () => generator.uniform(0.02, most))),
    );
  return {
    kinds,
    corners,
    points: Float32Array.from(points),
    radii: numbers([0, 0, 1, 2, 2], 0.15),
    angles: numbers([0, 0, 0, 1, 1], 6),
    colours: Float32Array.from({ length: 4 * count }, () => Math.round(255 * generator.uniform(0, 1)) / 255),
  };
}

const sheetOf = async (size: RasterSize) => ({
  size,
  ground: await groundElement([1, 0.9, 0.8], size),
  title: 'scene',
});

describe('shapesToSvg', () => {
  it('draws in resvg what the rasteriser draws, at any size', async () => {
    for (const seed of [1, 2, 3]) {
      for (const size of [
        { width: 200, height: 160 },
        { width: 80, height: 64 },
      ]) {
        const shapes = someShapes(seed, 60);
        const pixels = new Resvg(shapesToSvg(shapes, await sheetOf(size))).render().pixels;
        const image = rasteriseShapes(shapes, size, [1, 0.9, 0.8]);
        const sum = image.reduce(
          (total, value, i) => total + Math.abs(255 * value - pixels[4 * Math.floor(i / 3) + (i % 3)]!),
          0,
        );
        expect(sum / image.length).toBeLessThan(1.5);
      }
    }
  });

  it('has one element a shape, of its own name', async () => {
    const svg = shapesToSvg(someShapes(1, 5), await sheetOf({ width: 100, height: 80 }));
    const names = svg
      .split('\n')
      .slice(3, 8)
      .map((line) => /^<(\w+)/u.exec(line)?.[1]);
    expect(names).toEqual(['path', 'polygon', 'circle', 'ellipse', 'rect']);
  });
});
