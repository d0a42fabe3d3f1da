/**
 * @file Typed arrays that grow by half again and keep what they hold.
 * Scratch memory of the kernels reaches its size in the first steps and then stays: no allocation per step.
 */

/** @returns an array of at least `count` numbers that starts with those of `old` */
export function grownFloat64(old: Float64Array, count: number): Float64Array<ArrayBuffer> {
  const grown = new Float64Array(roomFor(old.length, count));
  grown.set(old);
  return grown;
}

/** @returns an array of at least `count` numbers that starts with those of `old` */
export function grownFloat32(old: Float32Array, count: number): Float32Array<ArrayBuffer> {
  const grown = new Float32Array(roomFor(old.length, count));
  grown.set(old);
  return grown;
}

/** @returns an array of at least `count` numbers that starts with those of `old` */
export function grownInt32(old: Int32Array, count: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(roomFor(old.length, count));
  grown.set(old);
  return grown;
}

function roomFor(have: number, need: number): number {
  return Math.max(need, Math.ceil(1.5 * have));
}
