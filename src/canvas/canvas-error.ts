/** @file What a canvas cannot be made from, as one sentence: what is missing or wrong, and what would be right. */
export class CanvasError extends Error {
  override readonly name = 'CanvasError';
}
