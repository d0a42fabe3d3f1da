/**
 * @file The vectors of the words that a model was taught, kept on disk: every drawing is told apart from all of them, and
 * embedding 1,785 words takes longer than all else until the first step. An entry is the SHA-256 of its numbers, then
 * the numbers; one that is not whole counts as absent. What cannot be kept is embedded at each start.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, type Runtime } from '../compile/index.js';
import type { TextModel } from './clip.js';

const SUFFIX = '.vectors';
/** Models whose words are kept; those embedded longest ago go first. */
const MOST_MODELS = 8;
/** To be raised when text towers or tokenizers compute something else than before. */
const VERSION = 1;
const DIGEST_BYTES = 32;

/** What the vectors depend on. */
export interface ConceptSource {
  readonly texts: TextModel;
  readonly concepts: readonly string[];
  readonly fingerprint: string;
  /** Absolute paths of everything that the text tower is read from besides its weights. */
  readonly files: readonly string[];
  readonly runtime: Runtime;
}

/** One vector of length 1 for each concept, in order. */
export async function embedConcepts(source: ConceptSource): Promise<Float32Array[]> {
  const { texts, concepts } = source;
  if (concepts.length === 0) return [];
  const folder = join(cacheFolder(), 'concepts');
  const file = join(folder, `${await keyOf(source)}${SUFFIX}`);
  const kept = await read(file, concepts.length * texts.embedDim);
  if (kept) return concepts.map((_, i) => kept.slice(i * texts.embedDim, (i + 1) * texts.embedDim));
  const vectors = await texts.embedTexts(concepts);
  await keep(folder, file, vectors);
  return vectors;
}

async function keyOf({ texts, concepts, fingerprint, files, runtime }: ConceptSource): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([VERSION, fingerprint, concepts, runtime]));
  for (const file of [...texts.weightFiles, ...files]) {
    const { size, mtimeMs } = await stat(file);
    hash.update(`\n${file} ${size} ${mtimeMs}`);
  }
  return hash.digest('hex');
}

const digestOf = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

async function read(file: string, numbers: number): Promise<Float32Array | undefined> {
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes?.length !== DIGEST_BYTES + 4 * numbers) return undefined;
  const body = bytes.subarray(DIGEST_BYTES);
  if (!digestOf(body).equals(bytes.subarray(0, DIGEST_BYTES))) return undefined;
  return new Float32Array(Uint8Array.from(body).buffer);
}

async function keep(folder: string, file: string, vectors: readonly Float32Array[]): Promise<void> {
  const body = Buffer.concat(
    vectors.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
  );
  const beside = `${file}.${process.pid}`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(beside, Buffer.concat([digestOf(body), body]));
    await rename(beside, file);
    await shrink(folder);
  } catch {
    await rm(beside, { force: true }).catch(() => undefined);
  }
}

async function shrink(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(SUFFIX));
  const entries = await Promise.all(
    names.map(async (name) => ({ name, written: (await stat(join(folder, name))).mtimeMs })),
  );
  const spare = entries.sort((a, b) => b.written - a.written).slice(MOST_MODELS);
  await Promise.all(spare.map(({ name }) => rm(join(folder, name), { force: true })));
}
