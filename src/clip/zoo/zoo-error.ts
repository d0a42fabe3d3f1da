/** @file What goes wrong with getting and keeping models, in one sentence for the person at the keyboard. */

export class ZooError extends Error {
  override readonly name = 'ZooError';
}
