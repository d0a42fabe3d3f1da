/** @file Compares the tensors a file holds with those the architecture needs, and reports all faults at once. */

import { ModelError } from '../model-error.js';
import type { SafetensorsHeader } from '../safetensors/header.js';
import type { TensorShapes } from '../tower.js';

/** Tensors of CLIP as a whole, which drawing does not use: the learnt temperature and SigLIP's bias. */
const optionalTensors: TensorShapes = { logit_scale: [], logit_bias: [] };

/** Throws one ModelError that names every missing, extra and wrongly shaped tensor. */
export function checkTensors(header: SafetensorsHeader, needed: TensorShapes): void {
  const faults: string[] = [];
  for (const [name, shape] of Object.entries(needed)) {
    const entry = header.tensors.get(name);
    if (!entry) faults.push(`${name} is missing`);
    else if (!sameShape(entry.shape, shape)) faults.push(wrongShape(name, entry.shape, shape));
  }
  for (const [name, entry] of header.tensors) {
    if (Object.hasOwn(needed, name)) continue;
    if (!Object.hasOwn(optionalTensors, name)) faults.push(`${name} is not part of this model`);
    else if (entry.shape.some((extent) => extent !== 1)) faults.push(wrongShape(name, entry.shape, []));
  }
  if (faults.length > 0) {
    throw new ModelError(header.file, `the tensors do not fit the configuration: ${faults.join('; ')}.`);
  }
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis]);
}

function wrongShape(name: string, found: readonly number[], expected: readonly number[]): string {
  return `${name} has the shape [${found.join(', ')}] instead of [${expected.join(', ')}]`;
}
