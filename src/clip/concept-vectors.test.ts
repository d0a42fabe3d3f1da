import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TextModel } from './clip.js';
import { type ConceptSource, embedConcepts } from './concept-vectors.js';

describe('the vectors of a model’s words', () => {
  let folder: string;
  let embedded: string[][];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-concepts-'));
    vi.stubEnv('ATELIER_CACHE', folder);
    embedded = [];
    await writeFile(join(folder, 'weights'), 'weights');
    await writeFile(join(folder, 'tokenizer'), 'tokenizer');
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });

  const source = (changes: Partial<ConceptSource> = {}): ConceptSource => ({
    texts: {
      embedDim: 2,
      weightFiles: [join(folder, 'weights')],
      embedTexts: async (texts: readonly string[]) => {
        embedded.push([...texts]);
        return texts.map((text) => Float32Array.of(text.length, 1 / 3));
      },
    } as unknown as TextModel,
    concepts: ['sun', 'house'],
    fingerprint: 'f',
    files: [join(folder, 'tokenizer')],
    runtime: { device: 'cpu', precision: 'fp32', threads: 1 },
    ...changes,
  });
  const vectors = [Float32Array.of(3, 1 / 3), Float32Array.of(5, 1 / 3)];

  it('are embedded once, and the same from the disk to the bit', async () => {
    expect(await embedConcepts(source())).toEqual(vectors);
    expect(await embedConcepts(source())).toEqual(vectors);
    expect(embedded).toEqual([['sun', 'house']]);
  });

  it('are embedded anew for other words, another model, other files', async () => {
    await embedConcepts(source());
    await embedConcepts(source({ concepts: ['sun', 'moon'] }));
    await embedConcepts(source({ fingerprint: 'g' }));
    for (const file of ['weights', 'tokenizer']) {
      await utimes(join(folder, file), 7, 7);
      await embedConcepts(source());
    }
    expect(embedded).toHaveLength(5);
  });

  it('are embedded anew where the entry is damaged, and never fail for want of a place', async () => {
    await embedConcepts(source());
    const [name] = await readdir(join(folder, 'concepts'));
    const entry = join(folder, 'concepts', name!);
    const whole = await readFile(entry);
    for (const damaged of [whole.subarray(1), Buffer.from(whole).fill(1, 40, 41), Buffer.alloc(0)]) {
      await writeFile(entry, damaged);
      expect(await embedConcepts(source())).toEqual(vectors);
      expect(await readFile(entry)).toEqual(whole);
    }
    vi.stubEnv('ATELIER_CACHE', join(folder, 'weights', 'below'));
    expect(await embedConcepts(source())).toEqual(vectors);
    expect(embedded).toHaveLength(5);
  });

  it('of many models do not gather', async () => {
    for (let i = 0; i < 12; i++) await embedConcepts(source({ fingerprint: String(i) }));
    expect(await readdir(join(folder, 'concepts'))).toHaveLength(8);
  });
});
