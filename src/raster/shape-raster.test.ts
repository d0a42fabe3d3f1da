import { describe, expect, it } from 'vitest';
import { rasteriseShapes, ShapeRaster } from './index.js';
import type { Rgb } from './raster-size.js';
import { type OneShape, randomShapes, shapesOf } from './shape-scenes.reference.js';
import { type Shapes, shapeKinds } from './shapes.js';
import { renderShapesReference } from './shapes.reference.js';

const WHITE: Rgb = [1, 1, 1];
const noShapes: Shapes = shapesOf(1, []);

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

/** Ink of one black shape on white, in pixels. */
function ink(shape: OneShape, side = 64): number {
  const size = { width: side, height: side };
  return rasteriseShapes(shapesOf(side, [shape]), size, WHITE).reduce((sum, v) => sum + (1 - v) / 3, 0);
}

describe('shapes to pixels', () => {
  it.each(shapeKinds)('covers the true area of each %s', (kind) => {
    for (const seed of [1, 2, 3]) {
      for (const [reach, bound] of [
        [3, 0.25],
        [12, 0.25],
        [40, 0.35],
      ] as const) {
        const size = { width: 96, height: 64 };
        const scene = randomShapes({ seed, count: 12, width: 96, height: 64, reach, kinds: [kind] });
        const image = rasteriseShapes(scene, size, [1, 0.9, 0.7]);
        const truth = renderShapesReference(scene, size, [1, 0.9, 0.7], 32);
        // Flat pieces (.05 px), the reference's lines, and pixels in which a shape crosses itself.
        expect(differences(image, truth).mean).toBeLessThan(bound / 255);
      }
    }
  });

  it('has the area of the figure, to the thousandth part', () => {
    expect(ink({ kind: 'circle', points: [31.3, 30.2], radii: [11.7] }) / (Math.PI * 11.7 ** 2)).toBeCloseTo(
      1,
      3,
    );
    expect(ink({ kind: 'circle', points: [31.3, 30.2], radii: [0.4] }) / (Math.PI * 0.4 ** 2)).toBeCloseTo(
      1,
      3,
    );
    const ellipse = { kind: 'ellipse', points: [31, 30], radii: [20, 3.5], angle: 0.7 } as const;
    expect(ink(ellipse) / (Math.PI * 20 * 3.5)).toBeCloseTo(1, 3);
    const rectangle = { kind: 'rectangle', points: [31.2, 30.7], radii: [14, 0.2], angle: 2 } as const;
    expect(ink(rectangle) / (4 * 14 * 0.2)).toBeCloseTo(1, 3);
    expect(ink({ kind: 'polygon', points: [3.1, 4.2, 60.3, 8.8, 20.5, 55.1] })).toBeCloseTo(
      0.5 * Math.abs(57.2 * 50.9 - 4.6 * 17.4),
      1,
    );
  });

  it('fills alike whichever way the outline runs', () => {
    const [a, b, c] = [
      [8, 10],
      [50, 17],
      [30, 52],
    ] as const;
    const image = (...corners: (readonly [number, number])[]) =>
      rasteriseShapes(
        shapesOf(64, [{ kind: 'polygon', points: corners.flat() }]),
        { width: 64, height: 64 },
        WHITE,
      );
    const { largest } = differences(image(a, b, c), image(c, b, a));
    expect(largest).toBeLessThan(1e-5);
  });

  it('fills both halves of an eight, and what is wound about twice only once', () => {
    const eight = { kind: 'polygon', points: [8, 8, 56, 56, 56, 8, 8, 56] } as const;
    expect(ink(eight)).toBeCloseTo(2 * 24 * 24, 0);
    const around = [16, 16, 48, 16, 48, 48, 16, 48];
    const twice: OneShape = { kind: 'polygon', points: [...around, ...around], colour: [0, 0, 0, 0.5] };
    const image = rasteriseShapes(shapesOf(64, [twice]), { width: 64, height: 64 }, WHITE);
    expect(image[3 * (32 * 64 + 32)]).toBeCloseTo(0.5, 6);
    expect(ink(twice)).toBeCloseTo(0.5 * 32 * 32, 2);
  });

  it('lies over an image as over a colour', () => {
    const size = { width: 40, height: 30 };
    const scene = randomShapes({ seed: 4, count: 9, width: 40, height: 30, reach: 8 });
    const colour = [0.25, 0.5, 0.75] as const;
    const page = Float32Array.from({ length: 40 * 30 * 3 }, (_, i) => colour[i % 3]!);
    expect(rasteriseShapes(scene, size, page)).toEqual(rasteriseShapes(scene, size, colour));
    page[0] = 1;
    expect(rasteriseShapes(noShapes, size, page)).toEqual(page);
  });

  it('gives the same picture again from reused memory, and after other scenes', () => {
    const raster = new ShapeRaster({ width: 80, height: 56 });
    const scene = randomShapes({ seed: 9, count: 30, width: 80, height: 56, reach: 14 });
    const first = raster.forward(scene, WHITE).slice();
    raster.adjoint(new Float32Array(first.length).fill(1));
    raster.forward(randomShapes({ seed: 10, count: 50, width: 80, height: 56, reach: 30 }), [0, 0, 0]);
    expect(raster.forward(noShapes, [0.5, 0.25, 1]).slice(0, 3)).toEqual(Float32Array.of(0.5, 0.25, 1));
    expect(raster.forward(scene, WHITE)).toEqual(first);
  });
});

