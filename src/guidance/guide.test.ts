import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SourceImage } from '../canvas/index.js';
import { type Clip, loadClip } from '../clip/index.js';
import { defaultsOf } from '../parameters/index.js';
import { SeededGenerator } from '../random/index.js';
import { inks } from './colour-names.js';
import { Guide } from './guide.js';
import { linearClip, RESOLUTION, textVector, unitOf } from './linear-clip.reference.js';
import type { Look } from './look.js';
import { ObjectiveError } from './objectives/layers.js';
import { type GuidanceValues, guidanceRows } from './rows.js';

const defaults: GuidanceValues = defaultsOf(guidanceRows);
const size = { width: 80, height: 64 };
const noise = SeededGenerator.fromSeed(5);
const image = Float32Array.from({ length: size.width * size.height * 3 }, () => 0.5 + 0.1 * noise.normal());
const moment = { iteration: 0, progress: 0 };
const lookWith = (values: Partial<GuidanceValues>): Look => ({
  size,
  paper: [1, 1, 1],
  moment,
  values: { ...defaults, views: 4, noiseStart: 0.1, noiseEnd: 0.1, ...values },
});
/** A picture of one colour on the left, another on the right. */
const halves = (left: number, right: number, side = 16): SourceImage => ({
  width: side,
  height: side,
  data: Uint8Array.from({ length: side * side * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : Math.floor(i / 4) % side < side / 2 ? left : right,
  ),
});
const pictures: Record<string, SourceImage> = { 'a.png': halves(0, 255), 'left.png': halves(255, 0) };
const read = async (file: string) => pictures[file]!;

describe('a guide with the embedded model', () => {
  let clip: Clip;
  let guide: Guide;
  const prompt = 'umbrella | cat:-0.5 | <left> tree | <@left.png> @a.png:0.5';
  const everything: Partial<GuidanceValues> = {
    negative: 'text',
    template: 'drawings',
    spherical: 1,
    meanEmbedding: 1,
    featureDistance: 1,
    featureImage: 'a.png',
    style: 1,
    styleImage: 'a.png',
    dream: 0.01,
    colourJitter: 0.2,
    hueJitter: 0.05,
    greyChance: 0.1,
    surround: 'grey',
    warp: 0.3,
    totalVariation: 1,
    saturation: 1,
    symmetry: 1,
    views: 6,
  };

  beforeAll(async () => {
    clip = await loadClip();
    guide = await Guide.open(clip);
  });
  afterAll(async () => {
    await guide.close();
    await clip.dispose();
  });

  const aimAt = async (words: string, look: Look) => guide.aim(await guide.prepare(words, look.values, read));

  it.each<[string, string, Partial<GuidanceValues>]>([
    ['words', 'umbrella | cat:-0.5', {}],
    ['regions, masks and every objective', prompt, everything],
    ['the classic views', 'umbrella', { viewKind: 'crop', warp: 0.5, noiseStart: 0, noiseEnd: 0 }],
  ])('climbs towards %s: its gradient predicts the change of its loss', async (_, words, values) => {
    const look = lookWith(values);
    await aimAt(words, look);
    const at = async (picture: Float32Array) => {
      const { loss, gradient } = await guide.step(picture, look, SeededGenerator.fromSeed(9));
      return { loss, gradient: gradient.slice() };
    };
    const { gradient } = await at(image);
    const norm = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));
    expect(norm).toBeGreaterThan(0);
    const along = (length: number) => image.map((x, i) => x + (length * gradient[i]!) / norm);
    const reach = 0.05;
    const difference = ((await at(along(reach))).loss - (await at(along(-reach))).loss) / (2 * reach);
    expect(difference / norm).toBeCloseTo(1, 1);
  });

  it('gives the same numbers for the same generator and others for another', async () => {
    const look = lookWith({ views: 2 });
    await aimAt('umbrella', look);
    const first = await guide.step(image, look, SeededGenerator.fromSeed(1));
    const kept = first.gradient.slice();
    const again = await guide.step(image, look, SeededGenerator.fromSeed(1));
    expect(again.gradient).toEqual(kept);
    expect(again.score).toBe(first.score);
    expect(again.finite).toBe(true);
    const other = await guide.step(image, look, SeededGenerator.fromSeed(2));
    expect(other.score).not.toBe(first.score);
  });

  it('names the losses of what is in use, and nothing else', async () => {
    const look = lookWith({ views: 2, smoothness: 2, margin: 0 });
    await aimAt('umbrella', look);
    const { parts, loss } = await guide.step(image, look, SeededGenerator.fromSeed(1));
    expect(Object.keys(parts).sort()).toEqual(['cosine', 'smoothness']);
    expect(loss).toBeCloseTo(10 * parts.cosine! + 2 * parts.smoothness!, 4);
  });

  it('says that a step has to be left out when a picture is no picture any more', async () => {
    const look = lookWith({ views: 2 });
    await aimAt('umbrella', look);
    const broken = image.slice();
    broken.fill(Number.NaN, 3000, 9000);
    const { finite } = await guide.step(broken, look, SeededGenerator.fromSeed(1));
    expect(finite).toBe(false);
  });

  it('scores the whole picture between −1 and 1, the same each time', async () => {
    const look = lookWith({});
    await aimAt('umbrella', look);
    const score = await guide.score(image, look);
    expect(Math.abs(score)).toBeLessThanOrEqual(1);
    expect(await guide.score(image, look)).toBe(score);
    expect(await guide.judge(image, look)).toBeUndefined();
  });

  it('sends no gradient to what lies outside a mask, nor far outside a region', async () => {
    const columns = (gradient: Float32Array, from: number, to: number) =>
      gradient.reduce((sum, g, i) => {
        const x = Math.floor(i / 3) % size.width;
        return sum + (x >= from && x < to ? Math.abs(g) : 0);
      }, 0);
    const masked = lookWith({ views: 4 });
    await aimAt('<@left.png> umbrella', masked);
    const { gradient } = await guide.step(image, masked, SeededGenerator.fromSeed(1));
    expect(columns(gradient, 0, 40)).toBeGreaterThan(0);
    expect(columns(gradient, 40, 80)).toBe(0);
    await aimAt('<right> umbrella', masked);
    const right = (await guide.step(image, masked, SeededGenerator.fromSeed(1))).gradient;
    expect(columns(right, 40, 80)).toBeGreaterThan(10 * columns(right, 0, 30));
  });

  it('names a picture that an objective lacks, and a prompt may be empty where a picture says what is wanted', async () => {
    const { values } = lookWith({ style: 1 });
    await expect(guide.prepare('', values, read)).rejects.toThrow(ObjectiveError);
    await expect(guide.prepare('', values, read)).rejects.toThrow(/“Style” has a weight but no picture/);
    const { views } = values;
    const look = lookWith({ style: 1, styleImage: 'a.png', views });
    await aimAt('', look);
    const { parts, gradient } = await guide.step(image, look, SeededGenerator.fromSeed(1));
    expect(parts.style).toBeGreaterThan(0);
    expect(gradient.some((g) => g !== 0)).toBe(true);
  });
});

