/**
 * @file A guide looks at a picture through random noisy views and says in which direction it fits the prompt
 * better. This is the middle of a step: image → views → image tower → objective, and back.
 */
import type { Clip } from '../clip/index.js';
import { compile, type Program } from '../compile/index.js';
import type { SeededGenerator } from '../random/index.js';
import { type RasterSize, type Rgb, ViewSampler } from '../raster/index.js';
import { EXCLUDED, objectiveFunction, objectiveSignature } from './objective.js';
import { parsePrompt, promptLimits } from './prompt.js';
import { drawView, type ViewPlan, wholeView } from './view-plan.js';

export interface GuideOptions {
  /** Views a step, 1 or more. */
  readonly views: number;
}

/** How the picture is looked at. */
export interface Look {
  /** Size of the image, pixels. */
  readonly working: RasterSize;
  readonly paper: Rgb;
  readonly plan: ViewPlan;
  /** Standard deviation of the noise on the views, in units of colour 0..1. */
  readonly noise: number;
  /** Weight of the cosine between view and text. */
  readonly cosine: number;
  /** Weight of the margin against the model's other words. */
  readonly margin: number;
}

export interface Guidance {
  /** Weighted cosine of the prompt's texts, mean over the noisy views, −1..1. */
  readonly score: number;
  readonly loss: number;
  /** Gradient of the loss by the image, height·width·3; reused by the next step. */
  readonly gradient: Float32Array;
}

/** A prompt as vectors, ready to be aimed at. */
export interface Aim {
  readonly prompt: string;
  readonly inputs: Readonly<Record<string, Float32Array>>;
}

/** A rival this close to a target means the same thing. */
const SAME_MEANING = 0.8;

export class Guide {
  private sampler: { readonly of: RasterSize; readonly views: ViewSampler } | undefined;
  private aimed: Aim | undefined;

  private constructor(
    private readonly clip: Clip,
    private readonly options: GuideOptions,
    private readonly program: Program,
    private readonly rivals: readonly Float32Array[],
    private readonly rivalInput: Record<string, Float32Array>,
  ) {}

  /** Compiles the objective for the model; takes a few hundred milliseconds. */
  static async open(clip: Clip, options: GuideOptions): Promise<Guide> {
    const rivals = await clip.embedTexts(clip.concepts);
    const { imageSize: resolution, embedDim } = clip;
    const shape = { views: options.views, resolution, embedDim, rivals: rivals.length };
    const program = await compile(objectiveFunction(clip), objectiveSignature(shape, clip), {
      name: `objective of ${clip.name}`,
      ...clip.runtime,
      ...(clip.fingerprint === undefined ? {} : { cacheAs: `objective ${clip.fingerprint}` }),
    });
    const flat = new Float32Array(rivals.length * embedDim);
    rivals.forEach((vector, i) => {
      flat.set(vector, i * embedDim);
    });
    return new Guide(clip, options, program, rivals, rivals.length > 0 ? { rivals: flat } : {});
  }

  get views(): number {
    return this.options.views;
  }

  /** Side of a view, pixels: the size at which the model sees. */
  get resolution(): number {
    return this.clip.imageSize;
  }

  /**
   * Turns a prompt into vectors.
   * @throws PromptError
   */
  async prepare(prompt: string): Promise<Aim> {
    const targets = parsePrompt(prompt);
    const vectors = await this.clip.embedTexts(targets.map((target) => target.text));
    const { embedDim } = this.clip;
    const flat = new Float32Array(promptLimits.targets * embedDim);
    const weights = new Float32Array(promptLimits.targets);
    const exclusions = new Float32Array(promptLimits.targets * this.rivals.length);
    targets.forEach((target, i) => {
      const vector = vectors[i]!;
      flat.set(vector, i * embedDim);
      weights[i] = target.weight;
      this.rivals.forEach((rival, j) => {
        if (dot(vector, rival) > SAME_MEANING) exclusions[i * this.rivals.length + j] = EXCLUDED;
      });
    });
    const inputs = { targets: flat, weights, ...(this.rivals.length > 0 ? { exclusions } : {}) };
    return { prompt, inputs };
  }

  /** What to draw from the next step on. */
  aim(aim: Aim): void {
    this.aimed = aim;
  }

  /** @param image height·width·3 at `look.working` */
  async step(image: Float32Array, look: Look, generator: SeededGenerator): Promise<Guidance> {
    const { plan, working, paper, noise, cosine, margin } = look;
    const sampler = this.samplerFor(working);
    const homographies = Array.from({ length: this.views }, () => drawView(plan, working, generator));
    const views = sampler.forward(image, homographies, paper);
    generator.addNormal(views, noise);
    const inputs = {
      ...this.rivalInput,
      ...this.aimInputs(),
      views,
      emphasis: Float32Array.of(cosine, margin),
    };
    const { loss, scores, gradient } = await this.program.run(inputs);
    return {
      score: mean(scores!.data),
      loss: loss!.data[0]!,
      gradient: sampler.adjoint(gradient!.data as Float32Array),
    };
  }

  /** Weighted cosine of the whole picture, without noise or warps, −1..1. */
  async score(image: Float32Array, working: RasterSize, paper: Rgb): Promise<number> {
    const view = new ViewSampler(working, 1, this.resolution).forward(image, [wholeView(working)], paper);
    const [embedding] = await this.clip.embedImages(view, 1);
    const { targets, weights } = this.aimInputs();
    let sum = 0;
    let total = 0;
    weights!.forEach((weight, i) => {
      const target = targets!.subarray(i * this.clip.embedDim, (i + 1) * this.clip.embedDim);
      sum += weight * dot(embedding!, target);
      total += Math.abs(weight);
    });
    return sum / total;
  }

  async close(): Promise<void> {
    await this.program.dispose();
  }

  private aimInputs(): Readonly<Record<string, Float32Array>> {
    if (!this.aimed) throw new Error('The guide has no prompt yet; call aim before the first step.');
    return this.aimed.inputs;
  }

  private samplerFor(working: RasterSize): ViewSampler {
    if (this.sampler?.of.width !== working.width || this.sampler.of.height !== working.height) {
      this.sampler = { of: working, views: new ViewSampler(working, this.views, this.resolution) };
    }
    return this.sampler.views;
  }
}

const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

const mean = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
};
