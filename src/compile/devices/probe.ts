/** @file A small program that shows whether a device computes, computes rightly, and how fast. */
import * as tf from '@tensorflow/tfjs-core';
import { compile } from '../compile.js';
import type { Runtime } from '../contract.js';
import { EngineUnavailableError } from '../errors.js';
import { devices } from './device.js';

const side = 512;
/** Largest error of a sum of 512 products of numbers below 1, relative. */
const tolerance = { fp32: 1e-4, fp16: 1e-2 } as const;

/**
 * Multiplies two matrices twice on a device and gives the time of the second product, ms.
 * @throws EngineUnavailableError when the product is wrong, and what the engine throws when it does not start
 */
export async function probe(runtime: Runtime): Promise<number> {
  const spec = { shape: [side, side], dtype: 'float32' } as const;
  const program = await compile(
    ({ a, b }) => ({ product: tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D) }),
    { inputs: { a: spec, b: spec } },
    { ...runtime, name: 'device probe' },
  );
  try {
    const a = Float32Array.from({ length: side * side }, (_, i) => ((i * 7) % 16) / 16);
    const b = Float32Array.from({ length: side * side }, (_, i) => ((i * 5) % 8) / 8);
    await program.run({ a, b });
    const start = performance.now();
    const { product } = await program.run({ a, b });
    const ms = performance.now() - start;
    let last = 0;
    for (let k = 0; k < side; k += 1) last += a[(side - 1) * side + k]! * b[k * side + side - 1]!;
    const found = product!.data.at(-1)!;
    if (!(Math.abs(found - last) <= tolerance[runtime.precision] * Math.abs(last))) {
      throw new EngineUnavailableError(
        `The device "${runtime.device}" does not compute rightly in ${runtime.precision} (a product of matrices came out as ${found} where ${last} is right); ${devices[runtime.device].remedy}.`,
      );
    }
    return ms;
  } finally {
    await program.dispose();
  }
}
