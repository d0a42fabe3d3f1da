import { describe, expect, it } from 'vitest';
import { SeededGenerator } from '../../random/index.js';
import { StrokeRaster, type Strokes } from '../../raster/index.js';
import { fitStrokes } from './fit-strokes.js';
import { layStroke } from './lay-stroke.js';

const SIZE = { width: 48, height: 32 };
const WHITE = [1, 1, 1] as const;

const blank = (count: number): Strokes => ({
  segments: new Uint8Array(count).fill(1),
  points: new Float32Array(8 * count),
  widths: new Float32Array(count),
  colours: new Float32Array(4 * count),
});

/** A blue slanted bar. */
function bar(): Float32Array {
  const strokes = blank(1);
  strokes.points.set([0.9, 0.4, 1, 0.5, 1.1, 0.6, 1.2, 0.7]);
  strokes.widths[0] = 0.12;
  strokes.colours.set([0.1, 0.2, 0.9, 1]);
  return new StrokeRaster(SIZE).forward(strokes, WHITE).slice();
}

const distance = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0);

describe('layStroke', () => {
  it('lays a stroke along what is missing, in its colour, and leaves the others alone', () => {
    const strokes = blank(2);
    const wished = bar();
    const raster = new StrokeRaster(SIZE);
    const now = raster.forward(strokes, WHITE);
    const lay = { strokes, stroke: 1, width: 0.1, opacity: 0.9 };
    expect(layStroke(lay, now, wished, SIZE)).toBe(true);
    const [x0, y0] = strokes.points.subarray(8, 10);
    const [x1, y1] = strokes.points.subarray(14, 16);
    expect((x0! + x1!) / 2).toBeCloseTo(1.05, 1);
    expect((y0! + y1!) / 2).toBeCloseTo(0.55, 1);
    expect((y1! - y0!) / (x1! - x0!)).toBeCloseTo(1, 0);
    const [red, green, blue, opacity] = strokes.colours.subarray(4);
    expect(blue! - red!).toBeGreaterThan(0.4);
    expect(blue! - green!).toBeGreaterThan(0.4);
    expect(opacity).toBeCloseTo(0.9);
    expect(strokes.points.subarray(0, 8).every((value) => value === 0)).toBe(true);
    expect(distance(raster.forward(strokes, WHITE), wished)).toBeLessThan(
      0.5 * distance(new Float32Array(wished.length).fill(1), wished),
    );
  });

  it('lays nothing where nothing is missing', () => {
    const strokes = blank(1);
    const same = bar();
    expect(layStroke({ strokes, stroke: 0, width: 0.1, opacity: 1 }, same, same, SIZE)).toBe(false);
    expect(strokes).toEqual(blank(1));
  });
});

describe('fitStrokes', () => {
  it('brings strokes nearer to an image and keeps them in their ranges', () => {
    const strokes = blank(3);
    SeededGenerator.fromSeed(2).addNormal(strokes.points, 0.3);
    strokes.points.forEach((value, i) => {
      strokes.points[i] = value + (i % 2 === 0 ? 1 : 0.5);
    });
    strokes.widths.fill(0.1);
    strokes.colours.fill(0.5);
    const raster = new StrokeRaster(SIZE);
    const wished = bar();
    const before = distance(raster.forward(strokes, WHITE), wished);
    let projections = 0;
    const project = () => {
      projections++;
      strokes.colours.forEach((value, i) => {
        strokes.colours[i] = Math.min(1, Math.max(0, value));
      });
    };
    fitStrokes(strokes, { raster, page: WHITE, wished, steps: 40, rate: 1, project });
    expect(projections).toBe(40);
    expect(distance(raster.forward(strokes, WHITE), wished)).toBeLessThan(0.6 * before);
  });
});
