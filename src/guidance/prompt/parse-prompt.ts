/**
 * @file The parser of prompts: parts between `|`, each with an optional region before it and a weight behind it.
 * Plain words are a plain prompt. What looks like grammar but is not is taken as text, with a hint that says where.
 */
import { isImageFile, weightSuffix } from './characters.js';
import { type HintName, hintTexts } from './hints.js';
import { findKeyframes, type KeyframesSpan } from './parse-keyframes.js';
import { marksAt, parsePieces, type Reading } from './parse-pieces.js';
import { PromptError } from './prompt-error.js';
import { readRegion } from './regions.js';
import { type Content, type Hint, type Part, type Prompt, promptLimits, type Region } from './syntax-tree.js';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/u;

export interface PromptRules {
  /** Nothing at all, or nothing with a weight above 0, is a prompt too. */
  readonly mayBeEmpty?: boolean;
}

/**
 * @throws PromptError when the prompt is empty, too long, holds control characters, more than `promptLimits.targets`
 * parts, a weight out of range, a weight without a text, or nothing to draw towards.
 */
export function parsePrompt(source: string, { mayBeEmpty = false }: PromptRules = {}): Prompt {
  checkCharacters(source);
  const hints: Hint[] = [];
  const reading: Reading = {
    source,
    hint: (name: HintName, start, end) => hints.push({ start, end, message: hintTexts[name] }),
  };
  const parts = parseParts(reading, 0, source.length, true);
  const leaves = leavesOf(parts);
  if (leaves.length > promptLimits.targets) {
    throw new PromptError(`The prompt has ${leaves.length} texts; the most is ${promptLimits.targets}.`);
  }
  if (!mayBeEmpty && leaves.length === 0) {
    throw new PromptError('The prompt is empty; type what to draw, such as “a red sailboat”.');
  }
  if (!mayBeEmpty && !leaves.some((weight) => weight > 0)) {
    throw new PromptError('Every text of the prompt has a weight of 0 or below; give one a weight above 0.');
  }
  return { source, parts, hints: hints.sort((a, b) => a.start - b.start) };
}

/** @param mayHaveKeyframes false inside keyframes */
function parseParts(reading: Reading, from: number, to: number, mayHaveKeyframes: boolean): Part[] {
  const parts: Part[] = [];
  for (let start = from; start <= to; ) {
    const { part, end } = parsePart(reading, start, to, mayHaveKeyframes);
    if (part) parts.push(part);
    start = end + 1;
  }
  return parts;
}

/** @returns the part, if there is anything between the bars, and where the bar behind it stands */
function parsePart(
  reading: Reading,
  from: number,
  limit: number,
  mayHaveKeyframes: boolean,
): { part: Part | undefined; end: number } {
  const { source } = reading;
  const outer = skipSpace(source, from, limit);
  const region = regionAt(reading, outer, limit);
  const start = region ? skipSpace(source, region.end, limit) : outer;
  const braces = mayHaveKeyframes && source[start] === '{' ? findKeyframes(source, start, limit) : undefined;
  const quoted = quotedFileAt(source, start, limit);
  const solid = braces?.end ?? quoted?.end ?? start;
  const end = marksAt(source, solid, limit, '|', '[')[0] ?? limit;
  const suffix = weightSuffix(source.slice(solid, end));
  if (suffix?.isTime) reading.hint('time', solid + suffix.index, end);
  const weighted = suffix && !suffix.isTime ? suffix : undefined;
  const bodyEnd = weighted ? solid + weighted.index : end;
  const body = source.slice(start, bodyEnd).trimEnd();
  if (body === '') {
    if (weighted || region) {
      const written = source.slice(outer, end).trim();
      throw new PromptError(`There is no text with “${written}”; write what to draw.`, outer);
    }
    return { part: undefined, end };
  }
  if (weighted) checkWeight(weighted.weight, body, start);
  const isAlone = source.slice(solid, bodyEnd).trim() === '';
  const content: Content =
    braces && isAlone
      ? keyframesOf(reading, braces)
      : contentOf(reading, start, start + body.length, isAlone ? quoted?.file : undefined);
  if (content.kind === 'text' && source[start] === '{') reading.hint('keyframes', start, start + 1);
  const part: Part = {
    start,
    end: start + body.length,
    content,
    ...(region ? { region: region.region } : {}),
    ...(weighted ? { weight: weighted.weight } : {}),
    ...(weighted?.stop === undefined ? {} : { stop: weighted.stop }),
  };
  return { part, end };
}

const keyframesOf = (reading: Reading, { frames }: KeyframesSpan): Content => ({
  kind: 'keyframes',
  frames: frames.map(({ at, prompts }) => ({
    at,
    parts: prompts.flatMap(({ start, end }) => parseParts(reading, start, end, false)),
  })),
});

function contentOf(reading: Reading, start: number, end: number, quotedFile: string | undefined): Content {
  if (quotedFile !== undefined) return { kind: 'image', file: quotedFile };
  const body = reading.source.slice(start, end);
  if (body.startsWith('@')) {
    const file = body.slice(1).trim();
    // A name with a bar in it has to stand in quotes.
    if (isImageFile(file) && !/^'|["|]/u.test(file)) return { kind: 'image', file };
    reading.hint('image', start, end);
  }
  return { kind: 'text', pieces: parsePieces(reading, start, end) };
}

function regionAt(reading: Reading, at: number, limit: number): { region: Region; end: number } | undefined {
  const { source } = reading;
  if (source[at] !== '<') return undefined;
  const close = source.indexOf('>', at);
  const region = close < 0 || close >= limit ? undefined : readRegion(source.slice(at + 1, close));
  if (region) return { region, end: close + 1 };
  reading.hint('region', at, close < 0 || close >= limit ? at + 1 : close + 1);
  return undefined;
}

/** `@"a name with | or : in it.png"` */
function quotedFileAt(source: string, at: number, limit: number): { file: string; end: number } | undefined {
  const match = /^@(["'])([^"']*)\1/u.exec(source.slice(at, limit));
  const file = (match?.[2] ?? '').trim();
  return match && isImageFile(file) ? { file, end: at + match[0].length } : undefined;
}

function checkCharacters(source: string): void {
  if (source.length > promptLimits.characters) {
    throw new PromptError(
      `The prompt has ${source.length} characters; the most is ${promptLimits.characters}.`,
    );
  }
  const control = CONTROL.exec(source);
  if (!control) return;
  const code = control[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  throw new PromptError(
    `The prompt has a control character (U+${code}) at position ${control.index + 1}; take it out.`,
    control.index,
  );
}

function checkWeight(weight: number, text: string, position: number): void {
  if (Math.abs(weight) <= promptLimits.weight) return;
  throw new PromptError(
    `The weight of “${text}” is ${weight}; it has to lie between -${promptLimits.weight} and ${promptLimits.weight}.`,
    position,
  );
}

/** The weights of all texts and pictures, those in keyframes times the keyframes' own. */
const leavesOf = (parts: readonly Part[], factor = 1): number[] =>
  parts.flatMap(({ content, weight = 1 }) =>
    content.kind === 'keyframes'
      ? content.frames.flatMap((frame) => leavesOf(frame.parts, factor * weight))
      : [factor * weight],
  );

function skipSpace(source: string, from: number, limit: number): number {
  let i = from;
  while (i < limit && /\s/u.test(source[i]!)) i++;
  return i;
}
