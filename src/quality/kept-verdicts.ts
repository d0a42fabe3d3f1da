/**
 * @file Verdicts are kept beside the drawings that they are of, so that a series that was broken off is not judged
 * again either. One that was given of another picture, or by another judge, does not count.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { writeWhole } from '../artwork/index.js';
import type { Drawn } from './drawing-series.js';
import type { Judge } from './judge.js';
import { judgeDrawing, type Seen } from './judge-series.js';

const keptSchema = z.object({
  /** SHA-256 of the picture. */
  picture: z.string(),
  rank: z.int(),
  sureness: z.number(),
  nearest: z.array(z.string()),
  namedAfter: z.object({ seconds: z.number(), iteration: z.int() }).nullable(),
  vector: z.array(z.number()),
});

/** What the judge says of the drawing, or said of it before. */
export async function judgeOnce(judge: Judge, drawn: Drawn): Promise<Seen> {
  const file = drawn.file.replace(/\.png$/u, `-by-${judge.key}.json`);
  const picture = createHash('sha256')
    .update(await readFile(drawn.file))
    .digest('hex');
  const known = await readVerdict(file);
  if (known?.picture === picture) {
    const { picture: _, vector, ...verdict } = known;
    const { prompt, seed, seconds, atOnce } = drawn;
    return { prompt, seed, seconds, atOnce, ...verdict, vector: Float32Array.from(vector) };
  }
  const seen = await judgeDrawing(judge, drawn);
  const { rank, sureness, nearest, namedAfter, vector } = seen;
  const kept: z.infer<typeof keptSchema> = {
    picture,
    rank,
    sureness,
    nearest: [...nearest],
    namedAfter,
    vector: [...vector],
  };
  await writeWhole(file, JSON.stringify(kept));
  return seen;
}

/** Nothing where none is there, or none that can be read: then it is judged anew. */
async function readVerdict(file: string): Promise<z.infer<typeof keptSchema> | undefined> {
  try {
    return keptSchema.safeParse(JSON.parse(await readFile(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
