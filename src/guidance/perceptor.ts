/**
 * @file One encoder that guides or judges a drawing: prompts as its vectors, and its compiled programs. What has been
 * embedded once is kept, so that a prompt that comes and goes costs nothing the second time.
 */
import { onPaper, type SourceImage } from '../canvas/index.js';
import type { Clip } from '../clip/index.js';
import { compile, type Program } from '../compile/index.js';
import { ViewSampler } from '../raster/index.js';
import type { Aim } from './aim.js';
import { dot } from './dot.js';
import { placesOf } from './objectives/layers.js';
import { STYLE_PLACES, styleInput } from './objectives/style.js';
import type { LayerWish } from './objectives/view-objective.js';
import { compileProgram, type ProgramPlan } from './program.js';
import type { Chunk, Wish } from './prompt/moment.js';
import { Rivals } from './rivals.js';
import { fieldOf } from './source-picture.js';
import { fillTemplate } from './templates.js';
import { boxView, wholeView } from './views/view-kind.js';

const WHITE = [1, 1, 1] as const;
/** Texts that are kept as vectors, and programs that are kept compiled. */
const MOST_VECTORS = 512;
const MOST_PROGRAMS = 2;

/** The style of a picture as a program takes it. */
export interface StyleSamples {
  readonly inputs: Readonly<Record<string, Float32Array>>;
  /** Shape of each layer's activations, for a batch of any size. */
  readonly activations: Readonly<Record<string, readonly number[]>>;
}

export class Perceptor {
  private readonly vectors = new Map<string, Float32Array>();
  private readonly ofPictures = new WeakMap<SourceImage, Promise<Float32Array>>();
  private readonly programs = new Map<string, Promise<Program>>();
  private readonly styles = new WeakMap<SourceImage, Map<string, Promise<StyleSamples>>>();
  /** Calls of the model's embedders. */
  private embedded = 0;

  private constructor(
    readonly clip: Clip,
    /** Share of the whole ensemble, 0..1. */
    readonly share: number,
    readonly rivals: Rivals,
  ) {}

  static async open(clip: Clip, share: number): Promise<Perceptor> {
    return new Perceptor(clip, share, await Rivals.open(clip));
  }

  /** One vector of length 1 a wish. The programs that made them are let go: the drawing's own needs the memory. */
  async targetsOf(wishes: readonly Wish[], aim: Aim): Promise<Float32Array[]> {
    const before = this.embedded;
    const vectors = await Promise.all(
      wishes.map(({ subject }) =>
        subject.kind === 'image'
          ? this.ofPicture(aim.pictures.get(subject.file)!)
          : this.ofChunks(subject.chunks, aim.templates),
      ),
    );
    if (this.embedded !== before) await this.clip.rest();
    return vectors;
  }

  /** Compiled once for a plan; the plans used last are kept. */
  program(plan: ProgramPlan): Promise<Program> {
    const key = JSON.stringify(plan);
    const known = this.programs.get(key);
    const program = known ?? compileProgram(plan, this.clip);
    this.programs.delete(key);
    this.programs.set(key, program);
    if (!known) program.catch(() => this.programs.delete(key));
    for (const [oldest, old] of this.programs) {
      if (this.programs.size <= MOST_PROGRAMS) break;
      this.programs.delete(oldest);
      void old.then((unused) => unused.dispose());
    }
    return program;
  }

  /** Activations of a picture, seen whole and in its four overlapping corners. */
  styleOf(picture: SourceImage, layers: readonly LayerWish[]): Promise<StyleSamples> {
    const names = layers.map(({ layer }) => layer);
    const known = this.styles.get(picture) ?? new Map<string, Promise<StyleSamples>>();
    this.styles.set(picture, known);
    const key = names.join(' ');
    const samples = known.get(key) ?? this.sampleStyle(picture, names);
    known.set(key, samples);
    return samples;
  }

  async close(): Promise<void> {
    const programs = await Promise.allSettled(this.programs.values());
    this.programs.clear();
    await Promise.all(programs.map((one) => (one.status === 'fulfilled' ? one.value.dispose() : undefined)));
  }

