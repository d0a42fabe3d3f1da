/**
 * @file What the model so far can do: the share of pictures that are nearest to their own concept, clean and as
 * perturbed as those it learns from. The pictures and their perturbation stay the same from one time to the next.
 */
import * as tf from '@tensorflow/tfjs-core';
import { compile, type HostData, type Program } from '../../compile/index.js';
import { SeededGenerator } from '../../random/index.js';
import type { DataPicture, Dataset } from '../data/dataset.js';
import { type Perturbation, paintPicture, type Scene } from '../prepare/paint-picture.js';
import { logits, tableName, unit } from './losses.js';
import { floats, look, type StepShape, sightShapes } from './step.js';
import type { Arrays } from './training-state.js';

export interface Marks {
  /** Shares, 0..1. */
  readonly clean: number;
  readonly perturbed: number;
}

const UNPERTURBED: Perturbation = { noise: 0, rotation: 0, scale: [0.85, 0.85], colour: 0 };

export class Examiner {
  private constructor(
    private readonly program: Program,
    private readonly names: readonly string[],
    private readonly papers: Readonly<Record<keyof Marks, Float32Array>>,
    private readonly answers: readonly number[],
  ) {}

  /** @param pictures at least one */
  static async open(
    shape: StepShape,
    data: Dataset,
    pictures: readonly DataPicture[],
    perturbation: Perturbation,
    seed: number,
  ): Promise<Examiner> {
    const side = shape.image.imageSize;
    const show = (how: Perturbation): Float32Array => {
      const generator = SeededGenerator.fromSeed(seed);
      const images = new Float32Array(pictures.length * side * side * 3);
      for (const [i, picture] of pictures.entries()) {
        paintPicture(plainScene(picture, data), how, side, generator, images, i * side * side * 3);
      }
      return images;
    };
    const tensors = sightShapes(shape);
    const signature = { inputs: floats({ images: [pictures.length, side, side, 3], ...tensors }) };
    const program = await compile(
      (inputs) => {
        const scores = logits(look(shape, inputs.images!, inputs), unit(inputs[tableName]!));
        return { nearest: tf.argMax(scores, 1) };
      },
      signature,
      { name: 'examination' },
    );
    const papers = { clean: show(UNPERTURBED), perturbed: show(perturbation) };
    return new Examiner(
      program,
      Object.keys(tensors),
      papers,
      pictures.map(({ concept }) => concept),
    );
  }

  /** @param weights parameters and running statistics */
  async examine(weights: Readonly<Arrays>): Promise<Marks> {
    const inputs: Record<string, HostData> = {};
    for (const name of this.names) inputs[name] = weights[name]!;
    const share = async (images: Float32Array): Promise<number> => {
      const { nearest } = await this.program.run({ ...inputs, images });
      const right = this.answers.filter((answer, i) => nearest!.data[i] === answer);
      return right.length / this.answers.length;
    };
    return { clean: await share(this.papers.clean), perturbed: await share(this.papers.perturbed) };
  }

  close(): Promise<void> {
    return this.program.dispose();
  }
}

/** Black or in its own colours on white, once. */
const plainScene = (picture: DataPicture, data: Dataset): Scene => ({
  picture: data.read(picture),
  channels: picture.channels,
  side: data.index.side,
  tint: [0, 0, 0],
  background: [1, 1, 1],
  count: 1,
  size: 1,
});
