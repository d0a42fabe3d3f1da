/** @file Pointer paths become cubics that stay beside them. */
import { describe, expect, it } from 'vitest';
import { blobWithin, outlineOf, strokeAlong, type Touch } from './freehand.js';

const pen = { colour: [1, 0, 0], opacity: 0.5, width: 0.02 } as const;
const arc = (count: number, turn: number, pressure = 0.5): Touch[] =>
  Array.from({ length: count }, (_, i) => {
    const angle = (turn * i) / (count - 1);
    return { x: 0.5 + 0.3 * Math.cos(angle), y: 0.5 + 0.3 * Math.sin(angle), pressure };
  });

/** Points of the cubics at sixteen places each. */
function* along(points: readonly number[], cubics: number): Generator<[number, number]> {
  for (let c = 0; c < cubics; c++) {
    const at = (k: number, axis: number): number => points[(6 * c + 2 * k + axis) % points.length]!;
    for (let i = 0; i <= 16; i++) {
      const t = i / 16;
      const u = 1 - t;
      const weights = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
      const sum = (axis: number): number => weights.reduce((all, w, k) => all + w * at(k, axis), 0);
      yield [sum(0), sum(1)];
    }
  }
}

describe('a stroke by hand', () => {
  it('follows the pointer within half a hundredth, in few cubics', () => {
    const drawn = strokeAlong(arc(80, 3), pen);
    if (drawn.kind !== 'strokes') throw new Error(drawn.kind);
    const [segments = 0] = drawn.segments;
    expect(segments).toBeLessThan(6);
    expect(drawn.points).toHaveLength(2 * (3 * segments + 1));
    for (const [x, y] of along(drawn.points, segments)) {
      expect(Math.abs(Math.hypot(x - 0.5, y - 0.5) - 0.3)).toBeLessThan(0.005);
    }
    expect(drawn.widths).toEqual([0.02]);
    expect(drawn.colours).toEqual([1, 0, 0, 0.5]);
  });

  it('is as wide as the pen was pressed, at every control point', () => {
    const touches = arc(40, 2).map((touch, i) => ({ ...touch, pressure: i / 39 }));
    const drawn = strokeAlong(touches, pen);
    if (drawn.kind !== 'strokes') throw new Error(drawn.kind);
    expect(drawn.widths).toHaveLength(drawn.points.length / 2);
    expect([drawn.widths[0], drawn.widths.at(-1)]).toEqual([0, 0.04]);
  });

  it('is a dot where the pointer did not move', () => {
    const drawn = strokeAlong([{ x: 0.25, y: 0.75, pressure: 0.5 }], pen);
    if (drawn.kind !== 'strokes') throw new Error(drawn.kind);
    expect([drawn.segments, drawn.points.length]).toEqual([[1], 8]);
  });

  it('never has more segments than a mark may have', () => {
    const scribble = Array.from({ length: 4000 }, (_, i) => ({
      x: (i % 2) * 0.5,
      y: i / 4000,
      pressure: 0.5,
    }));
    const drawn = strokeAlong(scribble, pen);
    if (drawn.kind !== 'strokes') throw new Error(drawn.kind);
    expect(drawn.segments[0]).toBeLessThanOrEqual(255);
  });
});

describe('a blob by hand', () => {
  it('has the path as its outline', () => {
    const drawn = blobWithin(arc(80, 2 * Math.PI * 0.98), pen);
    if (drawn?.kind !== 'shapes') throw new Error('no blob');
    const [corners = 0] = drawn.corners;
    expect(drawn.points).toHaveLength(6 * corners);
    for (const [x, y] of along(drawn.points, corners)) {
      expect(Math.abs(Math.hypot(x - 0.5, y - 0.5) - 0.3)).toBeLessThan(0.02);
    }
  });

  it('is none where the path encloses nothing', () => {
    expect(blobWithin(arc(2, 1), pen)).toBeNull();
  });
});

it('thins an outline out to as many corners as are allowed', () => {
  const outline = outlineOf(arc(2000, 6), 512);
  expect(outline.length).toBeGreaterThan(256);
  expect(outline.length).toBeLessThanOrEqual(512);
});
