/** @file What can go wrong when quality is measured, as one sentence: what, where, what would be right. */
export class QualityError extends Error {
  override readonly name = 'QualityError';
}
