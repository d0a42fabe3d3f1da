/**
 * @file A training's state and the programs that move it: one batch in, some of its images moved against the network,
 * forward and gradients compiled, AdamW in place.
 */
import { compile, type HostData, type HostTensor, type Program } from '../../compile/index.js';
import type { Batch } from '../prepare/make-batch.js';
import { adamW } from './adamw.js';
import { Adversary } from './adversary.js';
import { type LowPass, lowPass } from './low-pass.js';
import { type StepShape, stepFunction, stepSignature } from './step.js';
import type { TrainingState } from './training-state.js';

export interface Reading {
  readonly loss: number;
  /** Share of the images, perturbed as they are, that are nearest to their own concept. */
  readonly accuracy: number;
}

/** What a step does besides learning from its batch as it is. */
export interface Extras {
  /** Images of each batch that are moved against the network, and steps on their way. */
  readonly moved: number;
  readonly moves: number;
  /** Taps of the binomial by which the stem is kept blurred; 1: it is free. */
  readonly lowPass: number;
}

/** Longest memory of the average; it begins shorter, so that the first steps are forgotten. */
const MEMORY = 0.999;

export class Learner {
  private constructor(
    readonly state: TrainingState,
    private readonly program: Program,
    private readonly adversary: Adversary | undefined,
    private readonly blur: LowPass,
  ) {}

  static async open(
    shape: StepShape,
    state: TrainingState,
    { moved, moves, lowPass: taps }: Extras,
  ): Promise<Learner> {
    const program = await compile(stepFunction(shape), stepSignature(shape), {
      name: 'training step',
      reuseOutputs: true,
    });
    const adversary = moved > 0 ? await Adversary.open(shape, moved, moves) : undefined;
    return new Learner(state, program, adversary, lowPass(shape, taps));
  }

  /** One step. A loss that is not finite leaves the state as it was before it. */
  async learn(batch: Batch, rate: number): Promise<Reading> {
    const { state, adversary } = this;
    const { labels, colours, said, tokens } = batch;
    const images = adversary ? await adversary.moved(batch, state) : batch.images;
    const inputs: Record<string, HostData> = { images, labels, colours, said, tokens };
    for (const [name, values] of Object.entries(state.values)) inputs[`value:${name}`] = values;
    for (const [name, values] of Object.entries(state.running)) inputs[`running:${name}`] = values;
    const outputs = await this.program.run(inputs);
    const number = (name: string): number => outputs[name]!.data[0]!;
    const reading: Reading = { loss: number('loss'), accuracy: number('accuracy') };
    if (Number.isFinite(reading.loss)) this.update(rate, outputs);
    return reading;
  }

  async close(): Promise<void> {
    await Promise.all([this.program.dispose(), this.adversary?.close()]);
  }

  private update(rate: number, outputs: Readonly<Record<string, HostTensor>>): void {
    const { state } = this;
    state.step += 1;
    const update = state.step;
    const memory = Math.min(MEMORY, (1 + update) / (10 + update));
    for (const [name, values] of Object.entries(state.values)) {
      const learnt = {
        values,
        first: state.first[name]!,
        second: state.second[name]!,
        average: state.average[name]!,
      };
      const { shape, data } = outputs[`gradient:${name}`]!;
      adamW(learnt, data as Float32Array, { rate, update, memory }, shape.length > 1);
    }
    this.blur(state);
    for (const [name, running] of Object.entries(state.running)) {
      running.set(outputs[`running:${name}`]!.data as Float32Array);
      const average = state.average[name]!;
      running.forEach((value, i) => {
        average[i] = memory * average[i]! + (1 - memory) * value;
      });
    }
  }
}
