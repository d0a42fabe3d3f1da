/** @file Lists of axes and lengths. */

export const identityOrder = (rank: number): number[] => Array.from({ length: rank }, (_, axis) => axis);

export const isIdentity = (order: readonly number[]): boolean => order.every((axis, index) => axis === index);

export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1);

export const sameList = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);
