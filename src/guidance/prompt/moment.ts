/**
 * @file What a prompt says at one moment of the drawing: changes, alternations and keyframes decided, brackets
 * multiplied out, negatives turned round.
 */
import type { Content, Instant, Part, Piece, Region } from './syntax-tree.js';

/** Where a drawing stands. */
export interface Moment {
  /** Steps made so far. */
  readonly iteration: number;
  /** How much of the drawing is done, 0..1: the first step has 0, the last 1. */
  readonly progress: number;
}

/** Words of one strength. */
export interface Chunk {
  readonly text: string;
  readonly factor: number;
}

/** One thing wanted at a moment. */
export interface Wish {
  readonly subject:
    | { readonly kind: 'text'; readonly chunks: readonly Chunk[] }
    | { readonly kind: 'image'; readonly file: string };
  /** Below 0 for what is not wanted. */
  readonly weight: number;
  readonly stop: number | undefined;
  readonly region: Region | undefined;
}

const has = ({ iteration, progress }: Moment, at: Instant): boolean =>
  at < 1 ? progress >= at : iteration >= at;

/** @param standard the weight of a part that has none written */
export function wishesAt(parts: readonly Part[], moment: Moment, standard = 1): Wish[] {
  return parts.flatMap((part) => wishesOfPart(part, part.content, moment, standard));
}

function wishesOfPart(part: Part, content: Content, moment: Moment, standard: number): Wish[] {
  const { region, stop, weight } = part;
  switch (content.kind) {
    case 'text': {
      const chunks = chunksAt(content.pieces, moment);
      if (chunks.every(({ text }) => text.trim() === '')) return [];
      return [{ subject: { kind: 'text', chunks }, weight: weight ?? standard, stop, region }];
    }
    case 'image':
      return [{ subject: content, weight: weight ?? standard, stop, region }];
    case 'keyframes': {
      const frame = content.frames.findLast(({ at }) => has(moment, at));
      if (!frame) return [];
      return wishesAt(frame.parts, moment, 1).map((wish) => ({
        ...wish,
        weight: wish.weight * (weight ?? standard),
        stop: wish.stop ?? stop,
        region: wish.region ?? region,
      }));
    }
    default:
      return content satisfies never;
  }
}

/** Words with their strengths, those of equal strength in one. */
export function chunksAt(pieces: readonly Piece[], moment: Moment): Chunk[] {
  const chunks: Chunk[] = [];
  for (const chunk of spell(pieces, moment, 1)) {
    const last = chunks.at(-1);
    if (last && Math.abs(last.factor - chunk.factor) < 1e-9) {
      chunks[chunks.length - 1] = { text: last.text + chunk.text, factor: last.factor };
    } else chunks.push(chunk);
  }
  return chunks;
}

function spell(pieces: readonly Piece[], moment: Moment, factor: number): Chunk[] {
  return pieces.flatMap((piece): Chunk[] => {
    switch (piece.kind) {
      case 'words':
        return [{ text: piece.text, factor }];
      case 'emphasis':
        return spell(piece.pieces, moment, factor * piece.factor);
      case 'change':
        return spell(has(moment, piece.at) ? piece.to : piece.from, moment, factor);
      case 'alternation':
        return spell(piece.options[moment.iteration % piece.options.length]!, moment, factor);
      default:
        return piece satisfies never;
    }
  });
}
