/**
 * @file PyTorch's files (`.pt`, `.bin`, torch.save since 1.6 and TorchScript archives) as tables of tensors. The
 * file is a zip archive: `<name>/data.pkl` says which tensors there are, `<name>/data/<key>` holds their bytes,
 * uncompressed, so a tensor is a range of the file and nothing is copied (torch/serialization.py,
 * caffe2/serialize/inline_container.h).
 */

import { withRegularFile } from '../checkpoint/regular-file.js';
import { bytesPerElement, type StoredTensor, type TensorTable } from '../checkpoint/tensor-table.js';
import { ModelError } from '../model-error.js';
import { readExactly } from '../safetensors/header.js';
import { unpickle } from './pickle.js';
import { PickleFault, type PickleValue, type TorchTensor } from './pickle-values.js';
import { namedTensors } from './state-dict.js';
import { callTorch, storageOf } from './torch-globals.js';
import { readZipDirectory, type ZipEntry } from './zip-directory.js';

/** The pickles of the largest CLIPs have some hundred kilobytes. */
const maxPickleBytes = 32 * 1024 * 1024;
/** What a file of PyTorch before 1.6 begins with: a pickle of the number 0x1950a86a20f9469cfc6c. */
const oldMagic = Buffer.from('80028a0a6cfc9c46f9206aa85019', 'hex');

/** Reads the tensors of a file that torch wrote. Throws ModelError, naming file and tensor, for all that is amiss. */
export async function readTorchCheckpoint(file: string): Promise<TensorTable> {
  await refuseOldFormat(file);
  const entries = await readZipDirectory(file);
  const root = rootOf(file, entries);
  await checkByteOrder(file, entries.get(`${root}byteorder`));
  const pickle = await readEntry(file, entries.get(`${root}data.pkl`), maxPickleBytes);
  const tensors = namedTensors(file, contentOf(file, pickle));
  return { file, tensors: locate(file, root, entries, tensors) };
}

/** The folder inside the archive; torch names it after the file. */
function rootOf(file: string, entries: ReadonlyMap<string, ZipEntry>): string {
  const pickles = [...entries.keys()].filter((name) => /^[^/]+\/data\.pkl$/u.test(name));
  const [only] = pickles;
  if (only !== undefined && pickles.length === 1) return only.slice(0, -'data.pkl'.length);
  throw new ModelError(
    file,
    pickles.length > 1
      ? `it is not one PyTorch file, it has ${pickles.join(' and ')}.`
      : 'it is a zip archive, but not of PyTorch: it has no data.pkl.',
  );
}

function contentOf(file: string, pickle: Buffer): PickleValue {
  try {
    return unpickle(pickle, { call: callTorch, persistent: storageOf });
  } catch (error) {
    if (error instanceof PickleFault) {
      throw new ModelError(file, `its data.pkl cannot be read: ${error.message}.`, { cause: error });
    }
    throw error;
  }
}

function locate(
  file: string,
  root: string,
  entries: ReadonlyMap<string, ZipEntry>,
  tensors: ReadonlyMap<string, TorchTensor>,
): ReadonlyMap<string, StoredTensor> {
  const located = new Map<string, StoredTensor>();
  const faults: string[] = [];
  for (const [name, tensor] of tensors) {
    const place = placeOf(tensor, entries.get(`${root}data/${tensor.storage.key}`));
    if (typeof place === 'string') faults.push(`${name} ${place}`);
    else located.set(name, { file, ...place });
  }
  if (faults.length > 0) throw new ModelError(file, `tensors cannot be read: ${listed(faults)}.`);
  return located;
}

/** Where the tensor's bytes lie, or what is wrong with it. */
function placeOf(
  { storage, dtype, offset, shape, strides }: TorchTensor,
  entry: ZipEntry | undefined,
): Omit<StoredTensor, 'file'> | string {
  if (!entry) return `lies in data/${storage.key}, which is missing`;
  if (!entry.stored) return `lies in data/${storage.key}, which is compressed, as torch.save never does`;
  const element = bytesPerElement[dtype];
  const storageBytes = storage.length * (storage.dtype === undefined ? 1 : bytesPerElement[storage.dtype]);
  if (entry.byteLength !== storageBytes) {
    return `lies in data/${storage.key}, which should have ${storageBytes} bytes and has ${entry.byteLength}`;
  }
  const byteLength = shape.reduce((product, extent) => product * extent, element);
  const straight = isRowMajor(shape, strides);
  if (!straight && !(shape.length === 2 && isRowMajor(shape.toReversed(), strides.toReversed()))) {
    return `is a strided view (size ${shape.join('×')}, strides ${strides.join(', ')}), not stored row by row; save it again after .contiguous()`;
  }
  if (!Number.isSafeInteger(byteLength) || offset * element + byteLength > storageBytes) {
    return `of the size ${shape.join('×')} reaches beyond its storage data/${storage.key}`;
  }
  const place = { dtype, shape, offset: entry.offset + offset * element, byteLength };
  return straight ? place : { ...place, turned: true };
}

/** The stride of an axis of length 1 is never used, and a tensor without elements has no order. */
function isRowMajor(shape: readonly number[], strides: readonly number[]): boolean {
  if (shape.includes(0)) return true;
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const extent = shape[axis] ?? 1;
    if (extent !== 1 && strides[axis] !== expected) return false;
    expected *= extent;
  }
  return true;
}

const mostListed = 20;

function listed(faults: readonly string[]): string {
  const rest = faults.length - mostListed;
  return faults.slice(0, mostListed).join('; ') + (rest > 0 ? `; and ${rest} more` : '');
}

async function refuseOldFormat(file: string): Promise<void> {
  const start = await readStart(file, oldMagic.length);
  if (start.equals(oldMagic)) {
    throw new ModelError(
      file,
      "it is in PyTorch's format from before version 1.6, which is not read; load it in Python and save it again with torch.save.",
    );
  }
}

async function checkByteOrder(file: string, entry: ZipEntry | undefined): Promise<void> {
  if (!entry) return;
  const order = (await readEntry(file, entry, 16)).toString('latin1').trim();
  if (order !== 'little')
    throw new ModelError(file, `its byte order is ${JSON.stringify(order)}, not little.`);
}

async function readEntry(file: string, entry: ZipEntry | undefined, mostBytes: number): Promise<Buffer> {
  if (!entry) return Buffer.alloc(0);
  const { name, offset, byteLength, stored } = entry;
  if (!stored) {
    throw new ModelError(
      file,
      `its entry ${name} is compressed, as torch.save never does; save it again with torch.save.`,
    );
  }
  if (byteLength > mostBytes) {
    throw new ModelError(file, `its entry ${name} has ${byteLength} bytes; at most ${mostBytes} are read.`);
  }
  return withRegularFile(file, (handle) => readExactly(handle, file, offset, byteLength));
}

/** Up to `length` bytes. */
function readStart(file: string, length: number): Promise<Buffer> {
  return withRegularFile(file, async (handle) => {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  });
}
