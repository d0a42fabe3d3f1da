/**
 * @file Reads the header of a `.safetensors` file: which tensors it holds and where their bytes lie.
 *
 * Layout (huggingface/safetensors, "Format"): 8 bytes little-endian header length N, N bytes of JSON,
 * then the data. Each entry gives dtype, shape and [begin, end) within the data; entries cover the data
 * without gap or overlap. Only the 8 + N bytes are read. A file is untrusted: every fault is a ModelError.
 */

import type { FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { describeIssue } from '../../parameters/index.js';
import { checkContainers } from '../checkpoint/json-file.js';
import { withRegularFile } from '../checkpoint/regular-file.js';
import {
  bytesPerElement,
  type StoredTensor,
  type TensorDtype,
  type TensorTable,
} from '../checkpoint/tensor-table.js';
import { ModelError } from '../model-error.js';

export interface SafetensorsHeader extends TensorTable {
  readonly metadata: ReadonlyMap<string, string>;
}

/** The format's own bound on the header (its reference reader refuses longer ones too). */
const maxHeaderBytes = 100_000_000;
/**
 * Parsed, a header takes several times its length in memory. Beyond a megabyte, thousands of tensors, it may be
 * a tenth of the file at most; in checkpoints it is a thousandth.
 */
const freeHeaderBytes = 1_000_000;
const mostOfFile = 0.1;

const size = z.int().nonnegative();
const entrySchema = z.strictObject({
  dtype: z.string(),
  shape: z.array(size).max(16),
  data_offsets: z.tuple([size, size]),
});
const metadataSchema = z.record(z.string(), z.string());
const objectSchema = z.record(z.string(), z.unknown());

/** Reads and checks the header of `file`. Throws ModelError for anything that is not a whole, valid file. */
export async function readSafetensorsHeader(file: string): Promise<SafetensorsHeader> {
  return withRegularFile(file, async (handle) => {
    const { size: fileBytes } = await handle.stat();
    const { json, dataStart } = await readHeaderText(handle, file, fileBytes);
    return parseHeader(file, json, dataStart, fileBytes);
  });
}

async function readHeaderText(handle: FileHandle, file: string, fileBytes: number) {
  if (fileBytes === 0) throw new ModelError(file, 'the file is empty.');
  if (fileBytes < 8) {
    throw new ModelError(
      file,
      `the file is cut off: ${fileBytes} bytes are too few for a safetensors header.`,
    );
  }
  const prefix = await readExactly(handle, file, 0, 8);
  const headerBytes = Number(prefix.readBigUInt64LE(0));
  if (headerBytes > maxHeaderBytes) {
    throw new ModelError(
      file,
      `this is not a safetensors file: it announces a header of ${headerBytes} bytes, more than the format's ${maxHeaderBytes}.`,
    );
  }
  if (headerBytes > fileBytes - 8) {
    throw new ModelError(
      file,
      `the file is cut off: its header should be ${headerBytes} bytes long, but only ${fileBytes - 8} follow.`,
    );
  }
  if (headerBytes > Math.max(freeHeaderBytes, mostOfFile * fileBytes)) {
    throw new ModelError(
      file,
      `its header of ${headerBytes} bytes is most of the file of ${fileBytes}; that is no checkpoint.`,
    );
  }
  const bytes = await readExactly(handle, file, 8, headerBytes);
  checkContainers(file, bytes);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ModelError(file, 'the header is not valid UTF-8 text.', { cause: error });
  }
  return { json: text, dataStart: 8 + headerBytes };
}

/** Reads `length` bytes at `offset`, or says that the file ended early. */
export async function readExactly(handle: FileHandle, file: string, offset: number, length: number) {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
    if (bytesRead === 0) {
      throw new ModelError(
        file,
        `the file ends before byte ${offset + length}, up to which it should reach.`,
      );
    }
    done += bytesRead;
  }
  return bytes;
}

function parseHeader(file: string, json: string, dataStart: number, fileBytes: number): SafetensorsHeader {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (error) {
    throw new ModelError(file, 'the header is not valid JSON.', { cause: error });
  }
  const object = objectSchema.safeParse(parsed);
  if (!object.success || Array.isArray(parsed)) {
    throw new ModelError(file, 'the header is not a JSON object of tensors.');
  }
  const tensors = new Map<string, StoredTensor>();
  let metadata = new Map<string, string>();
  for (const [name, value] of Object.entries(object.data)) {
    if (name === '__metadata__') metadata = parseMetadata(file, value);
    else tensors.set(name, parseEntry(file, name, value, dataStart));
  }
  checkCoverage(file, tensors, dataStart, fileBytes);
  return { file, tensors, metadata };
}

function parseMetadata(file: string, value: unknown): Map<string, string> {
  const metadata = metadataSchema.safeParse(value);
  if (!metadata.success)
    throw new ModelError(file, 'the header\'s "__metadata__" is not an object of texts.');
  return new Map(Object.entries(metadata.data));
}

function parseEntry(file: string, name: string, value: unknown, dataStart: number): StoredTensor {
  const label = `tensor ${JSON.stringify(name)}`;
  const entry = entrySchema.safeParse(value);
  if (!entry.success) {
    const fault = describeIssue(entry.error.issues[0]!, 'its entry');
    throw new ModelError(file, `${label} is described wrongly, ${fault}.`);
  }
  const { dtype, shape, data_offsets: offsets } = entry.data;
  if (!isDtype(dtype)) throw new ModelError(file, `${label} has the unknown dtype ${JSON.stringify(dtype)}.`);
  const byteLength = shape.reduce((product, extent) => product * extent, bytesPerElement[dtype]);
  if (!Number.isSafeInteger(byteLength)) {
    throw new ModelError(file, `${label} has the impossible shape [${shape.join(', ')}].`);
  }
  const [begin, end] = offsets;
  if (end - begin !== byteLength) {
    throw new ModelError(
      file,
      `${label} of dtype ${dtype} and shape [${shape.join(', ')}] needs ${byteLength} bytes, but its offsets ${begin}..${end} give ${end - begin}.`,
    );
  }
  return { file, offset: dataStart + begin, byteLength, dtype, shape };
}

function isDtype(dtype: string): dtype is TensorDtype {
  return Object.hasOwn(bytesPerElement, dtype);
}

/** The tensors, by offset, must cover the data exactly: in range, no gap, no overlap, nothing left over. */
function checkCoverage(
  file: string,
  tensors: ReadonlyMap<string, StoredTensor>,
  dataStart: number,
  fileBytes: number,
): void {
  const ordered = [...tensors].sort(([, a], [, b]) => a.offset - b.offset || a.byteLength - b.byteLength);
  let next = dataStart;
  for (const [name, entry] of ordered) {
    const label = `tensor ${JSON.stringify(name)}`;
    const end = entry.offset + entry.byteLength;
    if (end > fileBytes) {
      throw new ModelError(file, `the file is cut off: ${label} ends at byte ${end} of ${fileBytes}.`);
    }
    if (entry.offset < next) throw new ModelError(file, `${label} overlaps the tensor before it.`);
    if (entry.offset > next) {
      throw new ModelError(file, `${entry.offset - next} bytes before ${label} belong to no tensor.`);
    }
    next = end;
  }
  if (next !== fileBytes) {
    throw new ModelError(file, `${fileBytes - next} bytes at the end of the file belong to no tensor.`);
  }
}