describe('the ink of the words', () => {
  let clip: Clip;
  beforeAll(async () => {
    clip = await loadClip();
  });
  afterAll(() => clip.dispose());

  it.each([
    ['a red umbrella', inks.red],
    ['red umbrella | red apple:2', inks.red],
    ['umbrella | blue fish:-1', undefined],
    ['red umbrella | blue fish', undefined],
    ['umbrella', undefined],
  ] as const)('of “%s”', async (prompt, ink) => {
    const guide = await Guide.open(clip);
    expect(await guide.ink(await guide.prepare(prompt, defaults))).toEqual(ink);
    await guide.close();
  });
});

describe('targets', () => {
  const plain = { ...defaults, margin: 0, views: 1 };
  const square = { width: RESOLUTION, height: RESOLUTION };
  const pixels = image.slice(0, 3 * RESOLUTION * RESOLUTION);
  /** Score of a fixed picture: Σ weight·cos / Σ |weight| with the vectors that the prompt means. */
  async function scoreOf(
    prompt: string,
    values: Partial<GuidanceValues> = {},
    iteration = 0,
  ): Promise<number> {
    const guide = await Guide.open(linearClip);
    const all = { ...plain, cosine: 0, ...values };
    guide.aim(await guide.prepare(prompt, all, read));
    const moment = { iteration, progress: iteration / 10 };
    const score = await guide.score(pixels, { size: square, paper: [1, 1, 1], moment, values: all });
    await guide.close();
    return score;
  }

  it('give the same score by the program of the step as by the encoder alone', async () => {
    const guide = await Guide.open(linearClip, { judge: linearClip });
    const values = { ...plain, cosine: 1, dream: 1, dreamLayers: 'pooled', views: 3 };
    guide.aim(await guide.prepare('sun | rain:-0.4 | text stop=0.9', values, read));
    const moment = { iteration: 0, progress: 0 };
    const look = { size: square, paper: [1, 1, 1] as const, moment, values };
    const score = await guide.score(pixels, look);
    expect(Math.abs(score)).toBeGreaterThan(1e-3);
    expect(score).toBeCloseTo((await guide.judge(pixels, look))!, 6);
    await guide.close();
  });

  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
  const seen = async () => [...(await linearClip.embedImages(pixels, 1))[0]!];
  const cosineTo = async (vector: readonly number[]) => dot(await seen(), vector);
  const sum = (...terms: readonly (readonly [number, readonly number[]])[]) =>
    unitOf(terms[0]![1].map((_, d) => terms.reduce((s, [weight, vector]) => s + weight * vector[d]!, 0)));

  it('are the vectors of texts, weighted', async () => {
    const [sea, storm] = [await cosineTo(textVector('sea')), await cosineTo(textVector('storm'))];
    expect(await scoreOf('sea')).toBeCloseTo(sea, 6);
    expect(await scoreOf('sea:2 | storm:-0.5')).toBeCloseTo((2 * sea - 0.5 * storm) / 2.5, 6);
    expect(await scoreOf('sea', { negative: 'storm' })).toBeCloseTo((sea - 0.3 * storm) / 1.3, 6);
  });

  it('with emphasis go on in the direction that the words contribute; 0 takes them away', async () => {
    const [whole, rest] = [textVector('a red cat'), textVector('a cat')];
    const expected = await cosineTo(sum([1 + 0.3, whole], [-0.3, rest]));
    expect(await scoreOf('a (red:1.3) cat')).toBeCloseTo(expected, 6);
    expect(await scoreOf('a (red:1) cat')).toBeCloseTo(await cosineTo(whole), 6);
    expect(await scoreOf('a (red:0) cat')).toBeCloseTo(await cosineTo(rest), 6);
  });

  it('stand in templates; several are averaged', async () => {
    const [drawing, photo] = [textVector('A drawing of a cat'), textVector('a photo of cat')];
    expect(await scoreOf('cat', { template: 'A drawing of a {}' })).toBeCloseTo(await cosineTo(drawing), 6);
    const both = await scoreOf('cat', { template: 'A drawing of a {}|a photo of {}' });
    expect(both).toBeCloseTo(await cosineTo(sum([1, drawing], [1, photo])), 6);
  });

  it('change when the prompt says so', async () => {
    const [day, night] = [await cosineTo(textVector('day')), await cosineTo(textVector('night'))];
    expect(await scoreOf('[day:night:0.5]', {}, 4)).toBeCloseTo(day, 6);
    expect(await scoreOf('[day:night:0.5]', {}, 5)).toBeCloseTo(night, 6);
    expect(await scoreOf('{0: "day", 3: "night"}', {}, 3)).toBeCloseTo(night, 6);
    expect(await scoreOf('[day|night]', {}, 7)).toBeCloseTo(night, 6);
  });

  it('may be pictures', async () => {
    const black = new Float32Array(pixels.length).map((_, i) => (Math.floor(i / 3) % RESOLUTION < 2 ? 0 : 1));
    const [vector] = await linearClip.embedImages(black, 1);
    expect(await scoreOf('@a.png')).toBeCloseTo(await cosineTo([...vector!]), 4);
  });
});

