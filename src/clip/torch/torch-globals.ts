/**
 * @file The classes and functions that PyTorch's files name, and what each gives here: a table, not an import.
 * A pickle that names anything else is refused with that name.
 */

import type { TensorDtype } from '../checkpoint/tensor-table.js';
import {
  kindOf,
  PickleDict,
  PickleFault,
  type PickleGlobal,
  PickleObject,
  PickleSequence,
  type PickleValue,
  TorchStorage,
  TorchTensor,
} from './pickle-values.js';

/** torch/storage.py; `undefined` for storages that are bytes and leave the dtype to the tensor. */
const storageDtypes: Readonly<Record<string, TensorDtype | undefined>> = {
  'torch.FloatStorage': 'F32',
  'torch.HalfStorage': 'F16',
  'torch.BFloat16Storage': 'BF16',
  'torch.DoubleStorage': 'F64',
  'torch.LongStorage': 'I64',
  'torch.IntStorage': 'I32',
  'torch.ShortStorage': 'I16',
  'torch.CharStorage': 'I8',
  'torch.ByteStorage': 'U8',
  'torch.BoolStorage': 'BOOL',
  'torch.storage.UntypedStorage': undefined,
};

/** Dtypes by their names in torch, as `_rebuild_tensor_v3` has them. */
const dtypes: Readonly<Record<string, TensorDtype>> = {
  'torch.float32': 'F32',
  'torch.float16': 'F16',
  'torch.bfloat16': 'BF16',
  'torch.float64': 'F64',
  'torch.int64': 'I64',
  'torch.int32': 'I32',
  'torch.int16': 'I16',
  'torch.int8': 'I8',
  'torch.uint8': 'U8',
  'torch.bool': 'BOOL',
  'torch.float8_e5m2': 'F8_E5M2',
  'torch.float8_e4m3fn': 'F8_E4M3',
};

type Call = (args: readonly PickleValue[]) => PickleValue;

const first: Call = ([value = null]) => value;

const calls: Readonly<Record<string, Call>> = {
  'collections.OrderedDict': emptyDict,
  'builtins.dict': emptyDict,
  'torch.Size': first,
  'torch._utils._rebuild_tensor': rebuildTensor,
  'torch._utils._rebuild_tensor_v2': rebuildTensor,
  'torch._utils._rebuild_tensor_v3': rebuildTypedTensor,
  'torch._utils._rebuild_parameter': first,
  'torch._utils._rebuild_parameter_with_state': first,
  'torch._tensor._rebuild_from_type_v2': ([inner, , args]) => rebuildFromType(inner, args),
  'torch.nn.parameter.Parameter': first,
  // TorchScript's typed lists and its note of a container's type (torch/jit/_pickle.py).
  'torch.jit._pickle.build_intlist': first,
  'torch.jit._pickle.build_doublelist': first,
  'torch.jit._pickle.build_boollist': first,
  'torch.jit._pickle.build_tensorlist': first,
  'torch.jit._pickle.restore_type_tag': first,
};

/** What a pickled call gives. Throws PickleFault naming whatever is not in the table. */
export function callTorch({ path }: PickleGlobal, args: readonly PickleValue[]): PickleValue {
  // A TorchScript module. Its class's code lies in the archive too and is not looked at.
  if (path.startsWith('__torch__.') && args.length === 0) return new PickleObject();
  const call = Object.hasOwn(calls, path) ? calls[path] : undefined;
  if (call) return call(args);
  throw new PickleFault(`it would call ${path}, and nothing but tensors is read from a pickle`);
}

/** `('storage', <class>, <key>, <device>, <length>)`, torch/serialization.py. Throws PickleFault. */
export function storageOf(id: PickleValue): TorchStorage {
  const [tag, type, key, , length] = id instanceof PickleSequence ? id.items : [];
  const path = kindOf(type);
  if (tag !== 'storage' || typeof key !== 'string' || !isSize(length)) {
    throw new PickleFault('it refers to something outside that is not a storage');
  }
  if (!Object.hasOwn(storageDtypes, path)) throw new PickleFault(`it has a storage of the type ${path}`);
  return new TorchStorage(key, storageDtypes[path], length);
}

function emptyDict(args: readonly PickleValue[]): PickleDict {
  if (args.length > 0) throw new PickleFault('it makes a dict out of a list of pairs');
  return new PickleDict();
}

/** `(storage, offset, size, strides, …)`; what follows are flags of training. */
function rebuildTensor([storage, offset, shape, strides]: readonly PickleValue[]): TorchTensor {
  if (!(storage instanceof TorchStorage)) throw new PickleFault(`it makes a tensor of ${kindOf(storage)}`);
  if (storage.dtype === undefined) throw new PickleFault('it has a tensor of untyped bytes');
  return makeTensor(storage, storage.dtype, offset, shape, strides);
}

/** `(storage, offset, size, strides, requires_grad, hooks, dtype, …)`, for dtypes without a storage class. */
function rebuildTypedTensor(args: readonly PickleValue[]): TorchTensor {
  const [storage, offset, shape, strides, , , dtype] = args;
  if (!(storage instanceof TorchStorage)) throw new PickleFault(`it makes a tensor of ${kindOf(storage)}`);
  const path = kindOf(dtype);
  const known = Object.hasOwn(dtypes, path) ? dtypes[path] : undefined;
  if (!known) throw new PickleFault(`it has a tensor of the unknown dtype ${path}`);
  return makeTensor(storage, known, offset, shape, strides);
}

/** A tensor with attributes of its own: `inner` makes it out of `args`, the attributes do not matter. */
function rebuildFromType(inner: PickleValue | undefined, args: PickleValue | undefined): PickleValue {
  const path = kindOf(inner);
  const isTensor = path.startsWith('torch._utils._rebuild_tensor') && Object.hasOwn(calls, path);
  if (!isTensor || !(args instanceof PickleSequence)) {
    throw new PickleFault(`it would call ${path}, and nothing but tensors is read from a pickle`);
  }
  return calls[path]?.(args.items) ?? null;
}

function makeTensor(
  storage: TorchStorage,
  dtype: TensorDtype,
  offset: PickleValue | undefined,
  shape: PickleValue | undefined,
  strides: PickleValue | undefined,
): TorchTensor {
  const extents = sizes(shape);
  const steps = sizes(strides);
  if (!isSize(offset) || extents.length !== steps.length) {
    throw new PickleFault('it has a tensor whose size and strides do not fit together');
  }
  return new TorchTensor(storage, dtype, offset, extents, steps);
}

const mostAxes = 16;

function sizes(value: PickleValue | undefined): number[] {
  const items = value instanceof PickleSequence ? value.items : undefined;
  if (!items || items.length > mostAxes || !items.every(isSize)) {
    throw new PickleFault('it has a tensor whose size is not a few whole numbers');
  }
  return [...items];
}

function isSize(value: PickleValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
