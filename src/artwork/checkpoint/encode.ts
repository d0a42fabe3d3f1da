/**
 * @file A drawing's state to the bytes of a checkpoint, piece by piece: at 4K a whole one beside its state would take
 * 300 MB. The same state gives the same bytes.
 */
import { crc32 } from 'node:zlib';
import type { DrawingState } from '../../session/index.js';
import { programVersion, type Recipe } from '../recipe.js';
import { aligned, CHECKPOINT_VERSION, CRC_BYTES, HEAD_BYTES, type Header, MAGIC, typeOf } from './layout.js';

/** @param model whose guidance the moments remember */
export function* encodeCheckpoint(
  { facts, arrays }: DrawingState,
  model: Recipe['model'],
): Generator<Uint8Array> {
  const entries = Object.entries(arrays);
  const header: Header = {
    program: programVersion(),
    model,
    facts: facts as Header['facts'],
    arrays: entries.map(([name, array]) => ({ name, type: typeOf(array), length: array.length })),
  };
  const json = Buffer.from(JSON.stringify(header));
  const head = Buffer.alloc(HEAD_BYTES);
  head.write(MAGIC, 'latin1');
  head.writeUInt32LE(CHECKPOINT_VERSION, 8);
  head.writeUInt32LE(json.length, 12);
  let [at, sum] = [0, 0];
  for (const piece of [head, json, ...entries.map(([, array]) => array)]) {
    const bytes = new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength);
    const gap = piece === head || piece === json ? 0 : aligned(at) - at;
    for (const part of [new Uint8Array(gap), bytes]) {
      // An empty array that came from a worker has no address, and zlib's checksum of nothing at no address begins anew.
      if (part.length === 0) continue;
      sum = crc32(part, sum);
      at += part.length;
      yield part;
    }
  }
  const crc = Buffer.alloc(CRC_BYTES);
  crc.writeUInt32LE(sum);
  yield crc;
}
