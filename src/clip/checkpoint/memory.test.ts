/** @file Opening a large file of weights, whole or spoilt, takes a small part of its size in memory. */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { ModelError } from '../model-error.js';
import { writeArchive } from '../torch/archive.reference.js';
import { openCheckpoint } from './checkpoint.js';

const model = fileURLToPath(
  new URL('../../../test/fixtures/clip-variants/open_clip-average', import.meta.url),
);
const folder = mkdtempSync(join(tmpdir(), 'atelier-large-'));
afterAll(() => rmSync(folder, { recursive: true }));

const size = 96 * 2 ** 20;
const shown = 4096;

/** A large file: its beginning and its end; what lies between is a hole and takes no room on the disk. */
interface Large {
  readonly name: string;
  readonly head: Buffer;
  readonly tail: Buffer;
  readonly tailAt: number;
}

/** One matrix in safetensors. */
function largeSafetensors(): Large {
  const header = JSON.stringify({ large: { dtype: 'F32', shape: [size / 4], data_offsets: [0, size] } });
  const head = Buffer.alloc(8 + header.length);
  head.writeBigUInt64LE(BigInt(header.length));
  head.write(header, 8);
  return {
    name: 'open_clip_model.safetensors',
    head,
    tail: Buffer.alloc(shown),
    tailAt: head.length + size - shown,
  };
}

/** An empty dictionary in PyTorch's format, beside a matrix. */
function largeArchive(): Large {
  const pickle = { name: 'a/data.pkl', bytes: Buffer.from('\x80\x02}q\x00.', 'latin1') };
  const whole = writeArchive([pickle, { name: 'a/data/0', bytes: Buffer.alloc(size) }]);
  const tailAt = whole.length - shown;
  const [head, tail] = [whole.subarray(0, shown), whole.subarray(tailAt)].map((part) => Buffer.from(part));
  return { name: 'open_clip_pytorch_model.bin', head: head!, tail: tail!, tailAt };
}

const spoilt = fc.tuple(fc.nat(shown - 9), fc.uint8Array({ maxLength: 8 }), fc.boolean());

it.each([
  ['safetensors', largeSafetensors, /its tensors are not named as those of a CLIP \(it has "large"/],
  ['archive', largeArchive, /it holds a dict, not a dict of named tensors/],
] as const)(
  '%s',
  async (kind, make, whole) => {
    const place = join(folder, kind);
    await cp(model, place, { recursive: true });
    rmSync(join(place, 'open_clip_model.safetensors'));
    const { name, head, tail, tailAt } = make();
    const file = openSync(join(place, name), 'w');
    const restore = (): void => {
      writeSync(file, head, 0, head.length, 0);
      writeSync(file, tail, 0, tail.length, tailAt);
    };
    restore();
    // Whole, it is read to its end, and holds the tensors of no model.
    await expect(openCheckpoint(place)).rejects.toThrow(whole);
    const before = process.memoryUsage().rss;
    let most = 0;
    await fc.assert(
      fc.asyncProperty(spoilt, async ([at, bytes, atEnd]) => {
        restore();
        writeSync(file, bytes, 0, bytes.length, atEnd ? tailAt + at : at);
        await openCheckpoint(place).catch((error: unknown) => expect(error).toBeInstanceOf(ModelError));
        most = Math.max(most, process.memoryUsage().rss - before);
      }),
      { numRuns: 300, seed: 5 },
    );
    closeSync(file);
    expect(most).toBeLessThan(2 * size);
  },
  120_000,
);
