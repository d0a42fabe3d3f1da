/**
 * @file The inside of a text: emphasis `(a:1.3)` `((a))` `[a]`, changes `[a:b:0.4]`, alternation `[a|b]`. The rules
 * for brackets are those of AUTOMATIC1111's attention, where one that is never closed counts to the end of its text.
 */
import { isSpecial, readNumber } from './characters.js';
import type { HintName } from './hints.js';
import { PromptError } from './prompt-error.js';
import { BRACKET_FACTOR, type Piece, promptLimits, type Words } from './syntax-tree.js';

/** What the parser reads from and writes its hints to. */
export interface Reading {
  readonly source: string;
  hint(name: HintName, start: number, end: number): void;
}

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']' };

/** @throws PromptError for brackets in brackets in brackets … and for a factor out of range */
export function parsePieces(reading: Reading, from: number, to: number, depth = 0): Piece[] {
  const { source } = reading;
  if (depth > promptLimits.depth) {
    throw new PromptError(
      `The brackets at position ${from + 1} are nested more than ${promptLimits.depth} deep; take some out.`,
      from,
    );
  }
  const partners = matchBrackets(source, from, to);
  const pieces: Piece[] = [];
  let words = '';
  let start = from;
  const flush = (end: number): void => {
    if (words !== '') pieces.push({ kind: 'words', text: words, start, end } satisfies Words);
    words = '';
  };
  const add = (text: string, at: number): void => {
    if (words === '') start = at;
    words += text;
  };
  for (let i = from; i < to; i++) {
    const character = source[i]!;
    if (character === '\\' && i + 1 < to && isSpecial(source[i + 1])) {
      add(source[i + 1]!, i);
      i++;
    } else if (character in closers) {
      const partner = partners.get(i);
      const end = partner ?? to;
      if (source.slice(i + 1, end).trim() === '') {
        const after = partner === undefined ? i + 1 : partner + 1;
        reading.hint(partner === undefined ? 'lonely' : 'empty', i, after);
        add(source.slice(i, after), i);
        i = after - 1;
        continue;
      }
      flush(i);
      if (partner === undefined) {
        reading.hint('unclosed', i, i + 1);
        const factor = character === '(' ? BRACKET_FACTOR : 1 / BRACKET_FACTOR;
        pieces.push({ kind: 'emphasis', factor, pieces: parsePieces(reading, i + 1, to, depth + 1) });
        return pieces;
      }
      const parse = character === '(' ? parseRound : parseSquare;
      pieces.push(parse(reading, i + 1, partner, depth + 1));
      i = partner;
    } else {
      if (character === ')' || character === ']') reading.hint('lonely', i, i + 1);
      if (character === '@' && /^@\S+\.\w{3,4}\b/u.test(source.slice(i, to))) reading.hint('image', i, i + 1);
      add(character, i);
    }
  }
  flush(to);
  return pieces;
}

function parseRound(reading: Reading, from: number, to: number, depth: number): Piece {
  const colon = marksAt(reading.source, from, to, ':').at(-1);
  const factor = colon === undefined ? undefined : readNumber(reading.source.slice(colon + 1, to));
  const isStrength =
    colon !== undefined && factor !== undefined && reading.source.slice(from, colon).trim() !== '';
  if (!isStrength) {
    return { kind: 'emphasis', factor: BRACKET_FACTOR, pieces: parsePieces(reading, from, to, depth) };
  }
  if (Math.abs(factor) > promptLimits.weight) {
    throw new PromptError(
      `The strength at position ${colon + 2} is ${factor}; it has to lie between -${promptLimits.weight} and ${promptLimits.weight}.`,
      colon,
    );
  }
  return { kind: 'emphasis', factor, pieces: parsePieces(reading, from, colon, depth) };
}

function parseSquare(reading: Reading, from: number, to: number, depth: number): Piece {
  const { source } = reading;
  const bars = marksAt(source, from, to, '|');
  if (bars.length > 0) {
    const edges = [from - 1, ...bars, to];
    const options = edges.slice(1).map((edge, k) => parsePieces(reading, edges[k]! + 1, edge, depth));
    return { kind: 'alternation', options };
  }
  const colons = marksAt(source, from, to, ':');
  const last = colons.at(-1);
  const at = last === undefined ? undefined : readNumber(source.slice(last + 1, to));
  if (last !== undefined && at !== undefined && at >= 0 && colons.length <= 2) {
    const middle = colons.length === 2 ? colons[0]! : undefined;
    return {
      kind: 'change',
      from: middle === undefined ? [] : parsePieces(reading, from, middle, depth),
      to: parsePieces(reading, middle === undefined ? from : middle + 1, last, depth),
      at,
    };
  }
  if (last !== undefined) reading.hint('change', from - 1, to + 1);
  return { kind: 'emphasis', factor: 1 / BRACKET_FACTOR, pieces: parsePieces(reading, from, to, depth) };
}

/** Where each bracket is closed. A closer without its opener on the innermost levels leaves those in between open. */
function matchBrackets(source: string, from: number, to: number, kinds = '(['): Map<number, number> {
  const partners = new Map<number, number>();
  const open: number[] = [];
  for (let i = from; i < to; i++) {
    const character = source[i]!;
    if (character === '\\' && isSpecial(source[i + 1])) i++;
    else if (kinds.includes(character)) open.push(i);
    else if (character === ')' || character === ']') {
      const k = open.findLastIndex((opener) => closers[source[opener]!] === character);
      if (k < 0) continue;
      partners.set(open[k]!, i);
      open.length = k;
    }
  }
  return partners;
}

/** Positions of a character that stands neither in inner brackets nor behind a backslash. */
export function marksAt(source: string, from: number, to: number, mark: string, kinds = '(['): number[] {
  const partners = matchBrackets(source, from, to, kinds);
  const found: number[] = [];
  for (let i = from; i < to; i++) {
    if (source[i] === '\\' && isSpecial(source[i + 1])) i++;
    else if (source[i] === mark) found.push(i);
    else i = partners.get(i) ?? i;
  }
  return found;
}
