/**
 * @file The vectors of the words that a model was taught, kept on disk: every drawing is told apart from all of them, and
 * embedding 1,782 words takes longer than all else until the first step.
 */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, KeptFiles, type Runtime } from '../compile/index.js';
import type { TextModel } from './clip.js';

/** Models whose words are kept; those embedded longest ago go first. */
const MOST_MODELS = 8;
/** To be raised when text towers or tokenizers compute something else than before. */
const VERSION = 2;

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
  const files = new KeptFiles(
    join(cacheFolder(), 'concepts'),
    '.vectors',
    ({ newer }) => newer >= MOST_MODELS,
  );
  const key = await keyOf(source);
  const kept = files.read(key);
  if (kept?.length === 4 * concepts.length * texts.embedDim) {
    const numbers = new Float32Array(Uint8Array.from(kept).buffer);
    return concepts.map((_, i) => numbers.slice(i * texts.embedDim, (i + 1) * texts.embedDim));
  }
  const vectors = await texts.embedTexts(concepts);
  const bytes = vectors.map(({ buffer, byteOffset, byteLength }) =>
    Buffer.from(buffer, byteOffset, byteLength),
  );
  files.write(key, Buffer.concat(bytes));
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
