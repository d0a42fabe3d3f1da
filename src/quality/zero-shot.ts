/**
 * @file What a model knows without having been taught it: pictures of the two sets that are never learnt from, and the
 * names of things in thirty languages.
 */
import sharp from 'sharp';
import type { Clip } from '../clip/index.js';
import { dot } from '../guidance/index.js';
import type { DataConcept, DataPicture, Dataset } from '../training/index.js';
import { shareOf } from './measures.js';

/** Part of the image that a picture fills: the middle of what training shows. */
const FILLED = 0.85;
/** Pictures and texts that are embedded at a time. */
const BATCH = 64;
/** In order of the table; `no` is Bokmål, as CLDR calls it. */
const LANGUAGES =
  'en ru de fr es it pt nl pl cs sk uk bg sr hr sv da no fi hu ro el tr ar he fa hi ja ko zh'.split(' ');

export interface ZeroShot {
  /** Concepts of the data set that the model says it knows; all where it has no list. */
  readonly concepts: number;
  readonly sets: readonly {
    readonly source: string;
    readonly pictures: number;
    /** Part right at the first guess, by language of the concepts' names. */
    readonly top1: { readonly en: number; readonly ru: number };
  }[];
  /** Part of the names whose nearest concept is the right one, by language. */
  readonly names: Readonly<Record<string, number>>;
}

/** @param show told the part done, 0..1 */
export async function measureZeroShot(
  clip: Clip,
  data: Dataset,
  show: (done: number) => void,
): Promise<ZeroShot> {
  const { concepts, pictures } = data.index;
  const listed = new Set(clip.concepts);
  const known = [...concepts.keys()].filter((i) => listed.size === 0 || listed.has(concepts[i]!.name));
  const tests = pictures.filter(({ role, concept }) => role === 'test' && known.includes(concept));
  const vectors = await lookAt(clip, data, tests, (part) => show(0.6 * part));
  const guesses = {
    en: await guessesIn('en', clip, concepts, known, vectors),
    ru: await guessesIn('ru', clip, concepts, known, vectors),
  };
  const rightIn = (language: 'en' | 'ru', picture: number): boolean => {
    const right = plainNameIn(language, concepts[tests[picture]!.concept]!);
    return right !== undefined && guesses[language][picture] === right;
  };
  const sets = [...new Set(tests.map(({ source }) => source))].map((source) => {
    const own = [...tests.keys()].filter((i) => tests[i]!.source === source);
    const named = own.filter((i) => nameIn('ru', concepts[tests[i]!.concept]!) !== undefined);
    return {
      source,
      pictures: own.length,
      top1: {
        en: shareOf(own, (i) => rightIn('en', i)),
        ru: shareOf(named, (i) => rightIn('ru', i)),
      },
    };
  });
  const names: Record<string, number> = {};
  for (const [i, language] of LANGUAGES.entries()) {
    names[language] = await namesRight(language, clip, concepts, known);
    show(0.6 + (0.4 * (i + 1)) / LANGUAGES.length);
  }
  return { concepts: known.length, sets, names };
}

const nameIn = (language: string, { name, names }: DataConcept): string | undefined =>
  language === 'en' ? name : names[language]?.[0];

/** One that says no colour, where the language has one: of the apples in a set only some are red. */
const plainNameIn = (language: string, concept: DataConcept): string | undefined => {
  const name = nameIn(language, concept);
  const { names, translations, colours } = concept;
  if (name === undefined || colours[name] === undefined) return name;
  const others = [...(names[language] ?? []), ...(translations[language] ?? [])];
  return others.find((word) => colours[word] === undefined) ?? name;
};

/** What each picture is taken for among the names of one language. */
async function guessesIn(
  language: string,
  clip: Clip,
  concepts: readonly DataConcept[],
  known: readonly number[],
  vectors: readonly Float32Array[],
): Promise<string[]> {
  const names = known.flatMap((i) => plainNameIn(language, concepts[i]!) ?? []);
  const texts = await clip.embedTexts(names);
  return vectors.map((vector) => names[nearestOf(vector, texts)]!);
}

/** A name that several concepts share may mean any of them. */
async function namesRight(
  language: string,
  clip: Clip,
  concepts: readonly DataConcept[],
  known: readonly number[],
): Promise<number> {
  const english = await clip.embedTexts(known.map((i) => concepts[i]!.name));
  const meant = new Map<string, number[]>();
  known.forEach((concept, place) => {
    const name = nameIn(language, concepts[concept]!);
    if (name !== undefined) meant.set(name, [...(meant.get(name) ?? []), place]);
  });
  const names = [...meant.keys()];
  const texts = await clip.embedTexts(names);
  return shareOf([...names.keys()], (i) => meant.get(names[i]!)!.includes(nearestOf(texts[i]!, english)));
}

function nearestOf(vector: Float32Array, others: readonly Float32Array[]): number {
  let [best, most] = [0, Number.NEGATIVE_INFINITY];
  others.forEach((other, i) => {
    const likeness = dot(vector, other);
    if (likeness > most) [best, most] = [i, likeness];
  });
  return best;
}

async function lookAt(
  clip: Clip,
  data: Dataset,
  pictures: readonly DataPicture[],
  show: (done: number) => void,
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let from = 0; from < pictures.length; from += BATCH) {
    const batch = pictures.slice(from, from + BATCH);
    const images = await Promise.all(batch.map((picture) => framed(data, picture, clip.imageSize)));
    const each = 3 * clip.imageSize ** 2;
    const views = new Float32Array(batch.length * each);
    images.forEach((image, i) => {
      for (let j = 0; j < each; j++) views[i * each + j] = image[j]! / 255;
    });
    vectors.push(...(await clip.embedImages(views, batch.length)));
    show((from + batch.length) / pictures.length);
  }
  return vectors;
}

/** side²·3 bytes: the picture in the middle of white paper; a picture of coverage in black. */
async function framed(data: Dataset, picture: DataPicture, side: number): Promise<Buffer> {
  const pixels = data.read(picture);
  const from = data.index.side;
  const rgba = picture.channels === 4 ? pixels : new Uint8Array(4 * from * from);
  if (picture.channels === 1) for (let i = 0; i < pixels.length; i++) rgba[4 * i + 3] = pixels[i]!;
  const inner = Math.round(FILLED * side);
  const before = Math.floor((side - inner) / 2);
  const after = side - inner - before;
  return sharp(rgba, { raw: { width: from, height: from, channels: 4 } })
    .flatten({ background: '#ffffff' })
    .resize(inner, inner)
    .extend({ top: before, left: before, bottom: after, right: after, background: '#ffffff' })
    .raw()
    .toBuffer();
}
