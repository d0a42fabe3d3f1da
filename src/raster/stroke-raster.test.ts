import { describe, expect, it } from 'vitest';
import { rasterise, StrokeRaster } from './index.js';
import type { RasterSize, Rgb } from './raster-size.js';
import { oneStroke, randomScene } from './scenes.reference.js';
import type { Strokes } from './strokes.js';
import { renderReference } from './strokes.reference.js';

const WHITE: Rgb = [1, 1, 1];
const noStrokes: Strokes = {
  segments: new Uint8Array(0),
  points: new Float32Array(0),
  widths: new Float32Array(0),
  colours: new Float32Array(0),
};

function differences(ours: Float32Array, other: ArrayLike<number>): { mean: number; largest: number } {
  let sum = 0;
  let largest = 0;
  ours.forEach((v, i) => {
    const d = Math.abs(v - other[i]!);
    sum += d;
    largest = Math.max(largest, d);
  });
  return { mean: sum / ours.length, largest };
}

/** Ink of a black stroke on white, in pixels. */
function ink(strokes: Strokes, size: RasterSize): number {
  return rasterise(strokes, size, WHITE).reduce((sum, v) => sum + (1 - v) / 3, 0);
}

describe('strokes to pixels', () => {
  it.each([0.4, 0.9, 1.5, 2.5, 6, 16])('covers the true area of strokes %f pixels wide', (width) => {
    const size = { width: 96, height: 64 };
    for (const seed of [1, 2, 3]) {
      const widths = [width / 64, width / 64] as const;
      const scene = randomScene({ seed, strokes: 12, widths, step: 0.12, extent: [1.5, 1] });
      const { mean } = differences(
        rasterise(scene, size, [1, 0.9, 0.7]),
        renderReference(scene, size, [1, 0.9, 0.7]),
      );
      // The model: arcs (up to .06 px off where a curve leans, .01 on average), even bends within a pixel.
      expect(255 * mean).toBeLessThan(0.2);
    }
  });

  it('covers single smooth strokes closely everywhere', () => {
    const size = { width: 48, height: 48 };
    for (const width of [0.5, 1, 2, 3.3, 9]) {
      for (const turn of [0, 0.3, 0.8, 1.57]) {
        const pixels = [-15, -4, -6, 9, 4, 9, 16, -3].map((_, k, all) => {
          const [x, y] = [all[k & ~1]!, all[k | 1]!];
          return (
            24.3 +
            (k % 2 === 0 ? Math.cos(turn) * x - Math.sin(turn) * y : Math.sin(turn) * x + Math.cos(turn) * y)
          );
        });
        const stroke = oneStroke(48, pixels, width);
        const { largest } = differences(
          rasterise(stroke, size, WHITE),
          renderReference(stroke, size, WHITE, 32),
        );
        // Arcs up to .06 px off where the curve leans, the outline's curvature within a pixel, and its ends.
        expect(largest).toBeLessThan(0.04);
      }
    }
  });

  it('keeps the ink of a straight stroke whatever its width and direction', () => {
    const size = { width: 64, height: 64 };
    for (const width of [0.2, 0.7, 1, 1.9, 5]) {
      for (const angle of [0, 0.2, 0.5, Math.PI / 4, 1.2, Math.PI / 2]) {
        const [dx, dy] = [20 * Math.cos(angle), 20 * Math.sin(angle)];
        const pixels = [-1, -1 / 3, 1 / 3, 1].flatMap((k) => [32.2 + k * dx, 31.7 + k * dy]);
        const truth = 40 * width + (Math.PI * width * width) / 4;
        expect(ink(oneStroke(64, pixels, width), size) / truth).toBeCloseTo(1, 1.7);
      }
    }
  });

  it('does not darken where a stroke crosses itself', () => {
    const loop = oneStroke(64, [10, 40, 70, 0, -6, 0, 54, 40], 6, [0, 0, 0, 0.5]);
    const image = rasterise(loop, { width: 64, height: 64 }, WHITE);
    expect(Math.min(...image)).toBeCloseTo(0.5, 6);
  });

  it('paints in order, and an opaque stroke hides what is beneath', () => {
    const across = [8, 32, 24, 32, 40, 32, 56, 32];
    const red = oneStroke(64, across, 10, [1, 0, 0, 1]);
    const blue = oneStroke(64, across, 10, [0, 0, 1, 1]);
    const both: Strokes = {
      segments: Uint8Array.of(1, 1),
      points: Float32Array.of(...red.points, ...blue.points),
      widths: Float32Array.of(...red.widths, ...blue.widths),
      colours: Float32Array.of(...red.colours, ...blue.colours),
    };
    const image = rasterise(both, { width: 64, height: 64 }, WHITE);
    expect([...image.slice(3 * (64 * 32 + 32), 3 * (64 * 32 + 32) + 3)]).toEqual([0, 0, 1]);
  });

  it('gives the same picture again from reused memory, and after other scenes', () => {
    const size = { width: 80, height: 56 };
    const scene = randomScene({ seed: 9, strokes: 30, widths: [0.005, 0.2], step: 0.1 });
    const raster = new StrokeRaster(size);
    const first = raster.forward(scene, WHITE).slice();
    raster.forward(randomScene({ seed: 10, strokes: 50, widths: [0.01, 0.3], step: 0.2 }), [0, 0, 0]);
    expect(raster.forward(noStrokes, [0.5, 0.25, 1]).slice(0, 3)).toEqual(Float32Array.of(0.5, 0.25, 1));
    expect(raster.forward(scene, WHITE)).toEqual(first);
  });
});

