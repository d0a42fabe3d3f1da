/**
 * @file The named tensors in what a pickle holds: a dict of tensors as it is, the one inside a training checkpoint,
 * or the parameters and buffers of a TorchScript module, named by their path as torch's `state_dict()` does.
 */

import { ModelError } from '../model-error.js';
import { kindOf, PickleDict, PickleObject, type PickleValue, TorchTensor } from './pickle-values.js';

/** Where training programs put a model's tensors beside their own state, in the order of looking. */
const stateKeys = ['state_dict', 'model_state_dict', 'model'] as const;

/** Beyond these it is no model: parts that share parts could be walked for ever. */
const deepest = 64;
const mostVisits = 100_000;

/** Throws ModelError where there are none. */
export function namedTensors(file: string, content: PickleValue): ReadonlyMap<string, TorchTensor> {
  const tensors = new Map<string, TorchTensor>();
  let visits = 0;
  const walk = (value: PickleValue, path: string, depth: number): void => {
    if (value instanceof TorchTensor) tensors.set(path, value);
    const children = childrenOf(value);
    visits += children?.size ?? 0;
    if (children && (depth > deepest || visits > mostVisits)) {
      throw new ModelError(file, 'its data.pkl is nested beyond any model.');
    }
    for (const [key, child] of children ?? []) {
      if (typeof key !== 'string' && typeof key !== 'number') continue;
      walk(child, path === '' ? String(key) : `${path}.${key}`, depth + 1);
    }
  };
  walk(stateOf(content), '', 0);
  if (tensors.size === 0 || tensors.has('')) {
    throw new ModelError(file, `it holds ${kindOf(content)}, not a dict of named tensors.`);
  }
  return tensors;
}

function stateOf(content: PickleValue): PickleValue {
  if (!(content instanceof PickleDict)) return content;
  for (const key of stateKeys) {
    const state = content.entries.get(key);
    if (state instanceof PickleDict || state instanceof PickleObject) return state;
  }
  return content;
}

function childrenOf(value: PickleValue): ReadonlyMap<PickleValue, PickleValue> | undefined {
  if (value instanceof PickleDict) return value.entries;
  if (value instanceof PickleObject) return childrenOf(value.attributes);
  return undefined;
}
