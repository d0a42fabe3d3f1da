import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { rasterise, StrokeRaster, strokeOutlines } from './index.js';
import type { RasterSize, Rgb } from './raster-size.js';
import { oneStroke, randomScene, randoms, smoothWeights } from './scenes.reference.js';
import type { StrokeGradients, Strokes } from './strokes.js';
import { referenceGradient, renderReference } from './strokes.reference.js';

const WHITE: Rgb = [1, 1, 1];
const SIZE: RasterSize = { width: 48, height: 32 };
const WEIGHTS = smoothWeights(48, 32, 3);
const GROUPS = ['points', 'widths', 'colours'] as const;

/** One stroke with a width in pixels at every control point. */
function tapered(pixels: readonly number[], widths: readonly number[]): Strokes {
  const stroke = oneStroke(32, pixels, 1, [0.1, 0.7, 0.4, 0.8]);
  return { ...stroke, widths: Float32Array.from(widths, (v) => v / 32) };
}

/** A random scene whose widths vary along each stroke. */
function varyingScene(
  seed: number,
  strokes: number,
  widths: readonly [number, number],
  step: number,
): Strokes {
  const scene = randomScene({ seed, strokes, widths: [0.01, 0.01], step });
  const next = randoms(seed + 100);
  return {
    ...scene,
    widths: Float32Array.from(
      { length: scene.points.length / 2 },
      () => widths[0] + (widths[1] - widths[0]) * next(),
    ),
  };
}

function mean(ours: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < ours.length; i++) sum += Math.abs(ours[i]! - other[i]!);
  return sum / ours.length;
}

/** |a − b| / |b| */
function relative(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let difference = 0;
  let norm = 0;
  for (let i = 0; i < b.length; i++) {
    difference += (a[i]! - b[i]!) ** 2;
    norm += b[i]! ** 2;
  }
  return Math.sqrt(difference / norm);
}

const cases: Record<string, Strokes> = {
  'a belly': tapered([5, 9, 16, 30, 26, 2, 42, 22], [0.5, 9, 9, 0.5]),
  'a taper': tapered([5, 9, 16, 24, 26, 8, 42, 22], [8, 5, 3, 0]),
  'a hair that swells': tapered([5.2, 9, 16, 30, 26, 2, 42, 22.4], [0.2, 0.4, 1.6, 3]),
  'two segments with a kink': tapered(
    [4, 6, 12, 28, 18, 20, 22, 8, 28, 26, 36, 30, 43, 11],
    [2, 4, 5, 6, 5, 2, 1],
  ),
  'a loop': tapered([10, 24, 52, 4, -6, 2, 38, 26], [1, 5, 2, 4]),
  'a straight line': tapered([8.3, 12.4, 18, 15.4, 28, 18.4, 38, 21.4], [7, 2, 2, 7]),
  'a stroke partly outside': tapered([-12, -5, 10, 12, 30, 12, 60, 36], [2, 6, 8, 3]),
  'a turn tighter than the pen': tapered([10, 24, 24, 2, 26, 2, 38, 26], [9, 10, 10, 9]),
};

