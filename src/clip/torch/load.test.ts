import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { loadClip } from '../load-clip.js';
import { readSafetensorsHeader } from '../safetensors/header.js';
import { addModel } from '../zoo/zoo.js';
import { type ArchiveEntry, pickled, writeArchive } from './archive.reference.js';

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../../test/fixtures/clip-parity/${name}`, import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-torch-clip-'));
});
afterAll(() => rm(folder, { recursive: true }));

/**
 * The weights of a safetensors fixture as a PyTorch file, with `numbers` as whole scalars besides and the matrix
 * `turned` stored column by column.
 */
async function asTorch(
  fixtureName: string,
  numbers: Readonly<Record<string, number>>,
  turned?: string,
): Promise<Buffer> {
  const file = fixture(fixtureName);
  const bytes = await readFile(file);
  const { tensors } = await readSafetensorsHeader(file);
  const values: Record<string, string> = {};
  const entries: ArchiveEntry[] = [];
  for (const [name, { offset, byteLength, shape }] of tensors) {
    const key = String(entries.length);
    const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
    const own = bytes.subarray(offset, offset + byteLength);
    const [rows = 0, columns = 0] = shape;
    const isTurned = name === turned;
    values[name] = pickled.tensor(key, byteLength / 4, 0, shape, isTurned ? [1, rows] : strides);
    entries.push({ name: `clip/data/${key}`, bytes: isTurned ? columnByColumn(own, rows, columns) : own });
  }
  for (const [name, number] of Object.entries(numbers)) {
    const key = String(entries.length);
    values[name] = pickled.tensor(key, 1, 0, [], [], 'LongStorage');
    entries.push({ name: `clip/data/${key}`, bytes: Buffer.from(BigInt64Array.of(BigInt(number)).buffer) });
  }
  return writeArchive([{ name: 'clip/data.pkl', bytes: pickled.whole(pickled.dict(values)) }, ...entries]);
}

function columnByColumn(matrix: Buffer, rows: number, columns: number): Buffer {
  const turned = Buffer.alloc(matrix.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      matrix.copy(
        turned,
        4 * (column * rows + row),
        4 * (row * columns + column),
        4 * (row * columns + column + 1),
      );
    }
  }
  return turned;
}

const picture = Float32Array.from({ length: 64 * 64 * 3 }, (_, i) => ((i * 7919) % 256) / 255);

async function embedded(where: string): Promise<readonly Float32Array[]> {
  const clip = await loadClip(where, { threads: 1 });
  try {
    return await clip.embedImages(picture, 1);
  } finally {
    await clip.dispose();
  }
}

it.each(['vit', 'resnet'])('a %s in a PyTorch file gives what it gives in safetensors', async (kind) => {
  const file = join(folder, `${kind}.pt`);
  await writeFile(file, await asTorch(`${kind}.open_clip.safetensors`, {}));
  await copyFile(fixture(`${kind}.config.json`), join(folder, `${kind}.config.json`));
  expect(await embedded(file)).toEqual(await embedded(fixture(`${kind}.open_clip.safetensors`)));
});

it('a matrix that was transposed before it was saved is turned back', async () => {
  const file = join(folder, 'turned.pt');
  await writeFile(file, await asTorch('vit.open_clip.safetensors', {}, 'visual.proj'));
  await copyFile(fixture('vit.config.json'), join(folder, 'turned.config.json'));
  const [turned] = await embedded(file);
  const [straight] = await embedded(fixture('vit.open_clip.safetensors'));
  for (const [index, value] of (straight ?? []).entries()) expect(turned?.[index]).toBeCloseTo(value, 6);
});

it("an archive in OpenAI's form needs no configuration", async () => {
  const file = join(folder, 'alone.pt');
  const marks = { input_resolution: 64, context_length: 77, vocab_size: 600 };
  await writeFile(file, await asTorch('vit.open_clip.safetensors', marks));
  expect(await embedded(file)).toEqual(await embedded(fixture('vit.open_clip.safetensors')));
});

it("an archive in OpenAI's form that was fetched by hand is added by its file and opened by its name", async () => {
  const file = join(folder, 'ViT-by-hand.pt');
  const marks = { input_resolution: 64, context_length: 77, vocab_size: 600 };
  await writeFile(file, await asTorch('vit.open_clip.safetensors', marks));
  vi.stubEnv('ATELIER_HOME', join(folder, 'home'));
  try {
    const { name } = await addModel(file, { begin() {}, progress() {}, waiting() {} });
    expect(name).toBe('ViT-by-hand');
    expect(await embedded(name)).toEqual(await embedded(fixture('vit.open_clip.safetensors')));
  } finally {
    vi.unstubAllEnvs();
  }
});
