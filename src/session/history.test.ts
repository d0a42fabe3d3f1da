import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DrawingState } from './drawing-state.js';
import { History } from './history.js';
import { Shelf, Shelved } from './shelf.js';

const state = (iteration: number, bytes = 8): DrawingState =>
  ({ facts: { iteration, score: 0 }, arrays: { a: new Uint8Array(bytes) } }) as unknown as DrawingState;
const at = (found: Pick<DrawingState, 'facts'> | undefined): number | undefined => found?.facts.iteration;

describe('History', () => {
  it('goes back and forth along one way', () => {
    const history = new History();
    expect([history.canUndo, history.canRedo]).toEqual([false, false]);
    expect(() => history.travel('undo')).toThrow('There is nothing to undo.');
    for (const iteration of [0, 10, 20]) history.add(state(iteration), 'stretch');
    expect(at(history.travel('undo'))).toBe(10);
    expect(at(history.travel('undo'))).toBe(0);
    expect(history.canUndo).toBe(false);
    expect(() => history.travel('undo')).toThrow('There is nothing to undo.');
    expect(at(history.travel('redo'))).toBe(10);
    expect(at(history.travel('redo'))).toBe(20);
    expect(() => history.travel('redo')).toThrow('There is nothing to redo.');
  });

  it('keeps the way that was left as a branch, to which one can go', () => {
    const history = new History();
    for (const iteration of [0, 10, 20]) history.add(state(iteration), 'stretch');
    history.travel('undo');
    history.add(state(10), 'remove');
    history.add(state(30), 'stretch');
    expect(history.nodes.map(({ id, parent }) => [id, parent])).toEqual([
      [1, null],
      [2, 1],
      [3, 2],
      [4, 2],
      [5, 4],
    ]);
    expect(at(history.travel({ node: 3 }))).toBe(20);
    history.travel('undo');
    // Redo follows the way one came.
    expect(at(history.travel('redo'))).toBe(20);
    history.travel({ node: 5 });
    history.travel('undo');
    history.travel('undo');
    expect(history.nodes.find(({ id }) => id === history.current)?.iteration).toBe(10);
    history.travel('redo');
    expect(at(history.travel('redo'))).toBe(30);
    expect(() => history.travel({ node: 99 })).toThrow('not kept any more');
  });

  it('says beforehand what it has no room for', () => {
    const small = new History(undefined, { nodes: 100, bytes: 100 });
    expect([50, 51].map((bytes) => small.placeFor(bytes))).toEqual(['memory', undefined]);
    small.add(state(0, 51), 'start');
    expect(small.nodes).toEqual([]);
    expect(() => small.travel('undo')).toThrow(/cannot go back: a point of it takes 1 MB/);
  });

  it('forgets the oldest beyond its bounds, never the newest', () => {
    const few = new History(undefined, { nodes: 3, bytes: 1e9 });
    for (let i = 0; i < 10; i++) few.add(state(i), 'stretch');
    expect(few.nodes.map(({ iteration }) => iteration)).toEqual([7, 8, 9]);
    expect(few.nodes[0]!.parent).toBeNull();
    const small = new History(undefined, { nodes: 100, bytes: 100 });
    for (let i = 0; i < 10; i++) small.add(state(i, 40), 'stretch');
    expect(small.nodes.map(({ iteration }) => iteration)).toEqual([8, 9]);
    small.add(state(10, 60), 'stretch');
    expect(small.nodes.map(({ iteration }) => iteration)).toEqual([8, 9]);
  });

  it('keeps what has a name longest, and says it with the node', () => {
    const few = new History(undefined, { nodes: 3, bytes: 1e9 });
    for (let i = 0; i < 3; i++) few.add(state(i), 'stretch');
    few.name(1, 'a good one');
    for (let i = 3; i < 9; i++) few.add(state(i), 'stretch');
    expect(few.nodes.map(({ id, name }) => [id, name])).toEqual([
      [1, 'a good one'],
      [8, null],
      [9, null],
    ]);
    few.name(1, null);
    few.add(state(9), 'stretch');
    expect(few.nodes.map(({ id }) => id)).toEqual([8, 9, 10]);
    expect(() => few.name(1, 'gone')).toThrow('not kept any more');
    for (const id of [8, 9, 10]) few.name(id, 'all');
    few.add(state(10), 'stretch');
    expect(few.nodes.map(({ id }) => id)).toEqual([9, 10, 11]);
  });

  it('goes on after the nodes of an earlier session', () => {
    const history = new History();
    const node = { deed: 'stretch', name: 'x' } as const;
    history.restore(
      [
        { ...node, id: 4, parent: null, state: state(40) },
        { ...node, id: 9, parent: 4, state: state(90) },
      ],
      4,
    );
    history.add(state(55), 'start');
    expect(history.nodes.map(({ id, parent, name }) => [id, parent, name])).toEqual([
      [4, null, 'x'],
      [9, 4, 'x'],
      [10, 4, null],
    ]);
    expect(at(history.travel('undo'))).toBe(40);
    expect(at(history.travel({ node: 9 }))).toBe(90);
  });
});

describe('a history with a shelf', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atelier-shelf-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('keeps what is too large for memory on the disk, forgets the oldest there, and leaves nothing behind', async () => {
    const history = new History(new Shelf(folder, 300), { nodes: 100, bytes: 100 });
    expect([50, 100, 151].map((bytes) => history.placeFor(bytes))).toEqual(['memory', 'disk', undefined]);
    for (let i = 0; i < 5; i++) {
      const filled = state(i, 100);
      (filled.arrays.a as Uint8Array).fill(i);
      history.add(filled, 'stretch');
      // Only lent.
      (filled.arrays.a as Uint8Array).fill(9);
    }
    expect(history.nodes.map(({ iteration }) => iteration)).toEqual([2, 3, 4]);
    const before = history.travel('undo');
    expect(at(before)).toBe(3);
    expect(before instanceof Shelved && before.read().arrays.a).toEqual(new Uint8Array(100).fill(3));
    history.add(state(6, 40), 'prompt');
    expect(history.nodes.map(({ iteration }) => iteration)).toEqual([2, 3, 4, 6]);
    expect(at(history.travel('undo'))).toBe(3);
    history.close();
    expect(history.nodes).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('reads a picture without the moments, or has one at hand', () => {
    const history = new History(new Shelf(folder), { nodes: 9, bytes: 10 });
    const arrays = {
      'now/canvas/parameters': Float32Array.of(1, 2, 3),
      'now/canvas/place': Int32Array.of(-4, 5),
      'now/moments/0/first': Float32Array.of(6),
    };
    const facts = { iteration: 1, score: 0 } as DrawingState['facts'];
    history.add({ facts, arrays }, 'start');
    const shown = { kind: 'pixels', width: 1, height: 1, rgb: Uint8Array.of(1, 2, 3) } as const;
    history.add({ facts, arrays }, 'stretch', shown);
    const { 'now/moments/0/first': _, ...canvas } = arrays;
    expect(history.pictureOf(1)).toEqual({ facts, arrays: canvas });
    expect(history.pictureOf(2)).toBe(shown);
    expect(history.stateOf(2)).toEqual({ facts, arrays });
  });

  it('does without a disk that takes nothing, and says so', () => {
    const history = new History(new Shelf(join(folder, 'file\0')), { nodes: 9, bytes: 10 });
    expect(history.placeFor(20)).toBeUndefined();
    history.add(state(1, 20), 'start');
    expect(history.nodes).toEqual([]);
    expect(() => history.travel('undo')).toThrow('no room in memory or on the disk');
  });
});
