/**
 * @file Finds each tensor that an architecture needs in a checkpoint's table, under its canonical name, and
 * reports all that does not fit at once, by the names in the file. Nothing is copied: a third of a packed
 * projection is a shorter byte range, and a transposed matrix is only marked.
 */

import type { WeightSource } from '../../compile/index.js';
import { ModelError } from '../model-error.js';
import type { TensorShapes } from '../tower.js';
import type { FoundNaming } from './namings/index.js';
import type { Location } from './namings/naming.js';
import { isWeight, type StoredTensor, type TensorTable, weightSource } from './tensor-table.js';

/** The weights of an encoder by canonical name. */
export interface BoundWeights {
  /** As stored; those in `transposed` have rows and columns exchanged. */
  readonly sources: Readonly<Record<string, WeightSource>>;
  readonly transposed: ReadonlySet<string>;
}

/** One BoundWeights for each of `parts`. Throws one ModelError naming every missing, extra and misshaped tensor. */
export function bindTensors<Part extends string>(
  table: TensorTable,
  naming: FoundNaming,
  parts: Readonly<Record<Part, TensorShapes>>,
): Readonly<Record<Part, BoundWeights>> {
  // A set, as the three thirds of a packed tensor have the same fault.
  const faults = new Set<string>();
  const used = new Set<string>();
  const bind = (shapes: TensorShapes): BoundWeights => {
    const sources: Record<string, WeightSource> = {};
    const transposed = new Set<string>();
    for (const [canonical, shape] of Object.entries(shapes)) {
      const location = naming.locate(canonical);
      used.add(location.name);
      const tensor = table.tensors.get(location.name);
      const fault = faultOf(tensor, location, shape);
      if (fault !== undefined) faults.add(fault);
      else if (tensor) {
        sources[canonical] = weightSource(location.name, cut(tensor, location));
        if (isTransposed(tensor, location)) transposed.add(canonical);
      }
    }
    return { sources, transposed };
  };
  const entries = Object.entries<TensorShapes>(parts).map(([part, shapes]) => [part, bind(shapes)]);
  for (const name of table.tensors.keys()) {
    if (!used.has(name) && !naming.ignores(name)) faults.add(`${name} is not part of this model`);
  }
  if (faults.size > 0) {
    throw new ModelError(table.file, `the tensors do not fit the configuration: ${[...faults].join('; ')}.`);
  }
  return Object.fromEntries(entries) as Record<Part, BoundWeights>;
}

function faultOf(
  tensor: StoredTensor | undefined,
  { name, third, transposed }: Location,
  canonicalShape: readonly number[],
): string | undefined {
  if (!tensor) return `${name} is missing`;
  const [rows = 1, ...columns] = transposed ? canonicalShape.toReversed() : canonicalShape;
  const expected = canonicalShape.length === 0 ? [] : [third === undefined ? rows : 3 * rows, ...columns];
  if (!sameShape(tensor.shape, expected)) {
    return `${name} has the shape [${tensor.shape.join(', ')}] instead of [${expected.join(', ')}]`;
  }
  if (third !== undefined && tensor.turned) {
    return `${name} is stored column by column, so that its query, key and value lie mingled; save it again after .contiguous()`;
  }
  if (!isWeight(tensor.dtype)) return `${name} has dtype ${tensor.dtype}, which no encoder takes`;
  return undefined;
}

/** Turned in the file and turned by its naming is straight again. */
function isTransposed({ turned }: StoredTensor, { transposed }: Location): boolean {
  return turned !== transposed;
}

function cut(tensor: StoredTensor, { third }: Location): StoredTensor {
  if (third === undefined) return tensor;
  const byteLength = tensor.byteLength / 3;
  const [rows = 0, ...columns] = tensor.shape;
  return { ...tensor, offset: tensor.offset + third * byteLength, byteLength, shape: [rows / 3, ...columns] };
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis]);
}
