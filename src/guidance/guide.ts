/**
 * @file A guide looks at a picture and says in which direction it comes nearer to what is wanted: by its encoders, one
 * or several, through views; and by the objectives of the picture itself. This is the middle of a step.
 */
import type { SourceImage } from '../canvas/index.js';
import type { Clip } from '../clip/index.js';
import type { SeededGenerator } from '../random/index.js';
import type { Rgb } from '../raster/index.js';
import { type Aim, type PictureReader, readAim } from './aim.js';
import { byEncoder, byStepProgram } from './beholder.js';
import { inks } from './colour-names.js';
import { Eye } from './eye.js';
import type { Look } from './look.js';
import type { ObjectiveName } from './objectives/index.js';
import { Perceptor } from './perceptor.js';
import { addPictureLosses } from './picture-loss.js';
import { planFor, uses } from './plan.js';
import { PromptError } from './prompt/prompt-error.js';
import type { GuidanceValues } from './rows.js';
import { type SaliencyMap, saliencyOf } from './saliency.js';
import { groundsOf, Masks } from './scene.js';
import { type Scored, scoreBy } from './score.js';
import { targetsFor, vectorsOf } from './targets.js';
import { drawSurround } from './views/surround.js';

/** An encoder among others. */
export interface WeightedClip {
  readonly clip: Clip;
  /** Above 0; shares are made of the weights. */
  readonly weight: number;
}

export interface GuideOptions {
  /** An encoder that does not guide, only scores. */
  readonly judge?: Clip;
}

export interface Guidance {
  /** Weighted cosine of what is wanted, mean over the noisy views, −1..1. */
  readonly score: number;
  readonly loss: number;
  /** The losses of the objectives in use, before their weights. */
  readonly parts: Readonly<Partial<Record<ObjectiveName, number>>>;
  /** Gradient of the loss by the image, height·width·3; reused by the next step. */
  readonly gradient: Float32Array;
  /** Whether loss and gradient are numbers. If not, the step has to be left out. */
  readonly finite: boolean;
}

/** A picture's size, paper and moment. */
type SceneOfScore = Omit<Scored, 'image'>;

export class Guide {
  private aimed: Aim | undefined;
  private readonly masks = new Masks();
  private mixed = new Float32Array(0);

  private constructor(
    private readonly eyes: readonly Eye[],
    private readonly judgeOf: Perceptor | undefined,
  ) {}

  /** @param clips the encoders; they are not closed with the guide */
  static async open(clips: Clip | readonly WeightedClip[], options: GuideOptions = {}): Promise<Guide> {
    const { judge } = options;
    const several = 'encodeImages' in clips ? [{ clip: clips, weight: 1 }] : clips;
    const total = several.reduce((sum, { weight }) => sum + weight, 0);
    const perceptors = await Promise.all(
      several.map(({ clip, weight }) => Perceptor.open(clip, weight / total)),
    );
    const eyes = perceptors.map((perceptor) => new Eye(perceptor));
    return new Guide(eyes, judge && (await Perceptor.open(judge, 1)));
  }

  /** Side of the largest view, pixels: the size at which the models see. */
  get resolution(): number {
    return Math.max(...this.eyes.map(({ perceptor }) => perceptor.clip.imageSize));
  }

  /** Where in a picture the first of the models looks, 0..1. */
  saliency(picture: SourceImage): Promise<SaliencyMap> {
    return saliencyOf(this.eyes[0]!.perceptor.clip, picture);
  }

  /**
   * Reads a prompt, turns it into vectors, and compiles what the values ask for, so that the next step need not.
   * Call it again for other words and whenever `negative`, `template`, `featureImage` or `styleImage` changed.
   * @param read pictures that the prompt names
   * @param own the picture that the drawing begins from, if there is one
   * @throws PromptError, ObjectiveError
   */
  async prepare(
    prompt: string,
    values: GuidanceValues,
    read: PictureReader = refusePictures,
    own?: SourceImage,
  ): Promise<Aim> {
    const aim = await readAim(prompt, values, read, own);
    const wishes = aim.wishesAt({ iteration: 0, progress: 0 });
    for (const { perceptor } of this.eyes) {
      const plan = await planFor(perceptor, aim, values);
      const { slots } = plan.shape;
      const targets = await targetsFor(perceptor, wishes, aim, values.thing, slots);
      if (uses(plan, 'margin')) await perceptor.rivals.against(vectorsOf(targets), slots);
      if (plan.objectives.length > 0) await perceptor.program(plan);
    }
    return aim;
  }

