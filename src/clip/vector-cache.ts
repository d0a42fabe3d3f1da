/** @file A bounded memory of text vectors: the least recently used goes first. */

export class VectorCache {
  readonly #capacity: number;
  /** A Map keeps the order of insertion, so the first key is the least recently used. */
  readonly #vectors = new Map<string, Float32Array>();

  /** @param capacity texts kept at most, ≥ 1 */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(text: string): Float32Array | undefined {
    const vector = this.#vectors.get(text);
    if (vector) this.set(text, vector);
    return vector;
  }

  set(text: string, vector: Float32Array): void {
    this.#vectors.delete(text);
    this.#vectors.set(text, vector);
    if (this.#vectors.size > this.#capacity) {
      const [oldest] = this.#vectors.keys();
      if (oldest !== undefined) this.#vectors.delete(oldest);
    }
  }
}
