/**
 * @file A guide looks at a picture and says in which direction it comes nearer to what is wanted: by its encoders, one
 * or several, through views; and by the objectives of the picture itself. This is the middle of a step.
 */
import type { Clip } from '../clip/index.js';
import type { SeededGenerator } from '../random/index.js';
import type { RasterSize, Rgb } from '../raster/index.js';
import { type Aim, type PictureReader, readAim } from './aim.js';
import { dot } from './dot.js';
import { Lens, type Sight } from './lens.js';
import { type ObjectiveName, viewObjective, viewObjectives } from './objectives/index.js';
import { ObjectiveError, placeCount, readLayers } from './objectives/layers.js';
import { placesInput, sampledPlaces } from './objectives/style.js';
import { Pattern } from './pattern.js';
import { Perceptor } from './perceptor.js';
import { addPictureLosses } from './picture-loss.js';
import type { ActiveObjective, ProgramPlan } from './program.js';
import type { Moment, Wish } from './prompt/moment.js';
import { PromptError } from './prompt/prompt-error.js';
import type { GuidanceValues } from './rows.js';
import { type Ground, groundsOf, Masks } from './scene.js';
import { type Scored, scoreBy } from './score.js';
import { slotsFor, targetInputs } from './step-inputs.js';
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

/** How the picture is looked at in one step. */
export interface Look {
  /** Size of the image, pixels. */
  readonly size: RasterSize;
  readonly paper: Rgb;
  readonly moment: Moment;
  readonly values: GuidanceValues;
  /** The image at the beginning of the drawing, for the objective that stays near it. */
  readonly start?: Float32Array;
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

/** An encoder with what it keeps between steps. */
interface Eye {
  readonly perceptor: Perceptor;
  lens: Lens | undefined;
  pattern: Pattern | undefined;
}

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
    const eyes = perceptors.map((perceptor) => ({ perceptor, lens: undefined, pattern: undefined }));
    return new Guide(eyes, judge && (await Perceptor.open(judge, 1)));
  }

  /** Side of the largest view, pixels: the size at which the models see. */
  get resolution(): number {
    return Math.max(...this.eyes.map(({ perceptor }) => perceptor.clip.imageSize));
  }

  /**
   * Reads a prompt, turns it into vectors, and compiles what the values ask for, so that the next step need not.
   * Call it again for other words and whenever `negative`, `template`, `featureImage` or `styleImage` changed.
   * @param read pictures that the prompt names
   * @throws PromptError, ObjectiveError
   */
  async prepare(prompt: string, values: GuidanceValues, read: PictureReader = refusePictures): Promise<Aim> {
    const aim = await readAim(prompt, values, read);
    const wishes = aim.wishesAt({ iteration: 0, progress: 0 });
    for (const { perceptor } of this.eyes) {
      await perceptor.targetsOf(wishes, aim);
      const plan = await planFor(perceptor, aim, values);
      if (plan.objectives.length > 0) await perceptor.program(plan);
    }
    return aim;
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
      const seen = await this.see(eye, image, { ...look, paper: surround }, aim, wishes, grounds, generator);
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
  async score(image: Float32Array, look: SceneOfScore): Promise<number> {
    const scored = { ...look, image };
    const aim = this.current();
    let score = 0;
    for (const { perceptor } of this.eyes) {
      score += perceptor.share * (await scoreBy(perceptor, aim, scored, this.masks));
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

  /** One encoder's part of a step. */
  private async see(
    eye: Eye,
    image: Float32Array,
    { size, paper, moment, values }: Look,
    aim: Aim,
    wishes: readonly Wish[],
    grounds: readonly Ground[],
    generator: SeededGenerator,
  ) {
    const { perceptor } = eye;
    const plan = await planFor(perceptor, aim, values);
    if (plan.objectives.length === 0) return { loss: 0, score: 0, parts: [], gradient: undefined };
    if (!eye.lens?.fits(size, values.views)) {
      eye.lens = new Lens(size, values.views, perceptor.clip.imageSize);
    }
    const sight = eye.lens.look(image, grounds, values, moment, paper, generator);
    const vectors = await perceptor.targetsOf(wishes, aim);
    const given = targetInputs(perceptor, vectors, wishes, grounds, sight.grounds, plan.shape.slots);
    const program = await perceptor.program(plan);
    const own = await this.ownInputs(eye, plan, aim, values, sight, { size, paper }, generator);
    const { loss, parts, cosines, gradient } = await program.run({
      views: sight.views,
      targets: given.targets,
      weights: given.weights,
      emphasis: Float32Array.from(plan.objectives, ({ name }) => values[name]),
      ...(plan.hasStops ? { stops: given.stops } : {}),
      ...(uses(plan, 'margin') ? { rivals: perceptor.rivalInput, exclusions: given.exclusions } : {}),
      ...own,
    });
    return {
      loss: loss!.data[0]!,
      score: dot(cosines!.data as Float32Array, given.weights),
      parts: plan.objectives.map(({ name }, i) => [name, parts!.data[i]!] as const),
      gradient: eye.lens.adjoint(gradient!.data as Float32Array),
    };
  }

  /** Inputs of the objectives that look at other pictures. */
  private async ownInputs(
    eye: Eye,
    plan: ProgramPlan,
    aim: Aim,
    values: GuidanceValues,
    sight: Sight,
    { size, paper }: Pick<Look, 'size' | 'paper'>,
    generator: SeededGenerator,
  ): Promise<Record<string, Float32Array | Int32Array>> {
    const inputs: Record<string, Float32Array | Int32Array> = {};
    if (uses(plan, 'featureDistance')) {
      const picture = pictureOf(aim, values, 'featureImage');
      if (eye.pattern?.picture !== picture || eye.pattern.views !== values.views) {
        eye.pattern = new Pattern(picture, values.views, eye.perceptor.clip.imageSize, paper);
      }
      inputs.pattern = eye.pattern.seenAs(sight, size);
    }
    const style = plan.objectives.find(({ name }) => name === 'style');
    if (style) {
      const samples = await eye.perceptor.styleOf(pictureOf(aim, values, 'styleImage'), style.layers);
      Object.assign(inputs, samples.inputs);
      for (const { layer } of style.layers) {
        const shape = [values.views, ...samples.activations[layer]!.slice(1)];
        const places = { length: sampledPlaces(shape) };
        inputs[placesInput(layer)] = Int32Array.from(places, () =>
          generator.integer(0, placeCount(shape) - 1),
        );
      }
    }
    return inputs;
  }

  /** Adds a gradient to those of the encoders before it. */
  private mix(gradient: Float32Array, share: number, before: Float32Array | undefined): Float32Array {
    if (this.mixed.length !== gradient.length) this.mixed = new Float32Array(gradient.length);
    if (!before) this.mixed.fill(0);
    if (share > 0) for (let i = 0; i < gradient.length; i++) this.mixed[i]! += share * gradient[i]!;
    return this.mixed;
  }
}

/** The program that an aim and the values ask of an encoder. */
async function planFor(perceptor: Perceptor, aim: Aim, values: GuidanceValues): Promise<ProgramPlan> {
  const { clip, rivalCount } = perceptor;
  const objectives = activeObjectives(perceptor, values);
  const style = objectives.find(({ name }) => name === 'style');
  const samples = style && (await perceptor.styleOf(pictureOf(aim, values, 'styleImage'), style.layers));
  if (objectives.some(({ name }) => name === 'featureDistance')) pictureOf(aim, values, 'featureImage');
  return {
    shape: {
      views: values.views,
      resolution: clip.imageSize,
      embedDim: clip.embedDim,
      slots: slotsFor(aim.mostWishes),
      rivals: rivalCount,
      activations: samples?.activations ?? {},
    },
    objectives,
    hasStops: aim.hasStops,
  };
}

/** The objectives of views that have a weight, with their layers. Without other words there is no margin. */
function activeObjectives({ clip, rivalCount }: Perceptor, values: GuidanceValues): ActiveObjective[] {
  const rows: Partial<Record<string, string>> = {
    featureDistance: values.featureLayers,
    style: values.styleLayers,
    dream: values.dreamLayers,
  };
  return (Object.keys(viewObjectives) as (keyof typeof viewObjectives)[])
    .filter((name) => values[name] > 0 && (name !== 'margin' || rivalCount > 0))
    .map((name) => {
      const layers = rows[name];
      return {
        name,
        layers: layers === undefined ? [] : readLayers(layers, clip.imageLayers, clip.name),
      };
    });
}

const uses = (plan: ProgramPlan, objective: keyof typeof viewObjectives): boolean =>
  plan.objectives.some(({ name }) => name === objective);

function pictureOf(aim: Aim, values: GuidanceValues, row: 'featureImage' | 'styleImage') {
  const picture = aim.pictures.get(values[row].trim());
  if (picture) return picture;
  const { label } = viewObjective(row === 'styleImage' ? 'style' : 'featureDistance').weight;
  throw new ObjectiveError(`“${label.en}” has a weight but no picture; name an image file in ${row}.`);
}

const refusePictures: PictureReader = (file) =>
  Promise.reject(new PromptError(`The picture “${file}” cannot be used here.`));

/** A sum is finite where every number is (two infinities of opposite sign make NaN). */
function isFiniteArray(values: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return Number.isFinite(sum);
}
