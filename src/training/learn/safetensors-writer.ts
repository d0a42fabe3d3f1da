/**
 * @file Tensors to the bytes of a safetensors file (huggingface/safetensors, "Format"): length of the header, header,
 * data. fp16 where a model is stored, fp32 where a training goes on.
 */
import { endianness } from 'node:os';

export interface NamedTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

const littleEndian = endianness() === 'LE';

export type StoredAs = 'F16' | 'F32';

/** @param metadata texts that stand in the header */
export function encodeSafetensors(
  tensors: Readonly<Record<string, NamedTensor>>,
  storage: StoredAs,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const width = storage === 'F16' ? 2 : 4;
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    const end = offset + data.length * width;
    header[name] = { dtype: storage, shape, data_offsets: [offset, end] };
    offset = end;
  }
  const text = JSON.stringify(header);
  const head = Buffer.from(
    text.padEnd(Math.ceil(Buffer.byteLength(text) / 8) * 8 - (Buffer.byteLength(text) - text.length)),
  );
  const bytes = new Uint8Array(8 + head.length + offset);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(head.length), true);
  bytes.set(head, 8);
  let at = 8 + head.length;
  for (const { data } of Object.values(tensors)) {
    if (storage === 'F32' && littleEndian) {
      bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
      at += data.byteLength;
      continue;
    }
    for (const value of data) {
      if (storage === 'F16') view.setUint16(at, toHalf(value), true);
      else view.setFloat32(at, value, true);
      at += width;
    }
  }
  return bytes;
}

const single = new Float32Array(1);
const singleBits = new Uint32Array(single.buffer);

/** IEEE 754 binary32 to binary16, to nearest, ties to even; what is too large becomes infinite. */
function toHalf(value: number): number {
  single[0] = value;
  const bits = singleBits[0]!;
  const sign = (bits >>> 16) & 0x8000;
  const exponent = (bits >>> 23) & 0xff;
  const fraction = bits & 0x7fffff;
  if (exponent === 255) return sign | 0x7c00 | (fraction === 0 ? 0 : 0x200);
  const unbiased = exponent - 112;
  if (unbiased >= 31) return sign | 0x7c00;
  if (unbiased <= 0) {
    if (unbiased < -10) return sign;
    return sign | rounded((fraction | 0x800000) >>> 0, 14 - unbiased);
  }
  return sign | rounded((unbiased << 23) | fraction, 13);
}

/** `bits >> shift`, to nearest, ties to even. */
function rounded(bits: number, shift: number): number {
  const kept = bits >>> shift;
  const rest = bits & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept;
}
