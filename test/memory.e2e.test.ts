/**
 * @file Files that are made to fill the memory. Each is given to `atelier models check` in a process that tells the
 * most memory it ever held: not more than a check of next to nothing holds, and twice the file.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';

const program = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const teller = `data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS))`;
const mega = 1024 * 1024;
/** What garbage collection leaves about from run to run. */
const slack = 24 * mega;

let folder: string;
let idle: number;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-memory-'));
  idle = (await check('idle', { 'model.safetensors': Buffer.from('x') })).peak;
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

/** @returns the sentence, and the most memory that was held, bytes */
async function check(name: string, files: Readonly<Record<string, Buffer>>) {
  const model = join(folder, name);
  await mkdir(model);
  for (const [file, bytes] of Object.entries(files)) await writeFile(join(model, file), bytes);
  const child = spawn(process.execPath, ['--import', teller, program, 'models', 'check', model]);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise((done) => child.on('close', done));
  expect(code, said).toBe(1);
  const [sentence = '', peak = ''] = said.split('\npeak ');
  expect(sentence).toMatch(/^\S[^\n]*\.$/);
  return { sentence, peak: Number(peak) * 1024 };
}

const embedded = (name: string): Buffer =>
  readFileSync(new URL(`../models/embedded/${name}`, import.meta.url));
const config = embedded('open_clip_config.json');

function safetensors(header: string): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, Buffer.from(header, 'latin1')]);
}

/** A model that is in order but for its tokenizer. */
function embeddedWith(tokenizer: string, bytes: Buffer): Readonly<Record<string, Buffer>> {
  return { [tokenizer]: bytes, 'model.safetensors': embedded('model.safetensors') };
}

/** A zip archive of one stored entry, a/data.pkl. */
function torchFile(pickle: Buffer): Buffer {
  const name = Buffer.from('a/data.pkl');
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt32LE(crc32(pickle), 10);
  common.writeUInt32LE(pickle.length, 14);
  common.writeUInt32LE(pickle.length, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, pickle]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, Buffer.alloc(14), name]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

const pickled = (body: string): Buffer => torchFile(Buffer.from(`\x80\x02${body}`, 'latin1'));
const size = 24 * mega;

it.each<[string, () => Readonly<Record<string, Buffer>>]>([
  ['a header of lists in lists', () => ({ 'model.safetensors': safetensors('['.repeat(size)) })],
  [
    'a header of empty objects',
    () => ({ 'model.safetensors': safetensors(`{${'"a":{},'.repeat(size / 7)}`) }),
  ],
  [
    'a header of short numbers',
    () => ({ 'model.safetensors': safetensors(`{"a":[${'1,'.repeat(size / 2)}1]}`) }),
  ],
  [
    'a configuration of lists',
    () => ({
      'open_clip_config.json': Buffer.from('['.repeat(size)),
      'model.safetensors': safetensors('{}'),
    }),
  ],
  ['a pickle of empty dicts', () => ({ 'pytorch_model.bin': pickled('}'.repeat(size)) })],
  ['a pickle of nothing', () => ({ 'pytorch_model.bin': pickled('N'.repeat(size)) })],
  [
    'a pickle that keeps all it has',
    () => ({ 'pytorch_model.bin': pickled(`K\x01${'r\x00\x00\x00\x01'.repeat(size / 5)}`) }),
  ],
  ['a pickle of marks', () => ({ 'pytorch_model.bin': pickled('('.repeat(size)) })],
  [
    'a pickle of one long text',
    () => ({ 'pytorch_model.bin': pickled(`X\x00\x00\x80\x01${'a'.repeat(size)}`) }),
  ],
  [
    'a pickle that doubles a list',
    () => ({ 'pytorch_model.bin': pickled(`]q\x00${'(h\x00h\x00t'.repeat(size / 6)}`) }),
  ],
  ['a tokenizer of lists', () => embeddedWith('tokenizer.json', Buffer.from(`[${'[],'.repeat(size / 3)}1]`))],
  [
    'a vocabulary of a thousand times its size',
    () => embeddedWith('bpe_simple_vocab_16e6.txt.gz', gzipSync(Buffer.alloc(8 * size))),
  ],
  ['a vocabulary of ones', () => embeddedWith('bpe.model', Buffer.from('1 '.repeat(4 * mega)))],
])(
  '%s',
  async (name, make) => {
    const hostile = make();
    const files = { 'open_clip_config.json': config, ...hostile };
    const bytes = Object.values(files).reduce((sum, { length }) => sum + length, 0);
    const { sentence, peak } = await check(name, files);
    expect(peak, sentence).toBeLessThan(idle + 2 * bytes + slack);
  },
  60_000,
);
