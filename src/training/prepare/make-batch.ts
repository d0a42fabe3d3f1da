/**
 * @file One batch: concepts all as likely, one of their pictures each, painted and captioned. Batch n of a recipe is
 * always the same, whoever makes it and whatever was made before, so that training resumes exactly.
 */

import type { ColourName } from '../../guidance/index.js';
import { SeededGenerator } from '../../random/index.js';
import { type Caption, composeCaption, type Sight } from '../data/captions.js';
import type { DataConcept, DataPicture, Dataset } from '../data/dataset.js';
import { type CaptionLanguage, grammars } from '../data/grammars.js';
import { colourClass, drawColour, drawColourName } from './colours.js';
import { type Perturbation, paintPicture, type Scene } from './paint-picture.js';

export interface BatchPlan {
  readonly seed: number;
  readonly batch: number;
  /** Side of an image, pixels. */
  readonly side: number;
  readonly contextLength: number;
  readonly perturbation: Perturbation;
  /** How many images of each batch are moved against the network, and how far at most, L2. */
  readonly moved: number;
  readonly reach: number;
}

export interface Batch {
  /** batch·side²·3 */
  readonly images: Float32Array;
  /** Concept of each image. */
  readonly labels: Int32Array;
  /** Colour in which each image shows its thing: 0 for its own, from 1 on the colours. */
  readonly colours: Int32Array;
  /** batch·contextLength: one caption an image. */
  readonly tokens: Int32Array;
  /** The colour that each caption says the thing has; 0: none. */
  readonly said: Int32Array;
  /** How far each of the first images is moved against the network, L2. */
  readonly reach: Float32Array;
}

/** Chances of what a picture may be. */
const WHITE_PAPER = 0.6;
const SEVERAL = 0.08;
const SMALL_OR_BIG = 0.2;
/** A caption's language: English, Russian, else any that has a name. */
const ENGLISH = 0.4;
const RUSSIAN = 0.2;
const SYNONYM = 0.1;

/** Pictures to learn from by concept; concepts without one have none. @param without offsets of those held out */
export function picturesByConcept({ index }: Dataset, without: ReadonlySet<number>): DataPicture[][] {
  const lists: DataPicture[][] = index.concepts.map(() => []);
  for (const picture of index.pictures) {
    if (picture.role === 'train' && !without.has(picture.offset)) lists[picture.concept]!.push(picture);
  }
  return lists;
}

/** @param number of the batch, from 0 @param byConcept `picturesByConcept` of the data set */
export function makeBatch(
  plan: BatchPlan,
  number: number,
  data: Dataset,
  byConcept: readonly (readonly DataPicture[])[],
  tokenize: (text: string) => Int32Array,
): Batch {
  const generator = SeededGenerator.fromSeed(mixed(plan.seed, number));
  const { batch, side, contextLength, perturbation } = plan;
  const shown = byConcept.flatMap((pictures, concept) => (pictures.length > 0 ? [concept] : []));
  const made = {
    images: new Float32Array(batch * side * side * 3),
    labels: new Int32Array(batch),
    colours: new Int32Array(batch),
    tokens: new Int32Array(batch * contextLength),
    said: new Int32Array(batch),
    reach: new Float32Array(plan.moved),
  };
  for (let i = 0; i < batch; i++) {
    const concept = shown[generator.integer(0, shown.length - 1)]!;
    const pictures = byConcept[concept]!;
    const picture = pictures[generator.integer(0, pictures.length - 1)]!;
    const { scene, sight } = stage(picture, data, generator);
    paintPicture(scene, perturbation, side, generator, made.images, i * side * side * 3);
    made.labels[i] = concept;
    made.colours[i] = colourClass(sight.colour);
    const given = picture.captions ?? [];
    const { text, colour }: Caption =
      given.length > 0
        ? { text: given[generator.integer(0, given.length - 1)]! }
        : caption(data.index.concepts[concept]!, sight, generator);
    made.tokens.set(tokenize(text), i * contextLength);
    made.said[i] = colourClass(colour);
  }
  for (let i = 0; i < plan.moved; i++) made.reach[i] = generator.uniform(0, plan.reach);
  return made;
}

