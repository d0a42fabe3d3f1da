/** @file A lasso's region as pixels and as points, against a walk round the outline that sums its turns. */
import { expect, it } from 'vitest';
import { SeededGenerator } from '../random/index.js';
import { isInside, maskOf, type Outline } from './outline.js';

/** How often a simple outline goes round the point. */
function windings(outline: Outline, [x, y]: readonly [number, number]): number {
  const angles = outline.map(([cx, cy]) => Math.atan2(cy - y, cx - x));
  const turns = angles.map((angle, i) => {
    const turn = angles[(i + 1) % angles.length]! - angle;
    return turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI));
  });
  return Math.round(turns.reduce((sum, turn) => sum + turn, 0) / (2 * Math.PI));
}

const generator = SeededGenerator.fromSeed(7);

/** Corners about a middle, each at its own distance: an outline that does not cross itself, and leaves the picture. */
const star = (corners: number): Outline =>
  Array.from({ length: corners }, (_, k) => {
    const reach = generator.uniform(0.1, 0.9);
    const angle = (2 * Math.PI * k) / corners;
    return [0.6 + reach * Math.cos(angle), 0.5 + reach * Math.sin(angle)] as const;
  });

it.each([3, 4, 7, 40])('takes in the pixels whose middles lie in an outline of %i corners', (corners) => {
  const size = { width: 37, height: 29 };
  const outline = star(corners);
  const middle = (pixel: number) => [((pixel % 37) + 0.5) / 29, (Math.floor(pixel / 37) + 0.5) / 29] as const;
  const expected = Array.from({ length: 37 * 29 }, (_, pixel) => Math.abs(windings(outline, middle(pixel))));
  expect([...maskOf(outline, size)]).toEqual(expected);
  expect(expected.map((_, pixel) => Number(isInside(outline, middle(pixel))))).toEqual(expected);
  expect(new Set(expected).size).toBe(2);
});

it('leaves out what a crossing outline goes round twice', () => {
  const twice: Outline = [...square(0.1, 0.9), ...square(0.3, 0.7)];
  const mask = maskOf(twice, { width: 10, height: 10 });
  expect([11, 44, 88, 0].map((pixel) => mask[pixel])).toEqual([1, 0, 1, 0]);
  expect(isInside(twice, [0.5, 0.5])).toBe(false);
});

function square(from: number, to: number): Outline {
  return [
    [from, from],
    [to, from],
    [to, to],
    [from, to],
    [from, from],
  ];
}
