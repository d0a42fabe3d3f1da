/** @file Sliders reach every end, agree with themselves, and no arrow key sticks. */
import { describe, expect, it } from 'vitest';
import { hasSlider, lastPosition, positionOf, type Range, valueAt } from './slider-scale.js';

const ranges: readonly Range[] = [
  { min: 1, max: 1024, step: 1 },
  { min: 1, max: 20_000, step: 1 },
  { min: 0, max: 2, step: 0.05 },
  { min: 0, max: 100, step: 0.5 },
  { min: 16, max: 4096, step: 1 },
];

describe.each(ranges)('slider from $min to $max by $step', (range) => {
  it('has the ends of the range at its ends', () => {
    expect(valueAt(0, range, range.max)).toBe(range.min);
    expect(valueAt(lastPosition(range), range, range.min)).toBe(range.max);
    expect(positionOf(range.min, range)).toBe(0);
    expect(positionOf(range.max, range)).toBe(lastPosition(range));
  });

  it.each([
    [1, 'up', range.min, range.max],
    [-1, 'down', range.max, range.min],
  ])('walks by %d (%s) through to the end, each press a change, all on the grid', (by, _, from, to) => {
    let value = from;
    let presses = 0;
    while (value !== to && presses < 5000) {
      const next = valueAt(positionOf(value, range) + by, range, value);
      expect((next - value) * by).toBeGreaterThan(0);
      const stepsFromMin = (next - range.min) / range.step;
      expect(Math.abs(stepsFromMin - Math.round(stepsFromMin))).toBeLessThan(1e-6);
      value = next;
      presses++;
    }
    expect(value).toBe(to);
  });
});

it('a seed has no slider', () => {
  expect(hasSlider({ min: 0, max: 4_294_967_295, step: 1 })).toBe(false);
  expect(hasSlider({ min: 1, max: 20_000, step: 1 })).toBe(true);
});
