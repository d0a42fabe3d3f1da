/** @file Pictures that something is wrong with, made byte by byte for tests. */
import { crc32, deflateSync } from 'node:zlib';

/** Chunks of a PNG between its signature and IEND. */
export function png(...chunks: readonly Buffer[]): Buffer {
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    ...chunks,
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const bytes = Buffer.alloc(body.length + 8);
  bytes.writeUInt32BE(data.length, 0);
  body.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(body), 4 + body.length);
  return bytes;
}

/** The header of an 8-bit RGB picture. */
export function header(width: number, height: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([8, 2, 0, 0, 0], 8);
  return chunk('IHDR', data);
}

/** Rows of one grey. */
export const rows = (width: number, height: number, grey: number): Buffer =>
  chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: height }, () => row(width, grey)))));

const row = (width: number, grey: number): Buffer =>
  Buffer.from([0, ...Array.from({ length: 3 * width }, () => grey)]);

/** A colour profile that is none. */
export const brokenProfile = (): Buffer =>
  chunk('iCCP', Buffer.concat([Buffer.from('icc\0\0', 'latin1'), deflateSync(Buffer.alloc(300, 7))]));
