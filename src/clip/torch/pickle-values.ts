/** @file What the pickle reader can make of a pickle: plain data and, of PyTorch, storages and tensors. */

import type { TensorDtype } from '../checkpoint/tensor-table.js';

/** A number or a text, or one of the classes below. A list or tuple is a PickleSequence, so that it can be told. */
export type PickleValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | PickleSequence
  | PickleDict
  | PickleObject
  | PickleGlobal
  | TorchStorage
  | TorchTensor;

/** A list or a tuple. */
export class PickleSequence {
  readonly items: PickleValue[];
  constructor(items: PickleValue[]) {
    this.items = items;
  }
}

const noEntries: ReadonlyMap<PickleValue, PickleValue> = new Map();

/** A dict or OrderedDict. An empty one takes next to no memory, as pickles can have very many. */
export class PickleDict {
  #entries: Map<PickleValue, PickleValue> | undefined;

  get entries(): ReadonlyMap<PickleValue, PickleValue> {
    return this.#entries ?? noEntries;
  }

  set(key: PickleValue, value: PickleValue): void {
    this.#entries ??= new Map();
    this.#entries.set(key, value);
  }
}

/** A TorchScript module: its class is only a name to us, its attributes are data. */
export class PickleObject {
  attributes: PickleValue = null;
}

/** A class or function by name. It is looked up in our own table; nothing is imported. */
export class PickleGlobal {
  readonly path: string;
  constructor(path: string) {
    this.path = path;
  }
}

/** The bytes under a tensor: an entry `data/<key>` of the archive. */
export class TorchStorage {
  readonly key: string;
  /** undefined: bytes whose type each tensor says. */
  readonly dtype: TensorDtype | undefined;
  /** In elements of `dtype`, or in bytes. */
  readonly length: number;
  constructor(key: string, dtype: TensorDtype | undefined, length: number) {
    this.key = key;
    this.dtype = dtype;
    this.length = length;
  }
}

/** A view of a storage. Offset and strides count elements. */
export class TorchTensor {
  readonly storage: TorchStorage;
  readonly dtype: TensorDtype;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  constructor(
    storage: TorchStorage,
    dtype: TensorDtype,
    offset: number,
    shape: readonly number[],
    strides: readonly number[],
  ) {
    this.storage = storage;
    this.dtype = dtype;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }
}

/** A pickle that cannot be read. Whoever knows the file makes a ModelError of it. */
export class PickleFault extends Error {
  override readonly name = 'PickleFault';
}

/** How a value is named in a sentence. */
export function kindOf(value: PickleValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'None';
  if (value instanceof PickleGlobal) return value.path;
  if (typeof value === 'object') return kinds.get(value.constructor) ?? 'bytes';
  return typeof value;
}

const kinds = new Map<unknown, string>([
  [PickleSequence, 'a list'],
  [PickleDict, 'a dict'],
  [PickleObject, 'a module'],
  [TorchStorage, 'a storage'],
  [TorchTensor, 'a tensor'],
]);
