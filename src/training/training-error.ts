/** @file What can go wrong with data and training, as one sentence: what, where, what would be right. */
export class TrainingError extends Error {
  override readonly name = 'TrainingError';
}
