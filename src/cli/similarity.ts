/**
 * @file Cosines between a picture and texts. All vectors have length 1, so a cosine is a dot product.
 */
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

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
