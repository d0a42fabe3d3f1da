/**
 * @file One view in the eyes of an encoder: its cosine with each of some vectors. While a drawing goes on its own program
 * is asked, whose weights are in memory; a program of the encoder alone would bring them there a second time.
 */
import type { HostData } from '../compile/index.js';
import { dot } from './dot.js';
import type { Perceptor } from './perceptor.js';
import { type ProgramPlan, programSignature } from './program.js';

/**
 * @param view R·R·3
 * @param vectors of length 1
 * @returns the cosine of the view with each, −1..1
 */
export type Beholder = (view: Float32Array, vectors: readonly Float32Array[]) => Promise<ArrayLike<number>>;

export const byEncoder =
  ({ clip }: Perceptor): Beholder =>
  async (view, vectors) => {
    const [embedding] = await clip.embedImages(view, 1);
    return vectors.map((vector) => dot(embedding!, vector));
  };

/** The program of a step run on one view, its other inputs empty; no more vectors than the plan has slots. */
export const byStepProgram =
  (perceptor: Perceptor, plan: ProgramPlan): Beholder =>
  async (view, vectors) => {
    const { clip } = perceptor;
    const program = await perceptor.program(plan);
    const { inputs } = programSignature(plan, clip);
    const empty = Object.entries(inputs).map(([name, { shape, dtype }]): [string, HostData] => {
      const size = shape.reduce((product, length) => product * length, 1);
      return [name, dtype === 'int32' ? new Int32Array(size) : new Float32Array(size)];
    });
    const given = Object.fromEntries(empty);
    given.views!.set(view);
    for (const [slot, vector] of vectors.entries()) given.targets!.set(vector, slot * clip.embedDim);
    const { cosines } = await program.run(given);
    return cosines!.data.subarray(0, vectors.length);
  };
