/**
 * @file Images moved against the network before it learns from them, so that its gradient says what a thing looks like
 * and not what deceives: projected gradient steps in a ball (Madry et al. 2018). The running statistics of the norms
 * are used and not moved. The same as `moved` of bench/peers/twin/image.py.
 */
import * as tf from '@tensorflow/tfjs-core';
import { compile, type HostData, type Program } from '../../compile/index.js';
import type { Batch } from '../prepare/make-batch.js';
import { imageLoss } from './losses.js';
import { floats, integers, look, type StepShape, sightShapes } from './step.js';
import type { TrainingState } from './training-state.js';

/** How far the steps would come together if nothing held them, in reaches. */
const STRIDE = 1.2;

type Seen = Pick<Batch, 'images' | 'labels' | 'colours' | 'reach'>;

export class Adversary {
  private constructor(
    private readonly program: Program,
    private readonly names: readonly string[],
    private readonly moves: number,
  ) {}

  /** @param count images of a batch that are moved @param moves steps on the way */
  static async open(shape: StepShape, count: number, moves: number): Promise<Adversary> {
    const side = shape.image.imageSize;
    const weights = sightShapes(shape);
    const program = await compile(
      (inputs) => {
        const loss = (images: tf.Tensor): tf.Scalar => {
          const answers = { labels: inputs.labels as tf.Tensor1D, colours: inputs.colours as tf.Tensor1D };
          return imageLoss(look(shape, images, inputs), answers, inputs).loss;
        };
        return { gradient: tf.grad(loss)(inputs.images!) };
      },
      {
        inputs: {
          ...floats({ images: [count, side, side, 3], ...weights }),
          ...integers({ labels: [count], colours: [count] }),
        },
      },
      { name: 'adversarial step', reuseOutputs: true },
    );
    return new Adversary(program, Object.keys(weights), moves);
  }

  /** @returns the images, the first of them moved, one for each number in `reach`; the rest as they were */
  async moved(
    { images, labels, colours, reach }: Seen,
    { values, running }: TrainingState,
  ): Promise<Float32Array> {
    const count = reach.length;
    const moved = images.slice();
    const [start, now] = [images, moved].map((all) =>
      all.subarray(0, (images.length / labels.length) * count),
    );
    const inputs: Record<string, HostData> = {
      images: now!,
      labels: labels.subarray(0, count),
      colours: colours.subarray(0, count),
    };
    for (const name of this.names) inputs[name] = (values[name] ?? running[name])!;
    for (let move = 0; move < this.moves; move++) {
      const { gradient } = await this.program.run(inputs);
      climb(now!, start!, gradient!.data as Float32Array, reach, STRIDE / this.moves);
    }
    return moved;
  }

  close(): Promise<void> {
    return this.program.dispose();
  }
}

/**
 * x + stride·reach·g/|g| for each image, then back into the ball about where it began.
 * @param images count·R·R·3, changed in place @param start where they began @param reach radius of each ball, L2
 */
export function climb(
  images: Float32Array,
  start: Float32Array,
  gradient: Float32Array,
  reach: Float32Array,
  stride: number,
): void {
  const size = images.length / reach.length;
  reach.forEach((radius, image) => {
    const [from, to] = [image * size, (image + 1) * size];
    const step = (stride * radius) / lengthOf((i) => gradient[i]!, from, to);
    for (let i = from; i < to; i++) images[i] = images[i]! + step * gradient[i]!;
    const back = Math.min(1, radius / lengthOf((i) => images[i]! - start[i]!, from, to));
    for (let i = from; i < to; i++) images[i] = start[i]! + back * (images[i]! - start[i]!);
  });
}

/** L2, never 0. */
function lengthOf(at: (i: number) => number, from: number, to: number): number {
  let squares = 0;
  for (let i = from; i < to; i++) squares += at(i) ** 2;
  return Math.max(Math.sqrt(squares), 1e-12);
}
