/** @file The small pieces that prompts are written with: escapes, numbers, weights at an end, names of image files. */

/** After a backslash these stand for themselves; before anything else a backslash is a backslash. */
const SPECIAL = '\\()[]{}<>|:@"\'';

export const isSpecial = (character: string | undefined): boolean =>
  character !== undefined && character !== '' && SPECIAL.includes(character);

const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)`;
const WEIGHT_AT_END = new RegExp(String.raw`:\s*(${NUMBER})\s*(?::\s*(${NUMBER})\s*)?$`, 'u');
const ONLY_NUMBER = new RegExp(String.raw`^\s*${NUMBER}\s*$`, 'u');
const IMAGE_FILE = /[^/\\]\.(?:png|jpe?g|webp|gif|avif|tiff?|bmp|svg)$/iu;

/** Six decimals are kept, so that a number can always be written without an exponent. */
export function readNumber(text: string): number | undefined {
  return ONLY_NUMBER.test(text) ? Number(Number(text).toFixed(6)) + 0 : undefined;
}

/** The shortest text that `readNumber` reads as this number. */
export const writeNumber = (value: number): string => String(Number(value.toFixed(6)) + 0);

export interface WeightSuffix {
  /** Offset of its first colon in the text. */
  readonly index: number;
  readonly weight: number;
  readonly stop?: number;
  /** Looks like a time or a ratio (12:30, 16:9): no weight, but worth a hint. */
  readonly isTime: boolean;
}

/** `:weight` or `:weight:stop` at the end of a text, unless its colon is escaped. */
export function weightSuffix(text: string): WeightSuffix | undefined {
  const match = WEIGHT_AT_END.exec(text);
  if (!match) return undefined;
  const before = text.slice(0, match.index);
  if (/(?:^|[^\\])(?:\\\\)*\\$/u.test(before)) {
    // The colon is escaped; what follows it may still be a weight: `ratio\:2:3`.
    const rest = weightSuffix(text.slice(match.index + 1));
    return rest ? { ...rest, index: rest.index + match.index + 1 } : undefined;
  }
  const isTime = match[2] === undefined && /\d$/u.test(before) && /^:\d+\s*$/u.test(match[0]);
  const weight = readNumber(match[1]!)!;
  return match[2] === undefined
    ? { index: match.index, weight, isTime }
    : { index: match.index, weight, stop: readNumber(match[2])!, isTime };
}

/** One line that ends in what images are called. */
export const isImageFile = (name: string): boolean => IMAGE_FILE.test(name) && !/[\r\n]/u.test(name);