describe('degenerate shapes', () => {
  const size = { width: 40, height: 32 };
  const nowhere: Record<string, OneShape> = {
    'polygon of one corner': { kind: 'polygon', points: [8, 8] },
    'polygon of two corners': { kind: 'polygon', points: [8, 8, 30, 20] },
    'polygon whose corners coincide': { kind: 'polygon', points: [8.5, 8, 8.5, 8, 8.5, 8] },
    'flat polygon': { kind: 'polygon', points: [3, 8, 30, 8, 15, 8] },
    'blob whose points coincide': { kind: 'blob', points: Array.from({ length: 12 }, () => 9.3) },
    'blob of one cubic without inside': { kind: 'blob', points: [4, 4, 4, 4, 4, 4] },
    'circle of radius 0': { kind: 'circle', points: [9, 9], radii: [0] },
    'ellipse of negative radius': { kind: 'ellipse', points: [9, 9], radii: [4, -1] },
    'rectangle without height': { kind: 'rectangle', points: [9, 9], radii: [4, 0], angle: 1 },
    'circle outside': { kind: 'circle', points: [-30, 9], radii: [20] },
    'circle far outside': { kind: 'circle', points: [3e7, -9e7], radii: [20] },
    'triangle below': { kind: 'polygon', points: [3, 40, 30, 50, 15, 33] },
    'transparent circle': { kind: 'circle', points: [9, 9], radii: [5], colour: [0, 0, 0, 0] },
    'triangle at no place': { kind: 'polygon', points: [3, Number.NaN, 30, 20, 15, 13] },
    'circle of no radius': { kind: 'circle', points: [9, 9], radii: [Number.NaN] },
    'rectangle at no angle': { kind: 'rectangle', points: [9, 9], radii: [4, 3], angle: Infinity },
    'circle of no colour': { kind: 'circle', points: [9, 9], radii: [5], colour: [0, Number.NaN, 0, 1] },
  };

  it.each(Object.entries(nowhere))('a %s leaves the page as it is and gets finite gradients', (_, shape) => {
    const raster = new ShapeRaster(size);
    const image = raster.forward(shapesOf(32, [shape]), [0.25, 0.5, 0.75]);
    expect(image.every((v, i) => v === [0.25, 0.5, 0.75][i % 3])).toBe(true);
    const gradients = raster.adjoint(new Float32Array(image.length).fill(1));
    for (const group of Object.values(gradients)) expect(group.every(Number.isFinite)).toBe(true);
  });

  const somewhere: Record<string, OneShape> = {
    'circle larger than the canvas': { kind: 'circle', points: [20, 16], radii: [500] },
    'triangle reaching far out': { kind: 'polygon', points: [-900, -40, 800, 10, 20, 600] },
    'circle less than a pixel wide': { kind: 'circle', points: [20.3, 16.8], radii: [0.3] },
    sliver: { kind: 'polygon', points: [2, 3, 38, 28, 2.3, 3] },
    'rectangle on the pixel grid': { kind: 'rectangle', points: [20, 16], radii: [8, 4] },
    'rectangle past the right side': { kind: 'rectangle', points: [40, 16], radii: [8, 4], angle: 0.3 },
    'rectangle past the left side': { kind: 'rectangle', points: [0, 16], radii: [8, 4], angle: 0.3 },
    'blob of one cubic': { kind: 'blob', points: [6, 20, 34, -6, 36, 30] },
    'blob of two cubics crossing itself': {
      kind: 'blob',
      points: [6, 6, 34, 6, 6, 28, 34, 28, 6, 26, 30, 2],
    },
  };

  it.each(Object.entries(somewhere))('a %s covers its true area', (_, shape) => {
    const scene = shapesOf(32, [shape]);
    const { mean, largest } = differences(
      rasteriseShapes(scene, size, WHITE),
      renderShapesReference(scene, size, WHITE, 64),
    );
    expect(mean).toBeLessThan(0.3 / 255);
    expect(largest).toBeLessThan(0.12);
  });

  it('draws on a canvas of one pixel', () => {
    const one = { width: 1, height: 1 };
    const circle = shapesOf(1, [{ kind: 'circle', points: [0.5, 0.5], radii: [0.25] }]);
    expect(rasteriseShapes(circle, one, WHITE)[0]).toBeCloseTo(1 - Math.PI / 16, 3);
    expect(rasteriseShapes(noShapes, one, WHITE)[0]).toBe(1);
  });

  it('says what does not fit', () => {
    expect(() => new ShapeRaster({ width: 0, height: 4 })).toThrow(/0x4/);
    const raster = new ShapeRaster(size);
    expect(() => raster.adjoint(new Float32Array(3))).toThrow(/forward first/);
    const circle = shapesOf(32, [{ kind: 'circle', points: [9, 9], radii: [5] }]);
    expect(() => raster.forward({ ...circle, kinds: Uint8Array.of(9) }, WHITE)).toThrow(/kind 9/);
    expect(() => raster.forward({ ...circle, corners: Uint8Array.of(0) }, WHITE)).toThrow(
      /circle, has 0 corners/,
    );
    expect(() => raster.forward({ ...circle, corners: Uint8Array.of(2) }, WHITE)).toThrow(
      /circle, has 2 corners/,
    );
    expect(() => raster.forward({ ...circle, radii: new Float32Array(0) }, WHITE)).toThrow(/radii hold 0/);
    expect(() => raster.forward(circle, new Float32Array(5))).toThrow(/page holds 5 numbers where 3840/);
    raster.forward(circle, WHITE);
    expect(() => raster.adjoint(new Float32Array(3))).toThrow(/3 numbers where 3840/);
  });
});