describe('several encoders', () => {
  const other: Clip = {
    ...linearClip,
    name: 'other',
    embedTexts: async (texts) => texts.map((text) => Float32Array.from(textVector(`other ${text}`))),
  };
  const look = { ...lookWith({ margin: 0, views: 2 }), size: { width: 8, height: 8 } };
  const small = image.slice(0, 3 * 64);

  it('give the mean of their gradients by their weights; the judge has no part in it', async () => {
    const stepWith = async (clips: { clip: Clip; weight: number }[]) => {
      const guide = await Guide.open(clips, { judge: other });
      guide.aim(await guide.prepare('sea', look.values));
      const { gradient, score } = await guide.step(small, look, SeededGenerator.fromSeed(1));
      const result = { gradient: gradient.slice(), score, judged: await guide.judge(small, look) };
      await guide.close();
      return result;
    };
    const still = {
      viewRotation: 0,
      viewZoomLeast: 1,
      viewZoomMost: 1,
      viewShift: 0,
      viewShear: 0,
      viewTilt: 0,
    };
    Object.assign(look, { values: { ...look.values, ...still, noiseStart: 0, noiseEnd: 0 } });
    const one = await stepWith([{ clip: linearClip, weight: 1 }]);
    const two = await stepWith([{ clip: other, weight: 5 }]);
    const both = await stepWith([
      { clip: linearClip, weight: 3 },
      { clip: other, weight: 1 },
    ]);
    both.gradient.forEach((g, i) => {
      expect(g).toBeCloseTo(0.75 * one.gradient[i]! + 0.25 * two.gradient[i]!, 5);
    });
    expect(both.score).toBeCloseTo(0.75 * one.score + 0.25 * two.score, 5);
    expect(one.judged).toBeCloseTo(two.judged!, 6);
    expect(one.judged).not.toBeCloseTo(one.score, 3);
  });
});
