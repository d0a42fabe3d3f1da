/** @file A network learns an image, to begin from it: least squares by Adam, slower towards the end. */
import { Adam } from '../../optimiser/index.js';
import type { FieldProgram } from './field-program.js';

/** Step size at the beginning, and the part of it at the end. */
const RATE = 0.006;
const LAST_RATE = 0.1;

/**
 * @param weights changed in place
 * @param wished height·width·3 of the program's size, RGB 0..1
 */
export async function fitField(
  program: FieldProgram,
  weights: Float32Array,
  wished: Float32Array,
  steps: number,
): Promise<void> {
  const adam = new Adam(weights.length);
  for (let step = 0; step < steps; step++) {
    const image = await program.render(weights);
    const difference = image.map((value, i) => (2 * (value - wished[i]!)) / image.length);
    const gradient = await program.adjoint(weights, difference);
    adam.step(weights, gradient, RATE * LAST_RATE ** (step / steps));
  }
}