type Facts = Omit<Sight, 'thing'>;

/** What the picture is shown as, and what can be said of that. */
function stage(
  picture: DataPicture,
  data: Dataset,
  generator: SeededGenerator,
): { scene: Scene; sight: Facts } {
  const paper = generator.uniform() < WHITE_PAPER ? undefined : drawColourName(generator);
  const ownColour = picture.colour as ColourName | undefined;
  const behind = paper ?? 'white';
  const colour = picture.channels === 1 ? drawColourName(generator, [behind]) : ownColour;
  if (picture.captions) return plainStage(picture, data, paper, generator);
  const count = generator.uniform() < SEVERAL ? (generator.integer(2, 4) as 2 | 3 | 4) : 1;
  const extreme = generator.uniform() < SMALL_OR_BIG;
  const size = !extreme || count > 1 ? 'medium' : generator.uniform() < 0.5 ? 'small' : 'big';
  const scene: Scene = {
    picture: data.read(picture),
    channels: picture.channels,
    side: data.index.side,
    tint: drawColour(colour ?? 'black', generator),
    background: paper === undefined ? [1, 1, 1] : drawColour(paper, generator),
    count,
    size: { small: 0.5, medium: 1, big: 1.2 }[size],
  };
  const sight = {
    medium: picture.medium,
    count,
    size,
    ...(colour ? { colour } : {}),
    ...(paper ? { background: paper } : {}),
  } as const;
  return { scene, sight };
}

/** A picture whose owner said what it shows: once, in its own colours and size, so that the words stay true. */
function plainStage(
  picture: DataPicture,
  data: Dataset,
  paper: ColourName | undefined,
  generator: SeededGenerator,
): { scene: Scene; sight: Facts } {
  const { channels, medium } = picture;
  const scene: Scene = {
    picture: data.read(picture),
    channels,
    side: data.index.side,
    tint: [0, 0, 0],
    background: paper === undefined ? [1, 1, 1] : drawColour(paper, generator),
    count: 1,
    size: 1,
  };
  return { scene, sight: { medium, count: 1, size: 'medium' } };
}

function caption(concept: DataConcept, sight: Facts, generator: SeededGenerator): Caption {
  const pick = (words: readonly string[]): string => words[generator.integer(0, words.length - 1)]!;
  const chance = generator.uniform();
  const { colours, names, translations } = concept;
  const language =
    chance < ENGLISH
      ? 'en'
      : chance < ENGLISH + RUSSIAN
        ? 'ru'
        : pick(Object.keys({ ...names, ...translations }));
  // A name that says a colour is said of pictures that have it.
  const isTrue = (word: string): boolean => colours[word] === undefined || colours[word] === sight.colour;
  const wordsIn = (one: string): string[] =>
    [...(names[one] ?? []), ...(translations[one] ?? [])].filter(isTrue);
  const own = wordsIn(language);
  const [spoken, words] = own.length > 0 ? [language, own] : ['en', wordsIn('en')];
  const synonyms = spoken === 'en' && concept.synonyms.length > 0 && generator.uniform() < SYNONYM;
  const thing = pick(synonyms ? concept.synonyms : words);
  const colour = colours[thing];
  const { colour: _, ...uncoloured } = sight;
  const facts = colour === undefined ? sight : uncoloured;
  const composed = Object.hasOwn(grammars, spoken)
    ? composeCaption({ thing, ...facts }, spoken as CaptionLanguage, generator)
    : { text: thing };
  return colour === undefined ? composed : { ...composed, colour };
}

/** A seed of its own for each batch (the finaliser of MurmurHash3, Appleby). */
function mixed(seed: number, number: number): number {
  let h = (seed ^ Math.imul(number + 1, 0x9e3779b1)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
