/**
 * @file A training's state and the program that moves it: one batch in, forward and gradients compiled, AdamW in
 * place. A batch that says so is used a second time, moved along the gradient of the first.
 */
import { compile, type HostData, type HostTensor, type Program } from '../../compile/index.js';
import type { Batch } from '../prepare/make-batch.js';
import { adamW } from './adamw.js';
import { moved } from './adversary.js';
import { imageGradient, type StepShape, stepFunction, stepSignature } from './step.js';
import type { TrainingState } from './training-state.js';

export interface Reading {
  /** As the batch came. */
  readonly loss: number;
  /** Share of the images, perturbed as they are, that are nearest to their own concept. */
  readonly accuracy: number;
}

/** Longest memory of the average; it begins shorter, so that the first steps are forgotten. */
const MEMORY = 0.999;

export class Learner {
  private constructor(
    readonly state: TrainingState,
    private readonly program: Program,
  ) {}

  /** @param adversarial batches may be used twice, so the program gives the gradient by the images too */
  static async open(shape: StepShape, state: TrainingState, adversarial: boolean): Promise<Learner> {
    const program = await compile(stepFunction(shape, adversarial), stepSignature(shape), {
      name: 'training step',
      reuseOutputs: true,
    });
    return new Learner(state, program);
  }

  /** One step. A loss that is not finite leaves the state as it was before it. */
  async learn(batch: Batch, rate: number): Promise<Reading> {
    const { reading, gradient } = await this.pass(batch, rate);
    if (!Number.isFinite(reading.loss)) return reading;
    if (gradient && batch.reach.some((length) => length > 0)) {
      const second = await this.pass({ ...batch, images: moved(batch.images, gradient, batch.reach) }, rate);
      if (!Number.isFinite(second.reading.loss)) return second.reading;
    }
    this.state.step += 1;
    return reading;
  }

  close(): Promise<void> {
    return this.program.dispose();
  }

  private async pass({ images, labels, colours, tokens }: Batch, rate: number) {
    const { state } = this;
    const inputs: Record<string, HostData> = { images, labels, colours, tokens };
    for (const [name, values] of Object.entries(state.values)) inputs[`value:${name}`] = values;
    for (const [name, values] of Object.entries(state.running)) inputs[`running:${name}`] = values;
    const outputs = await this.program.run(inputs);
    const number = (name: string): number => outputs[name]!.data[0]!;
    const reading: Reading = { loss: number('loss'), accuracy: number('accuracy') };
    if (Number.isFinite(reading.loss)) this.update(rate, outputs);
    return { reading, gradient: outputs[imageGradient]?.data as Float32Array | undefined };
  }

  private update(rate: number, outputs: Readonly<Record<string, HostTensor>>): void {
    const { state } = this;
    state.updates += 1;
    const update = state.updates;
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
    for (const [name, running] of Object.entries(state.running)) {
      running.set(outputs[`running:${name}`]!.data as Float32Array);
      const average = state.average[name]!;
      running.forEach((value, i) => {
        average[i] = memory * average[i]! + (1 - memory) * value;
      });
    }
  }
}
