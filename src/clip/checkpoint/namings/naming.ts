/**
 * @file What a naming is. Inside, a tensor has one canonical name: open_clip's, with the query, key and value
 * projections of an attention apart (`attn.q_proj.weight` …). A naming says where a file keeps each of them.
 * It maps from the canonical name to the file's, never back, so a missing tensor is reported by the name that
 * the file should have.
 */

/** Where a file keeps a canonical tensor. */
export interface Location {
  /** Name in the file. */
  readonly name: string;
  /** The tensor is this third of the rows: query, key, value of PyTorch's packed projection. */
  readonly third?: 0 | 1 | 2;
  /** The file has the matrix with rows and columns exchanged. */
  readonly transposed?: true;
}

export interface Naming {
  /**
   * Names of which every checkpoint of this naming has at least one. What stands before it in the file
   * ("module.", "model.") stands before all names.
   */
  readonly landmarks: readonly string[];
  /** @param names the file's names, without what stands before all of them */
  locate(canonical: string, names: ReadonlySet<string>): Location;
  /** Tensors that belong to such checkpoints but to no encoder: buffers, the temperature, unused poolers. */
  readonly ignored: RegExp;
}

/** The third of a packed projection that a letter stands for. */
export const thirds: Readonly<Record<string, 0 | 1 | 2>> = { q: 0, k: 1, v: 2 };
