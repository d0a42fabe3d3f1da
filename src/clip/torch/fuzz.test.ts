import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ModelError } from '../model-error.js';
import { mutations } from '../mutations.reference.js';
import { writeArchive } from './archive.reference.js';
import { readTorchCheckpoint } from './checkpoint.js';
import { readZipDirectory } from './zip-directory.js';

const names = ['plain.pt', 'training.bin', 'torchscript.pt', 'strided.pt'] as const;
const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../../test/fixtures/torch/${name}`, import.meta.url));

let folder: string;
const whole = new Map<string, Buffer>();
const pickles = new Map<string, Buffer>();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-fuzz-'));
  for (const name of names) {
    const bytes = await readFile(fixture(name));
    whole.set(name, bytes);
    for (const { name: entry, offset, byteLength } of (await readZipDirectory(fixture(name))).values()) {
      if (entry.endsWith('/data.pkl')) pickles.set(name, bytes.subarray(offset, offset + byteLength));
    }
  }
});
afterAll(() => rm(folder, { recursive: true }));

/** Either every tensor lies inside the file, or the fault is a sentence that names the file. */
async function expectSound(bytes: Buffer): Promise<void> {
  const file = join(folder, 'mutant.pt');
  await writeFile(file, bytes);
  try {
    const { tensors } = await readTorchCheckpoint(file);
    for (const { offset, byteLength } of tensors.values()) {
      expect(offset).toBeGreaterThanOrEqual(0);
      expect(offset + byteLength).toBeLessThanOrEqual(bytes.length);
    }
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    expect((error as Error).message).toMatch(/mutant\.pt: .*\.$/su);
  }
}

it('reads or refuses every mutant of an archive', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), mutations, (name, mutate) =>
      expectSound(mutate(whole.get(name) ?? Buffer.alloc(0))),
    ),
    { numRuns: 1500, seed: 7 },
  );
}, 120_000);

it('reads or refuses every mutant of a pickle in a sound archive', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), mutations, (name, mutate) =>
      expectSound(
        writeArchive([
          { name: 'a/data.pkl', bytes: mutate(pickles.get(name) ?? Buffer.alloc(0)) },
          { name: 'a/data/0', bytes: Buffer.alloc(24) },
        ]),
      ),
    ),
    { numRuns: 2500, seed: 8 },
  );
}, 120_000);
