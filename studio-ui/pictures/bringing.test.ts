import { expect, it } from 'vitest';
import { bringingOf } from './bringing.js';

const MB = 1e6;
const sizes = [4 * MB, 2 * MB, 6 * MB];

it('says which picture of how many is coming', () => {
  expect(bringingOf(sizes, 0, 0)).toEqual({ place: 1, count: 3, pace: null });
  expect(bringingOf(sizes, 1, 1999)).toEqual({ place: 2, count: 3, pace: null });
});

it('says after two seconds how fast, and how long the rest takes', () => {
  expect(bringingOf(sizes, 1, 2000).pace).toEqual({ rate: 2 * MB, secondsLeft: 4 });
  expect(bringingOf(sizes, 2, 4000).pace).toEqual({ rate: 1.5 * MB, secondsLeft: 4 });
});

it('claims nothing before the first has come', () => {
  expect(bringingOf(sizes, 0, 9000).pace).toBeNull();
  expect(bringingOf([0, 5], 1, 9000).pace).toBeNull();
});