describe('strokes of varying width', () => {
  it.each(Object.entries(cases))('%s covers the swept disc', (_, stroke) => {
    const image = rasterise(stroke, SIZE, WHITE);
    const truth = renderReference(stroke, SIZE, WHITE, 64);
    expect(mean(image, truth)).toBeLessThan(0.5 / 255);
    const largest = image.reduce((most, v, i) => Math.max(most, Math.abs(v - truth[i]!)), 0);
    expect(largest).toBeLessThan(0.12);
  });

  it('covers the true area in random scenes', () => {
    for (const [seed, least, most] of [
      [1, 0, 0.04],
      [2, 0.03, 0.12],
      [3, 0.1, 0.3],
    ] as const) {
      const scene = varyingScene(seed, 12, [least, most], 0.12);
      const size = { width: 96, height: 64 };
      expect(mean(rasterise(scene, size, WHITE), renderReference(scene, size, WHITE, 32))).toBeLessThan(
        0.6 / 255,
      );
    }
  });

  it('draws a constant width as the round pen does', () => {
    const scene = randomScene({ seed: 4, strokes: 20, widths: [0.01, 0.1], step: 0.1 });
    const widths = Array.from(scene.segments, (count, s) =>
      Array.from({ length: 3 * count + 1 }, () => scene.widths[s]!),
    );
    const size = { width: 96, height: 96 };
    const same = rasterise({ ...scene, widths: Float32Array.from(widths.flat()) }, size, WHITE);
    expect(mean(same, rasterise(scene, size, WHITE))).toBeLessThan(0.6 / 255);
  });

  it('is what its outline says, filled by another renderer', () => {
    for (const seed of [1, 2, 3]) {
      const scene = varyingScene(seed, 60, [0, 0.06], 0.08);
      const size = { width: 224, height: 224 };
      const paths = Array.from(strokeOutlines(scene, 224), (outline, s) => {
        const [r, g, b, opacity] = scene.colours.slice(4 * s, 4 * s + 4);
        const fill = `rgb(${[r!, g!, b!].map((v) => Math.round(255 * v)).join(',')})`;
        return `<path d="M${[...outline].join(' ')}Z" fill="${fill}" fill-opacity="${opacity}"/>`;
      });
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="224" height="224">
        <rect width="100%" height="100%" fill="#fff"/>${paths.join('')}</svg>`;
      const pixels = new Resvg(svg).render().pixels;
      const rgb = Float64Array.from(
        { length: 224 * 224 * 3 },
        (_, i) => pixels[4 * Math.floor(i / 3) + (i % 3)]! / 255,
      );
      expect(mean(rasterise(scene, size, WHITE), rgb)).toBeLessThan(1.5 / 255);
    }
  });

  it.each([
    ['without any width', tapered([5, 9, 16, 30, 26, 2, 42, 22], [0, 0, 0, 0])],
    ['of no width somewhere', tapered([5, 9, 16, 30, 26, 2, 42, 22], [1, Number.NaN, 1, 1])],
    ['of negative width', tapered([5, 9, 16, 30, 26, 2, 42, 22], [-1, -2, -3, -1])],
    ['outside', tapered([-50, -60, -40, -70, -45, -60, -50, -80], [1, 2, 3, 4])],
  ])('a stroke %s leaves the page as it is and gets finite gradients', (_, stroke) => {
    const raster = new StrokeRaster(SIZE);
    const image = raster.forward(stroke, WHITE);
    expect(image.every((v) => v === 1)).toBe(true);
    const gradients = raster.adjoint(new Float32Array(image.length).fill(1));
    for (const group of Object.values(gradients)) expect(group.every(Number.isFinite)).toBe(true);
  });

  it('draws a dot as a disc of the mean of its end widths', () => {
    const dot = {
      ...tapered([20, 15, 20, 15, 20, 15, 20, 15], [6, 9, 9, 10]),
      colours: Float32Array.of(0, 0, 0, 1),
    };
    const ink = rasterise(dot, SIZE, WHITE).reduce((sum, v) => sum + (1 - v) / 3, 0);
    expect(ink / (Math.PI * 16)).toBeCloseTo(1, 3);
  });
});

describe('gradients of strokes of varying width', () => {
  const smooth = Object.entries(cases).filter(([name]) => name !== 'a turn tighter than the pen');

  function ourGradients(strokes: Strokes): StrokeGradients {
    const raster = new StrokeRaster(SIZE);
    raster.forward(strokes, WHITE);
    return raster.adjoint(WEIGHTS);
  }

  it.each(smooth)('%s, against differences of the reference', (_, stroke) => {
    const ours = ourGradients(stroke);
    for (const group of GROUPS) {
      const step = group === 'colours' ? 0.01 : 0.002;
      const coarse = referenceGradient(stroke, group, SIZE, WHITE, WEIGHTS, step, 24);
      const fine = referenceGradient(stroke, group, SIZE, WHITE, WEIGHTS, step, 48);
      expect(relative(ours[group], fine), group).toBeLessThan(relative(coarse, fine) + 0.12);
    }
  });

  it.each(smooth)('%s, against differences of the same forward', (_, stroke) => {
    const raster = new StrokeRaster(SIZE);
    const objective = (s: Strokes) =>
      raster.forward(s, WHITE).reduce((sum, v, i) => sum + v * WEIGHTS[i]!, 0);
    const ours = ourGradients(stroke);
    for (const group of GROUPS) {
      const numeric = Array.from(stroke[group], (value, i) => {
        const [above, below] = [0.0002, -0.0002].map((step) => {
          const moved = { ...stroke, [group]: stroke[group].slice() };
          moved[group][i] = value + step;
          return moved;
        });
        const h = above![group][i]! - below![group][i]!;
        return (objective(above!) - objective(below!)) / h;
      });
      expect(relative(ours[group], numeric), group).toBeLessThan(0.05);
    }
  });
});
