/**
 * @file The points of a drawing's history that a person named, in a folder beside its checkpoint: each as a checkpoint
 * of its own, which is written once, and a file that says how they are called and which came from which.
 */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../compile/index.js';
import {
  type DrawingState,
  deeds,
  type HistoryNode,
  type KeptNode,
  letGoOf,
  type Past,
} from '../session/index.js';
import { ArtworkError } from './artwork-error.js';
import { openCheckpoint, saveCheckpoint } from './checkpoint/file.js';
import type { Recipe } from './recipe.js';
import { writeWhole } from './write-whole.js';

/** Name of the folder beside a checkpoint. */
export const POINTS_NAME = 'points';
const LIST = 'points.json';
const VERSION = 1;

const count = z.int().min(0);
const listSchema = z.strictObject({
  format: z.literal('clip-atelier points'),
  version: z.literal(VERSION),
  /** The named point that the drawing stands on or came from last. */
  after: count.nullable(),
  points: z
    .array(
      z.strictObject({ id: count, parent: count.nullable(), deed: z.enum(deeds), name: z.string().min(1) }),
    )
    .max(1000),
});

const fileOf = (id: number): string => `${id}.atelier`;

/**
 * Writes what is not there yet and takes away what has no name any more.
 * @param folder where the checkpoint of the drawing is or will be
 * @param stateAt a copy, which is let go; nothing where the point was forgotten meanwhile
 * @throws ArtworkError where something cannot be written
 */
export async function keepPoints(
  folder: string,
  { nodes, current }: { readonly nodes: readonly HistoryNode[]; readonly current: number | null },
  stateAt: (id: number) => Promise<DrawingState | undefined>,
  model: Recipe['model'],
): Promise<void> {
  const there = join(folder, POINTS_NAME);
  const before = new Set(await readdir(there).catch(() => []));
  const named = nodes.filter(({ name }) => name !== null);
  if (named.length === 0) return await rm(there, { recursive: true, force: true });
  makeFolder(there);
  const kept: HistoryNode[] = [];
  for (const node of named) {
    const file = fileOf(node.id);
    const state = before.has(file) ? undefined : await stateAt(node.id);
    if (state) {
      await saveCheckpoint(join(there, file), state, model);
      await letGoOf(state);
    }
    if (state || before.has(file)) kept.push(node);
  }
  const byId = new Map(nodes.map((node) => [node.id, node]));
  /** The nearest point with a name on the way back. */
  const nearest = (from: number | null): number | null => {
    let node = from === null ? undefined : byId.get(from);
    while (node && !kept.includes(node)) node = node.parent === null ? undefined : byId.get(node.parent);
    return node?.id ?? null;
  };
  const points = kept.map(({ id, parent, deed, name }) => ({
    id,
    parent: nearest(parent),
    deed,
    name: name!,
  }));
  const list: z.infer<typeof listSchema> = {
    format: 'clip-atelier points',
    version: VERSION,
    after: nearest(current),
    points,
  };
  await writeWhole(join(there, LIST), `${JSON.stringify(list, null, 2)}\n`);
  const wanted = new Set([LIST, ...kept.map(({ id }) => fileOf(id))]);
  for (const name of before) if (!wanted.has(name)) await rm(join(there, name), { force: true });
}

/**
 * What `keepPoints` kept beside a checkpoint. A point that cannot be read is left out, and the drawing goes on
 * without it.
 */
export async function openPoints(folder: string): Promise<Past> {
  const there = join(folder, POINTS_NAME);
  const text = await readFile(join(there, LIST), 'utf8').catch(() => '');
  const list = listSchema.safeParse(parsed(text));
  if (!list.success) return { nodes: [], after: null };
  const nodes: KeptNode[] = [];
  for (const point of list.data.points) {
    try {
      const { state } = await openCheckpoint(join(there, fileOf(point.id)));
      nodes.push({ ...point, state });
    } catch (error) {
      if (!(error instanceof ArtworkError)) throw error;
    }
  }
  return { nodes, after: list.data.after };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
