/**
 * @file Cosines between a picture and texts. All vectors have length 1, so a cosine is a dot product.
 */
import { dot } from '../guidance/index.js';

export interface Likeness {
  readonly concept: string;
  readonly cosine: number;
}

/** The concepts, the likest first. */
export function rankConcepts(
  picture: Float32Array,
  vectors: readonly Float32Array[],
  concepts: readonly string[],
): Likeness[] {
  return concepts
    .map((concept, i) => ({ concept, cosine: dot(picture, vectors[i]!) }))
    .sort((a, b) => b.cosine - a.cosine);
}
