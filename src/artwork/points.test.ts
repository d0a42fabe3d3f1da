import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DrawingState, HistoryNode } from '../session/index.js';
import { sampleState } from './checkpoint/state.reference.js';
import { keepPoints, openPoints } from './points.js';

const model = { name: 'embedded', sha256: 'a'.repeat(64) };
const node = (id: number, parent: number | null, name: string | null = null): HistoryNode => ({
  id,
  parent,
  name,
  iteration: 7,
  score: 0.3,
  deed: 'stretch',
});

let folder: string;
let asked: number[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-points-'));
  asked = [];
});
afterEach(() => rm(folder, { recursive: true }));

const stateAt = async (id: number): Promise<DrawingState | undefined> => {
  asked.push(id);
  return id === 99 ? undefined : sampleState(id);
};
const keep = (nodes: readonly HistoryNode[], current: number | null) =>
  keepPoints(folder, { nodes, current }, stateAt, model);

it('are read back with their states, their names, and which came from which', async () => {
  await keep([node(1, null), node(2, 1, 'first'), node(3, 2), node(4, 3, 'второй'), node(5, 3)], 5);
  expect(await openPoints(folder)).toEqual({
    after: 2,
    nodes: [
      { id: 2, parent: null, deed: 'stretch', name: 'first', state: sampleState(2) },
      { id: 4, parent: 2, deed: 'stretch', name: 'второй', state: sampleState(4) },
    ],
  });
});

it('are written once each, and taken away with their names', async () => {
  await keep([node(1, null, 'one'), node(2, 1, 'two')], 2);
  await keep([node(1, null, 'one'), node(2, 1, 'other'), node(3, 2)], 3);
  expect(asked).toEqual([1, 2]);
  expect((await openPoints(folder)).nodes.map(({ name }) => name)).toEqual(['one', 'other']);
  await keep([node(1, null, 'one'), node(2, 1)], 2);
  expect((await readdir(join(folder, 'points'))).sort()).toEqual(['1.atelier', 'points.json']);
  await keep([node(1, null)], 1);
  expect(await readdir(folder)).toEqual([]);
});

it('are left out where they were forgotten meanwhile or cannot be read', async () => {
  await keep([node(1, null, 'one'), node(2, 1, 'two'), node(99, 2, 'gone')], 99);
  expect((await openPoints(folder)).nodes.map(({ id }) => id)).toEqual([1, 2]);
  await writeFile(join(folder, 'points', '2.atelier'), 'ATELIERC and nothing else');
  expect((await openPoints(folder)).nodes.map(({ id }) => id)).toEqual([1]);
  await writeFile(join(folder, 'points', 'points.json'), '{');
  expect(await openPoints(folder)).toEqual({ nodes: [], after: null });
  expect(await openPoints(join(folder, 'nowhere'))).toEqual({ nodes: [], after: null });
});
