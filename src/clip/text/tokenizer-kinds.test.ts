import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModelError } from '../model-error.js';
import { mutations } from '../mutations.reference.js';
import { readTokenizer, type Tokenize } from './tokenizer.js';

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../../test/fixtures/tokenizers/${name}`, import.meta.url));
const vocabulary = fileURLToPath(
  new URL('../../../models/clip-bpe/bpe_simple_vocab_16e6.txt.gz', import.meta.url),
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-tokens-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe("CLIP's byte-pair encoding", () => {
  interface Cases {
    readonly start: number;
    readonly end: number;
    readonly cases: readonly { readonly text: string; readonly bpe: readonly number[] }[];
  }

  it.each([
    ['its vocabulary file', vocabulary],
    ["Hugging Face's tokenizer.json", fixture('clip.tokenizer.json')],
  ])('gives the ids of openai/CLIP from %s', async (_, file) => {
    const { start, end, cases }: Cases = JSON.parse(await readFile(fixture('clip.cases.json'), 'utf8'));
    const tokenize = await readTokenizer(file, {
      contextLength: 77,
      vocabularySize: 49_408,
      paddingToken: 0,
    });
    expect(cases.length).toBeGreaterThan(15);
    for (const { text, bpe } of cases) {
      const whole = bpe.length > 75 ? [start, ...bpe.slice(0, 75), end] : [start, ...bpe, end];
      expect([...tokenize(text)], text).toEqual([...whole, ...Array(77 - whole.length).fill(0)]);
    }
  });

  it('does not fit a smaller vocabulary', async () => {
    const limits = { contextLength: 77, vocabularySize: 600, paddingToken: 0 };
    await expect(readTokenizer(vocabulary, limits)).rejects.toThrow(/token 49407.*only 600/);
  });
});

describe.each([
  ['xlm-roberta', 'xlm-roberta.tokenizer.json', 1, 2],
  ['ruclip', 'ruclip.bpe.model', 0, 3],
] as const)('the tokenizer of %s', (kind, file, paddingToken, end) => {
  let tokenize: Tokenize;
  let texts: string[];
  let ids: number[][];
  beforeAll(async () => {
    tokenize = await readTokenizer(fixture(file), { contextLength: 512, vocabularySize: 400, paddingToken });
    ({ texts, [kind]: ids } = JSON.parse(await readFile(fixture('expected.json'), 'utf8')));
  });

  it('gives the ids of the original program', () => {
    expect(texts.length).toBeGreaterThan(10);
    for (const [index, text] of texts.entries()) {
      const expected = ids[index] ?? [];
      const padding = Array(512 - expected.length).fill(paddingToken);
      expect([...tokenize(text)], text).toEqual([...expected, ...padding]);
    }
  });

  it('cuts a long text and keeps the end token', async () => {
    const short = await readTokenizer(fixture(file), { contextLength: 6, vocabularySize: 400, paddingToken });
    const cut = short(texts.join(' '));
    expect([cut.length, cut[0], cut[5]]).toEqual([6, tokenize('')[0], end]);
    expect([...cut.slice(0, 5)]).toEqual([...tokenize(texts.join(' ')).slice(0, 5)]);
  });
});

describe('a tokenizer file that cannot be used', () => {
  const limits = { contextLength: 77, vocabularySize: 49_408, paddingToken: 0 };

  it.each<[string, string, () => Promise<Buffer | string>, RegExp]>([
    [
      'of no known kind',
      'vocab.txt',
      async () => 'a',
      /vocab\.txt: this is no tokenizer; known are tokenizer\.json/,
    ],
    ['not gzip', 'bpe_simple_vocab_16e6.txt.gz', async () => 'text', /not a whole gzip file/],
    [
      'a cut vocabulary',
      'bpe_simple_vocab_16e6.txt.gz',
      async () => (await readFile(vocabulary)).subarray(0, 1e5),
      /not a whole gzip file/,
    ],
    [
      'a vocabulary that is too short',
      'bpe_simple_vocab_16e6.txt.gz',
      async () => gzipSync(gunzipSync(await readFile(vocabulary)).subarray(0, 1e5)),
      /line \d+ is not a merge/,
    ],
    [
      'a gzip bomb',
      'bpe_simple_vocab_16e6.txt.gz',
      async () => gzipSync(Buffer.alloc(50_000_000)),
      /unpacks to more than 16777216 bytes/,
    ],
    ['a vocabulary of words', 'bpe.model', async () => '▁кот 1', /consists of numbers only/],
    [
      'fewer numbers than it announces',
      'bpe.model',
      async () => '2 900000000\n9601 4\n97 5\n1 0 2 3\n',
      /not whole: it announces 2 characters and 900000000 merges/,
    ],
    ['no start of a word', 'bpe.model', async () => '1 0\n97 4\n1 0 2 3\n', /lacks the start of a word/],
    ['no end token', 'bpe.model', async () => '1 0\n9601 4\n1 0 2 -1\n', /lacks .* marks/],
    ['an empty file', 'bpe.model', async () => '', /not whole: it announces 0 characters/],
    ['an empty file', 'tokenizer.json', async () => '', /not valid JSON/],
  ])('%s is refused with its name', async (_, name, content, message) => {
    const file = join(folder, name);
    await writeFile(file, await content());
    await expect(readTokenizer(file, limits)).rejects.toThrow(message);
    await expect(readTokenizer(file, limits)).rejects.toThrow(file);
    await expect(readTokenizer(file, limits)).rejects.toBeInstanceOf(ModelError);
  });

  it.each(['ruclip.bpe.model', 'xlm-roberta.tokenizer.json'])(
    'every mutant of %s works or is refused',
    async (name) => {
      const whole = await readFile(fixture(name));
      const file = join(folder, name);
      await fc.assert(
        fc.asyncProperty(mutations, async (mutate) => {
          await writeFile(file, mutate(whole));
          try {
            const tokenize = await readTokenizer(file, limits);
            expect(tokenize('кот at the window')).toHaveLength(77);
          } catch (error) {
            expect(error).toBeInstanceOf(ModelError);
          }
        }),
        { numRuns: 1000, seed: 11 },
      );
    },
    120_000,
  );
});