describe('degenerate strokes', () => {
  const size = { width: 40, height: 32 };
  const at = (x: number, y: number) => [x, y, x, y, x, y, x, y];
  const cases: Record<string, Strokes> = {
    'a dot': oneStroke(32, at(14.3, 15.8), 9),
    'a small dot': oneStroke(32, at(14.3, 15.8), 0.8),
    'a dot of several segments': oneStroke(32, [...at(14, 15), ...at(14, 15).slice(2)], 5),
    'coincident handles': oneStroke(32, [6, 6, 6, 6, 28, 22, 28, 22], 3),
    'a cusp': oneStroke(32, [6, 24, 30, 6, 6, 6, 30, 24], 2.5),
    'a turn back on itself': oneStroke(32, [8, 16, 30, 16, 30, 16, 8, 16], 4),
    'a tight loop': oneStroke(32, [8, 20, 34, 4, 0, 4, 26, 20], 3),
    'a kink': oneStroke(32, [6, 26, 8, 20, 12, 12, 14, 6, 16, 12, 18, 20, 22, 26], 5),
    'a stroke partly outside': oneStroke(32, [-20, -9, 10, 12, 30, 12, 60, 40], 7),
    'a stroke far wider than the canvas': oneStroke(32, [-300, 10, 10, 12, 30, 12, 600, 40], 90),
    'a hair': oneStroke(32, [4, 6, 14, 22, 20, 2, 30, 24], 0.1),
  };

  it.each(Object.entries(cases))('%s covers its true area', (_, stroke) => {
    const image = rasterise(stroke, size, WHITE);
    const { mean, largest } = differences(image, renderReference(stroke, size, WHITE, 32));
    expect(mean).toBeLessThan(1 / 255);
    expect(largest).toBeLessThan(0.2);
  });

  it.each([
    ['outside', oneStroke(32, [-50, -60, -40, -70, -45, -60, -50, -80], 6)],
    ['of width 0', oneStroke(32, [4, 6, 14, 22, 20, 2, 30, 24], 0)],
    ['of negative width', oneStroke(32, [4, 6, 14, 22, 20, 2, 30, 24], -3)],
    ['transparent', oneStroke(32, [4, 6, 14, 22, 20, 2, 30, 24], 5, [0, 0, 0, 0])],
    ['at no place', oneStroke(32, [4, 6, 14, Number.NaN, 20, 2, 30, 24], 5)],
    ['of no width', oneStroke(32, [4, 6, 14, 22, 20, 2, 30, 24], Number.NaN)],
    ['of no colour', oneStroke(32, [4, 6, 14, 22, 20, 2, 30, 24], 5, [Number.NaN, 0, 0, 1])],
    ['infinitely far', oneStroke(32, [4, 6, 14, Infinity, 20, 2, 30, 24], 5)],
  ])('a stroke %s leaves the paper as it is and gets finite gradients', (_, stroke) => {
    const raster = new StrokeRaster(size);
    const image = raster.forward(stroke, [0.25, 0.5, 0.75]);
    expect(image.every((v, i) => v === [0.25, 0.5, 0.75][i % 3])).toBe(true);
    const { points, widths, colours } = raster.adjoint(new Float32Array(image.length).fill(1));
    for (const gradient of [points, widths, colours]) expect(gradient.every(Number.isFinite)).toBe(true);
  });

  it('draws on a canvas of one pixel', () => {
    const image = rasterise(oneStroke(1, at(0.5, 0.5), 0.5), { width: 1, height: 1 }, WHITE);
    expect(image[0]).toBeCloseTo(1 - (Math.PI * 0.25) / 4, 1.5);
  });

  it('takes an empty scene', () => {
    const raster = new StrokeRaster(size);
    const image = raster.forward(noStrokes, WHITE);
    expect(image.every((v) => v === 1)).toBe(true);
    expect(raster.adjoint(image).points).toHaveLength(0);
  });

  it('says what does not fit', () => {
    expect(() => new StrokeRaster({ width: 0, height: 4 })).toThrow(/0x4/);
    const raster = new StrokeRaster(size);
    expect(() => raster.adjoint(new Float32Array(3))).toThrow(/forward first/);
    expect(() => raster.forward({ ...noStrokes, segments: Uint8Array.of(1) }, WHITE)).toThrow(
      /points hold 0/,
    );
    raster.forward(noStrokes, WHITE);
    expect(() => raster.adjoint(new Float32Array(3))).toThrow(/3 numbers where 3840/);
  });
});
