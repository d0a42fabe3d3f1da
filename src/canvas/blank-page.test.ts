import { describe, expect, it } from 'vitest';
import { addInkGradient } from './blank-page.js';

describe('ink', () => {
  it('adds the slope of weight times the mean darkness of the places, and nothing where nothing is worked on', () => {
    const gradient = Float32Array.of(0.5, -0.25, 1, 0, 0, 0);
    addInkGradient(8, gradient);
    // Two places: each channel of each costs 8 / 2 for every bit that it is darker than 1.
    expect([...gradient]).toEqual([-3.5, -4.25, -3, 0, 0, 0]);
  });

  it('leaves the gradient alone without a weight', () => {
    const gradient = Float32Array.of(0.5, 2, 1);
    addInkGradient(0, gradient);
    expect([...gradient]).toEqual([0.5, 2, 1]);
  });
});
