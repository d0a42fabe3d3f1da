/** @file Prompts written out: what comes out parses to the same tree, and plain words stay plain. */
import { weightSuffix, writeNumber } from './characters.js';
import { writeRegion } from './regions.js';
import { BRACKET_FACTOR, type Content, type Part, type Piece } from './syntax-tree.js';

export const formatPrompt = (parts: readonly Part[]): string => formatParts(parts, false);

const formatParts = (parts: readonly Part[], isInQuotes: boolean): string =>
  parts.map((part) => formatPart(part, isInQuotes)).join(' | ');

function formatPart({ content, region, weight, stop }: Part, isInQuotes: boolean): string {
  const before = region ? `${writeRegion(region)} ` : '';
  const numbers = [weight, stop].filter((number) => number !== undefined).map(writeNumber);
  const body = formatContent(content, numbers.length > 0, isInQuotes);
  // A digit before the colon would make a time of it.
  const gap = numbers.length > 0 && /\d$/u.test(body) ? ' ' : '';
  return `${before}${body}${gap}${numbers.map((number) => `:${number}`).join('')}`;
}

function formatContent(content: Content, isWeighted: boolean, isInQuotes: boolean): string {
  switch (content.kind) {
    case 'text':
      return formatText(content.pieces, isWeighted, isInQuotes);
    case 'image':
      return formatFile(content.file, isInQuotes);
    case 'keyframes': {
      const frames = content.frames.map(
        ({ at, parts }) => `${writeNumber(at)}: "${formatParts(parts, true)}"`,
      );
      return `{${frames.join(', ')}}`;
    }
    default:
      return content satisfies never;
  }
}

/** A text whose ends could be taken for the beginning of something else, or for a weight, is escaped there. */
function formatText(pieces: readonly Piece[], isWeighted: boolean, isInQuotes: boolean): string {
  const body = pieces.map((piece) => formatPiece(piece, false, isInQuotes)).join('');
  const head = /^[<{@]/u.test(body) ? '\\' : '';
  const suffix = weightSuffix(body);
  if (!suffix || (suffix.isTime && !isWeighted)) return head + body;
  const tail = body.slice(suffix.index).replaceAll(':', '\\:');
  return head + body.slice(0, suffix.index) + tail;
}

function formatPiece(piece: Piece, isInBrackets: boolean, isInQuotes: boolean): string {
  const inner = (pieces: readonly Piece[]): string =>
    pieces.map((one) => formatPiece(one, true, isInQuotes)).join('');
  switch (piece.kind) {
    case 'words': {
      // A backslash before an ordinary character is an ordinary character.
      const backslashes = piece.text.replace(/\\(?=[\\()[\]{}<>|:@"']|$)/gu, '\\\\');
      const escaped = backslashes.replace(isInBrackets ? /[()[\]|:]/gu : /[()[\]|]/gu, '\\$&');
      return isInQuotes ? escaped.replace(/"/gu, '\\"') : escaped;
    }
    case 'emphasis':
      if (piece.factor === BRACKET_FACTOR) return `(${inner(piece.pieces)})`;
      if (piece.factor === 1 / BRACKET_FACTOR) return `[${inner(piece.pieces)}]`;
      return `(${inner(piece.pieces)}:${writeNumber(piece.factor)})`;
    case 'change':
      return `[${inner(piece.from)}:${inner(piece.to)}:${writeNumber(piece.at)}]`;
    case 'alternation':
      return `[${piece.options.map(inner).join('|')}]`;
    default:
      return piece satisfies never;
  }
}

/** Quoted where the bare name would be two; a name in keyframes has the other quotes. */
function formatFile(file: string, isInQuotes: boolean): string {
  const quote = isInQuotes ? "'" : '"';
  return file.includes('|') ? `@${quote}${file}${quote}` : `@${file}`;
}
