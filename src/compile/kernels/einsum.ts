/** @file Einstein summation. The letters of each operand follow its memory order, so none is moved here. */

import type { EinsumAttrs } from '@tensorflow/tfjs-core';
import { backend_util } from '@tensorflow/tfjs-core';
import { full, type Value, wireValue } from '../record/value.js';
import { type KernelRow, row } from './row.js';

const physicalLetters = (letters: string, value: Value) => value.order.map((axis) => letters[axis]!).join('');

export const einsumKernels = {
  Einsum: row<EinsumAttrs>((call, { equation }) => {
    const values = call.list().map((value) => full(call.graph, value));
    backend_util.decodeEinsumEquation(equation, values.length);
    const [left, right] = equation.replaceAll(' ', '').split('->') as [string, string];
    const terms = left.split(',');
    const sizes = new Map(
      values.flatMap((value, i) => value.shape.map((size, axis) => [terms[i]![axis]!, size] as const)),
    );
    const physical = values.map((value, i) => physicalLetters(terms[i]!, value));
    const wire = call.graph.one(
      'Einsum',
      values.map((value) => value.wire),
      { shape: [...right].map((letter) => sizes.get(letter)!), type: values[0]!.wire.type },
      { attributes: { equation: { string: `${physical.join(',')}->${right}` } } },
    );
    return wireValue(wire, values[0]!.dtype);
  }),
} satisfies Record<string, KernelRow>;
