/** @file The bytes of a checkpoint back to a drawing's state; trusts nothing about them. */
import { crc32 } from 'node:zlib';
import { describeIssue } from '../../parameters/index.js';
import type { DrawingState, StateArray } from '../../session/index.js';
import { ArtworkError } from '../artwork-error.js';
import type { Recipe } from '../recipe.js';
import {
  aligned,
  arrayTypes,
  CHECKPOINT_VERSION,
  CRC_BYTES,
  HEAD_BYTES,
  type Header,
  headerSchema,
  MAGIC,
  MOST_HEADER_BYTES,
} from './layout.js';

export interface Checkpoint {
  readonly state: DrawingState;
  /** The model that guided it. */
  readonly model: Recipe['model'];
}

/**
 * @param file named in the messages
 * @throws ArtworkError saying what is wrong: not a checkpoint, of another version, cut off or damaged, of settings
 * this program cannot draw
 */
export function decodeCheckpoint(bytes: Buffer, file: string): Checkpoint {
  const refuse = (what: string): never => {
    throw new ArtworkError(`${file}: ${what}`);
  };
  if (bytes.subarray(0, MAGIC.length).toString('latin1') !== MAGIC) {
    return refuse('this is not a checkpoint of Atelier.');
  }
  if (bytes.length < HEAD_BYTES + CRC_BYTES) return refuse('the checkpoint is cut off.');
  const version = bytes.readUInt32LE(8);
  if (version !== CHECKPOINT_VERSION) {
    return refuse(
      `the checkpoint has format version ${version}, this program reads ${CHECKPOINT_VERSION}; go on with the version of Atelier that wrote it.`,
    );
  }
  const end = bytes.length - CRC_BYTES;
  const headerBytes = bytes.readUInt32LE(12);
  if (headerBytes > Math.min(MOST_HEADER_BYTES, end - HEAD_BYTES))
    return refuse('the checkpoint is cut off.');
  if (crc32(bytes.subarray(0, end)) !== bytes.readUInt32LE(end)) {
    return refuse('the checkpoint is cut off or damaged, its checksum does not fit.');
  }
  const header = headerSchema.safeParse(parse(bytes.subarray(HEAD_BYTES, HEAD_BYTES + headerBytes)));
  if (!header.success) {
    return refuse(`${describeIssue(header.error.issues[0]!, 'the header')}.`);
  }
  const { facts, model, arrays } = header.data;
  const state = { facts, arrays: readArrays(bytes, HEAD_BYTES + headerBytes, end, arrays, refuse) };
  return { state, model };
}

function readArrays(
  bytes: Buffer,
  start: number,
  end: number,
  entries: Header['arrays'],
  refuse: (what: string) => never,
): Record<string, StateArray> {
  let at = start;
  const arrays: Record<string, StateArray> = {};
  for (const { name, type, length } of entries) {
    const Type = arrayTypes[type];
    const from = aligned(at);
    at = from + length * Type.BYTES_PER_ELEMENT;
    if (at > end) refuse(`the checkpoint ends within “${name}”.`);
    // A copy: a Buffer rarely begins where the numbers could be read in place.
    arrays[name] = new Type(Uint8Array.from(bytes.subarray(from, at)).buffer);
  }
  if (at !== end) refuse('the checkpoint holds more than its header says.');
  return arrays;
}

function parse(json: Buffer): unknown {
  try {
    return JSON.parse(json.toString('utf8'));
  } catch {
    return undefined;
  }
}
