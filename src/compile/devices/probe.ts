/** @file A small program that shows whether a device computes, computes rightly, and how fast. */
import * as tf from '@tensorflow/tfjs-core';
import { compile } from '../compile.js';
import type { Runtime } from '../contract.js';
import { EngineUnavailableError } from '../errors.js';
import { devices } from './device.js';

const side = 256;
/**
 * Products one after the other: a step of an encoder computes thousands of operations for every number that is sent
 * to it, and with a single product a GPU would be judged by what sending costs.
 */
const products = 16;
/** Largest relative error of that many products, whose operands are rounded to the precision's own numbers. */
const tolerance = { fp32: 1e-4, fp16: 1e-2 } as const;

/** Entries of all matrices but the first: their rows add up to about 1, so that nothing grows or vanishes. */
const entry = (i: number): number => ((i * 5) % 8) / 1024;

/**
 * Multiplies a row of matrices twice on a device and gives the time of the second turn, ms.
 * @throws EngineUnavailableError when the product is wrong, and what the engine throws when it does not start
 */
export async function probe(runtime: Runtime): Promise<number> {
  const spec = { shape: [side, side], dtype: 'float32' } as const;
  const program = await compile(
    ({ a, b }) => {
      let product = a as tf.Tensor2D;
      for (let i = 0; i < products; i += 1) product = tf.matMul(product, b as tf.Tensor2D);
      return { row: tf.slice(product, [side - 1, 0], [1, side]) };
    },
    { inputs: { a: spec, b: spec } },
    { ...runtime, name: 'device probe' },
  );
  try {
    const a = Float32Array.from({ length: side * side }, (_, i) => ((i * 7) % 16) / 16);
    const b = Float32Array.from({ length: side * side }, (_, i) => entry(i));
    await program.run({ a, b });
    const start = performance.now();
    const { row } = await program.run({ a, b });
    const ms = performance.now() - start;
    const found = row!.data.at(-1)!;
    const right = lastOf(a.subarray((side - 1) * side), b);
    if (!(Math.abs(found - right) <= tolerance[runtime.precision] * Math.abs(right))) {
      throw new EngineUnavailableError(
        `The device "${runtime.device}" does not compute rightly in ${runtime.precision} (products of matrices came out as ${found} where ${right} is right); ${devices[runtime.device].remedy}.`,
      );
    }
    return ms;
  } finally {
    await program.dispose();
  }
}

/** The last number of row·bⁿ, in double precision. */
function lastOf(row: Float32Array, b: Float32Array): number {
  let product = Float64Array.from(row);
  for (let i = 0; i < products; i += 1) {
    const next = new Float64Array(side);
    for (let k = 0; k < side; k += 1) {
      const factor = product[k]!;
      for (let column = 0; column < side; column += 1)
        next[column] = next[column]! + factor * b[k * side + column]!;
    }
    product = next;
  }
  return product.at(-1)!;
}
