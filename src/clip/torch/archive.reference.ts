/**
 * @file For tests: writes zip archives by hand, honest and dishonest ones, and pickles out of single instructions.
 * Written from PKWARE's APPNOTE alone, so it is a second opinion on the reader.
 */

import { crc32 } from 'node:zlib';

export interface ArchiveEntry {
  readonly name: string;
  readonly bytes: Buffer;
  /** What the directory says in place of the truth. */
  readonly claims?: { readonly method?: number; readonly size?: number; readonly offset?: number };
}

/** A stored archive; with `zip64` all sizes, offsets and counts stand in the 64-bit fields alone. */
export function writeArchive(entries: readonly ArchiveEntry[], { zip64 = false } = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let position = 0;
  const add = (part: Buffer): void => {
    parts.push(part);
    position += part.length;
  };
  for (const { name, bytes, claims = {} } of entries) {
    const size = claims.size ?? bytes.length;
    const offset = claims.offset ?? position;
    const label = Buffer.from(name);
    const common = (extra: number) => [
      ...u16(zip64 ? 45 : 20, 0x0800, claims.method ?? 0, 0, 0),
      ...u32(crc32(bytes)),
      ...u32(zip64 ? 0xffffffff : size, zip64 ? 0xffffffff : size),
      ...u16(label.length, extra),
    ];
    const localExtra = zip64 ? Buffer.from([...u16(1, 16), ...u64(size, size)]) : Buffer.alloc(0);
    const extra = zip64 ? Buffer.from([...u16(1, 24), ...u64(size, size, offset)]) : Buffer.alloc(0);
    directory.push(
      Buffer.from([...u32(0x02014b50), ...u16(45), ...common(extra.length)]),
      Buffer.from([...u16(0, 0, 0), ...u32(0, zip64 ? 0xffffffff : offset)]),
      label,
      extra,
    );
    add(Buffer.from([...u32(0x04034b50), ...common(localExtra.length)]));
    add(label);
    add(localExtra);
    add(bytes);
  }
  const start = position;
  for (const part of directory) add(part);
  const size = position - start;
  const count = entries.length;
  if (zip64) {
    const record = position;
    add(Buffer.from([...u32(0x06064b50), ...u64(44), ...u16(45, 45), ...u32(0, 0)]));
    add(Buffer.from(u64(count, count, size, start)));
    add(Buffer.from([...u32(0x07064b50), ...u32(0), ...u64(record), ...u32(1)]));
  }
  const [shown, shownSize, shownStart] = zip64 ? [0xffff, 0xffffffff, 0xffffffff] : [count, size, start];
  add(
    Buffer.from([...u32(0x06054b50), ...u16(0, 0, shown, shown), ...u32(shownSize, shownStart), ...u16(0)]),
  );
  return Buffer.concat(parts);
}

const u16 = (...values: number[]) => values.flatMap((v) => [v & 255, (v >> 8) & 255]);
const u32 = (...values: number[]) => values.flatMap((v) => [...u16(v & 0xffff), ...u16(v >>> 16)]);
const u64 = (...values: number[]) =>
  values.flatMap((v) => [...u32(v >>> 0), ...u32(Math.floor(v / 2 ** 32))]);

/** Pickles by hand: each gives the bytes that put one value on the stack. */
export const pickled = {
  text: (value: string): string => `X${latin(u32(Buffer.byteLength(value)))}${utf8(value)}`,
  number: (value: number): string => `J${latin(u32(value >>> 0))}`,
  global: (module: string, name: string): string => `c${module}\n${name}\n`,
  tuple: (...items: string[]): string => `(${items.join('')}t`,
  dict: (items: Readonly<Record<string, string>>): string =>
    `}(${Object.entries(items)
      .map(([name, value]) => pickled.text(name) + value)
      .join('')}u`,
  call: (callee: string, ...args: string[]): string => `${callee}${pickled.tuple(...args)}R`,
  storage: (type: string, key: string, length: number): string =>
    `${pickled.tuple(pickled.text('storage'), pickled.global('torch', type), pickled.text(key), pickled.text('cpu'), pickled.number(length))}Q`,
  /** A tensor in `data/<key>`, which holds `length` numbers. */
  tensor: (
    key: string,
    length: number,
    offset: number,
    shape: readonly number[],
    strides: readonly number[],
    type = 'FloatStorage',
  ): string =>
    pickled.call(
      pickled.global('torch._utils', '_rebuild_tensor_v2'),
      pickled.storage(type, key, length),
      pickled.number(offset),
      pickled.tuple(...shape.map(pickled.number)),
      pickled.tuple(...strides.map(pickled.number)),
      '\x89',
      pickled.call(pickled.global('collections', 'OrderedDict')),
    ),
  whole: (value: string): Buffer => Buffer.from(`\x80\x02${value}.`, 'latin1'),
} as const;

const latin = (bytes: readonly number[]): string => Buffer.from(bytes).toString('latin1');
const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
