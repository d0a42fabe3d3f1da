/** @file A drawing's state to the bytes of a checkpoint. The same state gives the same bytes. */
import { crc32 } from 'node:zlib';
import type { DrawingState } from '../../session/index.js';
import { programVersion, type Recipe } from '../recipe.js';
import { aligned, CHECKPOINT_VERSION, CRC_BYTES, HEAD_BYTES, type Header, MAGIC, typeOf } from './layout.js';

/** @param model whose guidance the moments remember */
export function encodeCheckpoint({ facts, arrays }: DrawingState, model: Recipe['model']): Buffer {
  const entries = Object.entries(arrays);
  const header: Header = {
    program: programVersion(),
    model,
    facts: facts as Header['facts'],
    arrays: entries.map(([name, array]) => ({ name, type: typeOf(array), length: array.length })),
  };
  const json = Buffer.from(JSON.stringify(header));
  let end = HEAD_BYTES + json.length;
  const places = entries.map(([, { byteLength }]) => {
    const from = aligned(end);
    end = from + byteLength;
    return from;
  });
  const bytes = Buffer.alloc(end + CRC_BYTES);
  bytes.write(MAGIC, 'latin1');
  bytes.writeUInt32LE(CHECKPOINT_VERSION, 8);
  bytes.writeUInt32LE(json.length, 12);
  json.copy(bytes, HEAD_BYTES);
  entries.forEach(([, array], i) => {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), places[i]!);
  });
  bytes.writeUInt32LE(crc32(bytes.subarray(0, end)), end);
  return bytes;
}