  /** The colour that the words name at the beginning, as ink; none where they name no colour, or several. */
  async ink(aim: Aim): Promise<Rgb | undefined> {
    const { perceptor } = this.eyes[0]!;
    const wanted = aim
      .wishesAt({ iteration: 0, progress: 0 })
      .filter(({ weight, subject }) => weight > 0 && subject.kind === 'text');
    const targets = await perceptor.targetsOf(wanted, aim);
    const named = await Promise.all(targets.map((target) => perceptor.rivals.colourOf(target)));
    const colours = new Set(named.flatMap((one) => one?.colour ?? []));
    const [colour] = colours;
    return colour !== undefined && colours.size === 1 ? inks[colour] : undefined;
  }

  /** What to draw from the next step on. */
  aim(aim: Aim): void {
    this.aimed = aim;
  }

  /** @param image height·width·3 at `look.size` */
  async step(image: Float32Array, look: Look, generator: SeededGenerator): Promise<Guidance> {
    const { size, paper, moment, values, start } = look;
    const aim = this.current();
    const wishes = aim.wishesAt(moment);
    const grounds = groundsOf(wishes, size, aim.pictures, this.masks);
    const surround = drawSurround(values, paper, generator);
    const parts: Partial<Record<ObjectiveName, number>> = {};
    const isAlone = this.eyes.length === 1;
    let gradient: Float32Array | undefined;
    let [loss, score] = [0, 0];
    for (const eye of this.eyes) {
      const { share } = eye.perceptor;
      const seen = await eye.see(image, { ...look, paper: surround }, aim, wishes, grounds, generator);
      loss += share * seen.loss;
      score += share * seen.score;
      for (const [name, part] of seen.parts) parts[name] = (parts[name] ?? 0) + share * part;
      if (!seen.gradient) continue;
      if (isAlone) gradient = seen.gradient;
      else gradient = this.mix(seen.gradient, share, gradient);
    }
    gradient ??= this.mix(image, 0, undefined);
    loss += addPictureLosses(image, size, start, values, gradient, (name, part) => {
      parts[name] = part;
    });
    return { score, loss, parts, gradient, finite: Number.isFinite(loss) && isFiniteArray(gradient) };
  }

  /** Weighted cosine of the picture, its regions each seen whole, without noise or warps, −1..1. */
  async score(image: Float32Array, look: Omit<Look, 'start'>): Promise<number> {
    const scored = { ...look, image };
    const aim = this.current();
    let score = 0;
    for (const { perceptor } of this.eyes) {
      const plan = await planFor(perceptor, aim, look.values);
      const behold = plan.objectives.length > 0 ? byStepProgram(perceptor, plan) : byEncoder(perceptor);
      score += perceptor.share * (await scoreBy(perceptor, aim, scored, this.masks, behold));
    }
    return score;
  }

  /** The same in the eyes of the judge; nothing without one. */
  async judge(image: Float32Array, look: SceneOfScore): Promise<number | undefined> {
    return this.judgeOf && scoreBy(this.judgeOf, this.current(), { ...look, image }, this.masks);
  }

  async close(): Promise<void> {
    await Promise.all([...this.eyes.map(({ perceptor }) => perceptor.close()), this.judgeOf?.close()]);
  }

  private current(): Aim {
    if (!this.aimed) throw new Error('The guide has no prompt yet; call aim before the first step.');
    return this.aimed;
  }

  /** Adds a gradient to those of the encoders before it. */
  private mix(gradient: Float32Array, share: number, before: Float32Array | undefined): Float32Array {
    if (this.mixed.length !== gradient.length) this.mixed = new Float32Array(gradient.length);
    if (!before) this.mixed.fill(0);
    if (share > 0) for (let i = 0; i < gradient.length; i++) this.mixed[i]! += share * gradient[i]!;
    return this.mixed;
  }
}

const refusePictures: PictureReader = (file) =>
  Promise.reject(new PromptError(`The picture “${file}” cannot be used here.`));

/** A sum is finite where every number is (two infinities of opposite sign make NaN). */
function isFiniteArray(values: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return Number.isFinite(sum);
}