  /**
   * The vector of a text, with each emphasised chunk's own contribution made stronger or weaker: unit(v + Σ (f − 1)·
   * (v − v without the chunk)). With f = 1 it is the text's vector, with f = 0 that of the text without the chunk, and
   * in between and beyond it is linear. CLIP reads a text out at one token, so there are no word vectors to scale.
   */
  private async ofChunks(chunks: readonly Chunk[], templates: readonly string[]): Promise<Float32Array> {
    const key = JSON.stringify([chunks, templates]);
    const known = this.vectors.get(key);
    if (known) return known;
    const whole = await this.ofText(chunks.map(({ text }) => text).join(''), templates);
    const sum = whole.slice();
    for (const [i, { text, factor }] of chunks.entries()) {
      if (factor === 1 || text.trim() === '') continue;
      const rest = chunks.map((chunk, k) => (k === i ? ' ' : chunk.text)).join('');
      const without = await this.ofText(rest, templates);
      for (let d = 0; d < sum.length; d++) sum[d]! += (factor - 1) * (whole[d]! - without[d]!);
    }
    const vector = unit(sum);
    if (this.vectors.size >= MOST_VECTORS) this.vectors.clear();
    this.vectors.set(key, vector);
    return vector;
  }

  /** Mean over the templates of the vectors of length 1, brought to length 1. */
  private async ofText(text: string, templates: readonly string[]): Promise<Float32Array> {
    const words = text.replace(/\s+/gu, ' ').trim();
    this.embedded++;
    const vectors = await this.clip.embedTexts(templates.map((template) => fillTemplate(template, words)));
    const mean = new Float32Array(this.clip.embedDim);
    for (const vector of vectors) for (let d = 0; d < mean.length; d++) mean[d]! += vector[d]!;
    return vectors.length === 1 ? vectors[0]! : unit(mean);
  }

  private ofPicture(picture: SourceImage): Promise<Float32Array> {
    const known = this.ofPictures.get(picture);
    const vector = known ?? this.embedPicture(picture);
    this.ofPictures.set(picture, vector);
    return vector;
  }

  private async embedPicture(picture: SourceImage): Promise<Float32Array> {
    this.embedded++;
    const sampler = new ViewSampler(picture, 1, this.clip.imageSize);
    const view = sampler.forward(onPaper(picture, WHITE), [wholeView(fieldOf(picture))], WHITE);
    return (await this.clip.embedImages(view, 1))[0]!;
  }

  private async sampleStyle(picture: SourceImage, layers: readonly string[]): Promise<StyleSamples> {
    const { imageSize: side, imageWeights, runtime } = this.clip;
    const field = fieldOf(picture);
    const [w, h] = [0.6 * field.width, 0.6 * field.height];
    const [right, bottom] = [field.width - w, field.height - h];
    const corners = [
      boxView(0, 0, w, h),
      boxView(right, 0, w, h),
      boxView(0, bottom, w, h),
      boxView(right, bottom, w, h),
    ];
    const boxes = [wholeView(field), ...corners];
    const views = new ViewSampler(picture, boxes.length, side).forward(onPaper(picture, WHITE), boxes, WHITE);
    const program = await compile(
      (inputs, weights) => {
        const { features } = this.clip.encodeFeatures(inputs.views as never, weights, layers);
        const places = layers.map((layer) => [`places ${layer}`, placesOf(features[layer]!)] as const);
        return { ...features, ...Object.fromEntries(places) };
      },
      {
        inputs: { views: { shape: [boxes.length, side, side, 3], dtype: 'float32' } },
        weights: imageWeights,
      },
      { name: `style of ${this.clip.name}`, ...runtime },
    );
    const outputs = await program.run({ views });
    await program.dispose();
    const inputs = layers.map((layer) => {
      const { data, shape } = outputs[`places ${layer}`]!;
      return [styleInput(layer), evenRows(data as Float32Array, shape[1]!)] as const;
    });
    return {
      inputs: Object.fromEntries(inputs),
      activations: Object.fromEntries(layers.map((layer) => [layer, outputs[layer]!.shape])),
    };
  }
}

/** STYLE_PLACES rows of [n, width], evenly spread. */
function evenRows(rows: Float32Array, width: number): Float32Array {
  const count = rows.length / width;
  const chosen = new Float32Array(STYLE_PLACES * width);
  for (let k = 0; k < STYLE_PLACES; k++) {
    const row = Math.floor(((k + 0.5) * count) / STYLE_PLACES);
    chosen.set(rows.subarray(row * width, (row + 1) * width), k * width);
  }
  return chosen;
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  return length > 0 ? vector.map((value) => value / length) : vector;
}
