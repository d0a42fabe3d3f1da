/**
 * @file What a prompt says, as a tree. `docs/prompts.md` explains the grammar by example. Positions are UTF-16 units
 * from the start of the prompt: start included, end not.
 */
import type { LocalText } from '../../parameters/index.js';

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Prompt {
  /** As it was typed. */
  readonly source: string;
  readonly parts: readonly Part[];
  /** What looks like grammar and was taken as text. */
  readonly hints: readonly Hint[];
}

export interface Hint extends Span {
  readonly message: LocalText;
}

/** One thing to draw towards or away from: `<left> a tree:0.8`. */
export interface Part extends Span {
  readonly content: Content;
  /** All of the picture when absent. */
  readonly region?: Region;
  /** As written after `:`; absent where none was written. */
  readonly weight?: number;
  /** Spherical distance θ²/2 (θ the angle between picture and target) below which the part pulls no more. */
  readonly stop?: number;
}

export type Content =
  | { readonly kind: 'text'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'image'; readonly file: string }
  | { readonly kind: 'keyframes'; readonly frames: readonly Keyframe[] };

/** From `at` on, until the next keyframe. */
export interface Keyframe {
  readonly at: Instant;
  readonly parts: readonly Part[];
}

/** Below 1 a share of the drawing; from 1 on a step. */
export type Instant = number;

/** Edges as shares of the picture's width and height, 0..1; or a picture whose light parts are the region. */
export type Region =
  | { readonly kind: 'place'; readonly name: string }
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    }
  | { readonly kind: 'mask'; readonly file: string };

export type Piece = Words | Emphasis | Change | Alternation;

export interface Words extends Span {
  readonly kind: 'words';
  /** Without the backslashes that were written before special characters. */
  readonly text: string;
}

/** `(pieces:factor)`; 1 leaves the words as they are, 0 is as if they were not there. */
export interface Emphasis {
  readonly kind: 'emphasis';
  readonly factor: number;
  readonly pieces: readonly Piece[];
}

/** `[from:to:at]` */
export interface Change {
  readonly kind: 'change';
  readonly from: readonly Piece[];
  readonly to: readonly Piece[];
  readonly at: Instant;
}

/** `[a|b]`: another option each step, in turn. */
export interface Alternation {
  readonly kind: 'alternation';
  readonly options: readonly (readonly Piece[])[];
}

export const promptLimits = { characters: 1000, targets: 32, weight: 10, depth: 20 } as const;

/** A bracket around words without a number makes them this much stronger (round) or weaker (square): A1111's factor. */
export const BRACKET_FACTOR = 1.1;

/** All words of a prompt, whenever they are said. */
export function wordsOf(parts: readonly Part[]): Words[] {
  return parts.flatMap(({ content }) => {
    switch (content.kind) {
      case 'text':
        return wordsOfPieces(content.pieces);
      case 'image':
        return [];
      case 'keyframes':
        return content.frames.flatMap((frame) => wordsOf(frame.parts));
      default:
        return content satisfies never;
    }
  });
}

function wordsOfPieces(pieces: readonly Piece[]): Words[] {
  return pieces.flatMap((piece) => {
    switch (piece.kind) {
      case 'words':
        return [piece];
      case 'emphasis':
        return wordsOfPieces(piece.pieces);
      case 'change':
        return [...wordsOfPieces(piece.from), ...wordsOfPieces(piece.to)];
      case 'alternation':
        return piece.options.flatMap(wordsOfPieces);
      default:
        return piece satisfies never;
    }
  });
}
