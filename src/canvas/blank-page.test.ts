import { describe, expect, it } from 'vitest';
import { addInkGradient } from './blank-page.js';

describe('ink', () => {
  // Two places: each channel of each costs 8 / 2 for every bit that it is darker than 1.
  it.each([
    [false, [-3.5, -4.25, -3, -4, -4, -4]],
    [true, [-3.5, -4.25, -3, 0, 0, 0]],
  ])('is the slope of weight times the mean darkness of the places; confined %s', (isConfined, expected) => {
    const gradient = Float32Array.of(0.5, -0.25, 1, 0, 0, 0);
    addInkGradient(8, gradient, isConfined);
    expect([...gradient]).toEqual(expected);
  });

  it('leaves the gradient alone without a weight', () => {
    const gradient = Float32Array.of(0.5, 2, 1);
    addInkGradient(0, gradient, false);
    expect([...gradient]).toEqual([0.5, 2, 1]);
  });
});
