/**
 * @file What a drawing aims at: its prompt and what it shall not be, read and with all their pictures at hand. Which
 * of it counts, and how much, is decided at each moment.
 */
import type { SourceImage } from '../canvas/index.js';
import { type Moment, type Wish, wishesAt } from './prompt/moment.js';
import { parsePrompt } from './prompt/parse-prompt.js';
import { type Hint, type Part, type Prompt, promptLimits } from './prompt/syntax-tree.js';
import type { GuidanceValues } from './rows.js';
import { templatesOf } from './templates.js';

/**
 * Reads a picture that a prompt names. The caller decides which names it answers: a command line reads files, a
 * studio its own uploads.
 * @throws PromptError for a name that it does not know or cannot read
 */
export type PictureReader = (file: string) => Promise<SourceImage>;

/** The picture that the drawing begins from: followed where a row that takes a picture is left empty. */
export const OWN_PICTURE = '';

export interface Aim {
  readonly prompt: string;
  /** What in the prompt looks like grammar and was taken as text. */
  readonly hints: readonly Hint[];
  /** Sentences for the words, with `{}` in their place. */
  readonly templates: readonly string[];
  /** Most wishes at any moment. */
  readonly mostWishes: number;
  readonly hasStops: boolean;
  readonly pictures: ReadonlyMap<string, SourceImage>;
  wishesAt(moment: Moment): readonly Wish[];
}

/** What a text in the negative field counts when it has no weight (CLIPDraw's and CICADA's negatives). */
const NEGATIVE_WEIGHT = 0.3;

/** True where something besides words is wanted, so that a prompt may say nothing. */
const mayBeWordless = ({ dream, style, featureDistance }: GuidanceValues): boolean =>
  dream > 0 || style > 0 || featureDistance > 0;

interface Wishes {
  readonly wanted: Prompt;
  readonly unwanted: Prompt;
}

/** @throws PromptError for a prompt, or a negative one, that cannot be drawn with these values */
export function checkWishes(prompt: string, values: GuidanceValues): Wishes {
  const wanted = parsePrompt(prompt, { mayBeEmpty: mayBeWordless(values) });
  return { wanted, unwanted: parsePrompt(values.negative, { mayBeEmpty: true }) };
}

/**
 * The pictures that a prompt and the values name, as they name them.
 * @throws PromptError
 */
export function picturesNamed(prompt: string, values: GuidanceValues): string[] {
  const { wanted, unwanted } = checkWishes(prompt, values);
  const files = filesOf([...wanted.parts, ...unwanted.parts]);
  if (values.featureDistance > 0) files.push(values.featureImage.trim());
  if (values.style > 0) files.push(values.styleImage.trim());
  return [...new Set(files)].filter(Boolean);
}

/**
 * @param own the picture that the drawing begins from, if there is one
 * @throws PromptError
 */
export async function readAim(
  prompt: string,
  values: GuidanceValues,
  read: PictureReader,
  own?: SourceImage,
): Promise<Aim> {
  const { wanted, unwanted } = checkWishes(prompt, values);
  const parts = [...wanted.parts, ...unwanted.parts];
  const files = picturesNamed(prompt, values);
  const pictures = new Map<string, SourceImage>();
  for (const file of files) pictures.set(file, await read(file));
  if (own) pictures.set(OWN_PICTURE, own);
  return {
    prompt,
    hints: wanted.hints,
    templates: templatesOf(values.template),
    mostWishes: Math.min(2 * promptLimits.targets, countOf(parts)),
    hasStops: hasStops(parts),
    pictures,
    wishesAt: (moment) => [
      ...wishesAt(wanted.parts, moment),
      ...wishesAt(unwanted.parts, moment, NEGATIVE_WEIGHT).map((wish) => ({
        ...wish,
        weight: -wish.weight,
      })),
    ],
  };
}

const filesOf = (parts: readonly Part[]): string[] =>
  parts.flatMap(({ content, region }) => [
    ...(region?.kind === 'mask' ? [region.file] : []),
    ...(content.kind === 'image' ? [content.file] : []),
    ...(content.kind === 'keyframes' ? content.frames.flatMap((frame) => filesOf(frame.parts)) : []),
  ]);

/** Of keyframes only one holds at a time. */
const countOf = (parts: readonly Part[]): number =>
  parts.reduce(
    (sum, { content }) =>
      sum +
      (content.kind === 'keyframes' ? Math.max(...content.frames.map((frame) => countOf(frame.parts))) : 1),
    0,
  );

const hasStops = (parts: readonly Part[]): boolean =>
  parts.some(
    ({ stop, content }) =>
      stop !== undefined ||
      (content.kind === 'keyframes' && content.frames.some((frame) => hasStops(frame.parts))),
  );
