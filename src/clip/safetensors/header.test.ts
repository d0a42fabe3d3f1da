import { mkdtemp, open, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embeddedWeightsFile, fixtureFile } from '../fixture.reference.js';
import { ModelError } from '../model-error.js';
import { readSafetensorsHeader } from './header.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-safetensors-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A file of the given header text and `dataBytes` zeros. */
async function writeSafetensors(
  header: string | object,
  dataBytes: number,
  announced?: bigint,
): Promise<string> {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(announced ?? BigInt(text.length));
  const file = join(folder, 'written.safetensors');
  await writeFile(file, Buffer.concat([prefix, text, Buffer.alloc(dataBytes)]));
  return file;
}

const float = (begin: number, end: number, shape: number[] = [(end - begin) / 4]) => ({
  dtype: 'F32',
  shape,
  data_offsets: [begin, end],
});

describe('readSafetensorsHeader', () => {
  it('tells where each tensor of a file lies, and its metadata', async () => {
    const file = await writeSafetensors(
      { __metadata__: { format: 'pt' }, b: float(8, 16), a: float(0, 8, [2, 1]), empty: float(8, 8, [0, 3]) },
      16,
    );
    const { tensors, metadata } = await readSafetensorsHeader(file);
    const start = tensors.get('a')?.offset ?? 0;
    expect(tensors.get('a')).toEqual({ file, dtype: 'F32', shape: [2, 1], offset: start, byteLength: 8 });
    expect(tensors.get('b')).toEqual({ file, dtype: 'F32', shape: [2], offset: start + 8, byteLength: 8 });
    expect(metadata.get('format')).toBe('pt');
  });

  const broken: Record<
    string,
    [header: string | object, dataBytes: number, message: RegExp, announced?: bigint]
  > = {
    'a header longer than the file': ['{}', 0, /cut off.*header should be 999 bytes/, 999n],
    'a header length beyond the format': ['{}', 0, /not a safetensors file/, 2n ** 63n],
    'a header that is not JSON': ['{"a":', 0, /not valid JSON/],
    'a header that is a list': ['[]', 0, /not a JSON object/],
    'a tensor that is no object': [{ a: 3 }, 0, /tensor "a" is described wrongly/],
    'an unknown dtype': [
      { a: { ...float(0, 4), dtype: 'F31' } },
      4,
      /tensor "a" has the unknown dtype "F31"/,
    ],
    'an inherited name as dtype': [{ a: { ...float(0, 4), dtype: 'toString' } }, 4, /unknown dtype/],
    'a negative extent': [
      { a: float(0, 4, [-1]) },
      4,
      /tensor "a" is described wrongly, shape\[0\]: it has to be at least 0, not -1\.$/,
    ],
    'a fractional offset': [{ a: float(0.5, 4.5, [1]) }, 4, /described wrongly, data_offsets\[0\]: /],
    'a shape that overflows': [{ a: float(0, 4, [2 ** 50, 2 ** 50]) }, 4, /impossible shape/],
    'a shape that contradicts its bytes': [
      { a: float(0, 4, [2]) },
      4,
      /needs 8 bytes, but its offsets 0\.\.4 give 4/,
    ],
    'offsets in reverse': [{ a: float(4, 0, [1]) }, 4, /needs 4 bytes/],
    'offsets outside the file': [{ a: float(0, 400) }, 4, /cut off: tensor "a" ends at byte/],
    'overlapping tensors': [{ a: float(0, 8), b: float(4, 12) }, 12, /tensor "b" overlaps/],
    'a gap between tensors': [
      { a: float(0, 4), b: float(8, 12) },
      12,
      /4 bytes before tensor "b" belong to no tensor/,
    ],
    'bytes left over': [{ a: float(0, 4) }, 7, /3 bytes at the end/],
    'metadata that is no object of texts': [{ __metadata__: { a: 1 } }, 0, /__metadata__/],
    'deeply nested JSON': ['['.repeat(200_000), 0, /lists and objects with nothing in them/],
  };
  it.each(Object.entries(broken))('refuses %s', async (_, [header, dataBytes, message, announced]) => {
    const file = await writeSafetensors(header, dataBytes, announced);
    const error = await readSafetensorsHeader(file).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ModelError);
    expect(String(error)).toMatch(message);
    expect(String(error)).toContain(file);
  });

  it('refuses a missing file, a folder, an empty file and a symbolic link to itself', async () => {
    const empty = join(folder, 'empty.safetensors');
    await writeFile(empty, '');
    const loop = join(folder, 'loop.safetensors');
    await symlink(loop, loop);
    await expect(readSafetensorsHeader(join(folder, 'absent'))).rejects.toThrow(/absent.*does not exist/);
    await expect(readSafetensorsHeader(folder)).rejects.toThrow(/not a regular file/);
    await expect(readSafetensorsHeader(empty)).rejects.toThrow(/the file is empty/);
    await expect(readSafetensorsHeader(loop)).rejects.toThrow(/run in a circle/);
  });

  it('refuses the embedded model cut off anywhere', async () => {
    const whole = await readFile(embeddedWeightsFile);
    const headerEnd = 8 + Number(whole.readBigUInt64LE(0));
    const file = join(folder, 'cut.safetensors');
    await writeFile(file, whole);
    // Each cut shortens the same file, so the lengths fall.
    const random = fc.sample(fc.nat(whole.length - 1), { numRuns: 150, seed: 1 });
    const edges = [whole.length - 1, headerEnd + 1, headerEnd, headerEnd - 1, 9, 8, 7, 1, 0];
    for (const length of [...random, ...edges].sort((a, b) => b - a)) {
      await truncate(file, length);
      await expect(readSafetensorsHeader(file), `cut at ${length}`).rejects.toThrow(ModelError);
    }
  });

  it('answers every mutation of a header with the tensors or a ModelError', async () => {
    const whole = await readFile(fixtureFile);
    const headerEnd = 8 + Number(whole.readBigUInt64LE(0));
    const file = join(folder, 'mutated.safetensors');
    await writeFile(file, whole);
    const handle = await open(file, 'r+');
    const mutation = fc.record({ at: fc.nat(headerEnd - 1), byte: fc.nat(255) });
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) => {
          const bytes = Buffer.from(whole.subarray(0, headerEnd));
          for (const { at, byte } of mutations) bytes[at] = byte;
          await handle.write(bytes, 0, headerEnd, 0);
          const outcome = await readSafetensorsHeader(file).catch((error: unknown) => error);
          if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ModelError);
        }),
        { numRuns: 1500, seed: 3 },
      );
    } finally {
      await handle.close();
    }
  });
});
