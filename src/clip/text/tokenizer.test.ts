import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFixture } from '../fixture.reference.js';
import { ModelError } from '../model-error.js';
import { readTokenizer, type Tokenize } from './tokenizer.js';

const embedded = fileURLToPath(new URL('../../../models/embedded/tokenizer.json', import.meta.url));
const limits = { contextLength: 24, vocabularySize: 12_000, paddingToken: 0 };
const start = 11_998;
const end = 11_999;

describe('the tokenizer of the embedded model', () => {
  let tokenize: Tokenize;
  beforeAll(async () => {
    tokenize = await readTokenizer(embedded, limits);
  });

  it('gives the ids of the fixture', async () => {
    const { texts, tokens } = await readFixture();
    expect(texts.flatMap((text) => [...tokenize(text)])).toEqual([...tokens]);
  });

  it('reads ё and е as one letter, as Russian does', () => {
    expect(tokenize('Самолёт')).toEqual(tokenize('самолет'));
    expect(tokenize('самолот')).not.toEqual(tokenize('самолет'));
  });

  it('pads with 0 and keeps the end token of a text that is cut', () => {
    expect([...tokenize('')]).toEqual([start, end, ...Array(22).fill(0)]);
    const long = tokenize('cat '.repeat(2500));
    expect([long.length, long[0], long[23]]).toEqual([24, start, end]);
    expect([...tokenize('sun')].filter((id) => id === end)).toHaveLength(1);
  });

  it('takes any text', () => {
    for (const text of [
      '🐟🎈',
      '\u0000\u001f\t\n',
      'بيت أحمر',
      '\ud800',
      'a'.repeat(10_000),
      '<end_of_text>',
    ]) {
      const ids = tokenize(text);
      expect(ids).toHaveLength(24);
      expect(ids.every((id) => id >= 0 && id < 12_000)).toBe(true);
    }
  });
});

describe('a tokenizer file that cannot be used', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-tokenizer-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function read(content: string): Promise<Tokenize> {
    const file = join(folder, 'tokenizer.json');
    await writeFile(file, content);
    return readTokenizer(file, limits);
  }

  it('is refused with a ModelError that names it', async () => {
    const whole = await readFile(embedded, 'utf8');
    const json = JSON.parse(whole) as Record<string, unknown>;
    await expect(read(whole.slice(0, 1000))).rejects.toThrow(/tokenizer\.json: the file is not valid JSON/);
    await expect(read('{}')).rejects.toThrow(/not as expected: at model/);
    await expect(read(JSON.stringify({ ...json, model: { type: 'Foreign' } }))).rejects.toThrow(ModelError);
    await expect(read(JSON.stringify({ ...json, pre_tokenizer: { type: 'Foreign' } }))).rejects.toThrow(
      /no tokenizer can be built/,
    );
    await expect(read(JSON.stringify({ ...json, post_processor: null }))).rejects.toThrow(/no end token/);
    await expect(readTokenizer(embedded, { ...limits, vocabularySize: 5000 })).rejects.toThrow(
      /token 11999.*only 5000/,
    );
  });
});
