/** @file Kernels as a state keeps them, and as a file has them. */
import { expect, it } from 'vitest';
import { keptShape, toFiled, toKept } from './kernel-layout.js';
import { normals } from './small-network.reference.js';

it('are the same numbers with the channels last, and come back', () => {
  const filed = [3, 4, 2, 5] as const;
  const numbers = normals(120, 1);
  expect(keptShape(filed)).toEqual([3, 2, 5, 4]);
  const kept = toKept(numbers, filed);
  const at = ([o, c, y, x]: readonly [number, number, number, number]) => ((o * 2 + y) * 5 + x) * 4 + c;
  numbers.forEach((value, i) => {
    const place = [Math.floor(i / 40), Math.floor(i / 10) % 4, Math.floor(i / 5) % 2, i % 5] as const;
    expect(kept[at(place)]).toBe(value);
  });
  expect(toFiled(kept, filed)).toEqual(numbers);
});

it('leave everything else as it is', () => {
  const numbers = normals(12, 1);
  expect([keptShape([3, 4]), toKept(numbers, [3, 4]), toFiled(numbers, [12])]).toEqual([
    [3, 4],
    numbers,
    numbers,
  ]);
});
