import { ftruncateSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DrawingState } from './drawing-state.js';
import { History, type Travel } from './history.js';
import { Shelf, Shelved } from './shelf.js';
import { SteeringError } from './steering/change.js';

const state = (iteration: number, bytes = 8): DrawingState =>
  ({ facts: { iteration, score: 0 }, arrays: { a: new Uint8Array(bytes) } }) as unknown as DrawingState;
/** The iteration of the state that a way leads to. */
async function go(history: History, to: Travel): Promise<number> {
  let there: DrawingState | Shelved | undefined;
  await history.travel(to, async (state) => {
    there = state;
  });
  return there!.facts.iteration;
}

describe('History', () => {
  it('goes back and forth along one way', async () => {
    const history = new History();
    expect([history.canUndo, history.canRedo]).toEqual([false, false]);
    await expect(go(history, 'undo')).rejects.toThrow('There is nothing to undo.');
    for (const iteration of [0, 10, 20]) history.add(state(iteration), 'stretch');
    expect(await go(history, 'undo')).toBe(10);
    expect(await go(history, 'undo')).toBe(0);
    expect(history.canUndo).toBe(false);
    await expect(go(history, 'undo')).rejects.toThrow('There is nothing to undo.');
    expect(await go(history, 'redo')).toBe(10);
    expect(await go(history, 'redo')).toBe(20);
    await expect(go(history, 'redo')).rejects.toThrow('There is nothing to redo.');
  });

  it('keeps the way that was left as a branch, to which one can go', async () => {
    const history = new History();
    for (const iteration of [0, 10, 20]) history.add(state(iteration), 'stretch');
    await go(history, 'undo');
    history.add(state(10), 'remove');
    history.add(state(30), 'stretch');
    expect(history.nodes.map(({ id, parent }) => [id, parent])).toEqual([
      [1, null],
      [2, 1],
      [3, 2],
      [4, 2],
      [5, 4],
    ]);
    expect(await go(history, { node: 3 })).toBe(20);
    await go(history, 'undo');
    // Redo follows the way one came.
    expect(await go(history, 'redo')).toBe(20);
    await go(history, { node: 5 });
    await go(history, 'undo');
    await go(history, 'undo');
    expect(history.nodes.find(({ id }) => id === history.current)?.iteration).toBe(10);
    await go(history, 'redo');
    expect(await go(history, 'redo')).toBe(30);
    await expect(go(history, { node: 99 })).rejects.toThrow('not kept any more');
  });

  it('stands where it stood when the way there fails', async () => {
    const history = new History();
    for (const iteration of [0, 10, 20]) history.add(state(iteration), 'stretch');
    const { current } = history;
    await expect(history.travel('undo', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(history.current).toBe(current);
    expect(history.canRedo).toBe(false);
    expect(await go(history, 'undo')).toBe(10);
  });

  it('says beforehand what it has no room for', async () => {
    const small = new History(undefined, { nodes: 100, bytes: 100 });
    expect([50, 51].map((bytes) => small.placeFor(bytes))).toEqual(['memory', undefined]);
    small.add(state(0, 51), 'start');
    expect(small.nodes).toEqual([]);
    await expect(go(small, 'undo')).rejects.toThrow(/cannot go back: a point of it takes 1 MB/);
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

  it('goes on after the nodes of an earlier session', async () => {
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
    expect(await go(history, 'undo')).toBe(40);
    expect(await go(history, { node: 9 })).toBe(90);
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
    let before: DrawingState | undefined;
    await history.travel('undo', async (state) => {
      before = state instanceof Shelved ? state.read() : undefined;
    });
    expect(before?.facts.iteration).toBe(3);
    expect(before?.arrays.a).toEqual(new Uint8Array(100).fill(3));
    history.add(state(6, 40), 'prompt');
    expect(history.nodes.map(({ iteration }) => iteration)).toEqual([2, 3, 4, 6]);
    expect(await go(history, 'undo')).toBe(3);
    history.close();
    expect(history.nodes).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('reads over arrays that fit, and says in one sentence what the disk does not give back', () => {
    const numbers = { a: Float32Array.of(1, 2, 3), b: Int32Array.of(4), c: Uint8Array.of(5, 6) };
    const shelved = new Shelf(folder).put({ ...state(3), arrays: numbers });
    const own = { a: new Float32Array(3), b: new Float32Array(1), c: new Uint8Array(3) };
    const { arrays } = shelved.read(undefined, own);
    expect(arrays).toEqual(numbers);
    expect(arrays.a).toBe(own.a);
    expect(own).toEqual({ a: numbers.a, b: new Float32Array(1), c: new Uint8Array(3) });
    expect(() => shelved.expectReadable()).not.toThrow();
    ftruncateSync((shelved as unknown as { file: number }).file, 14);
    for (const attempt of [() => shelved.expectReadable(), () => shelved.read()]) {
      expect(attempt).toThrow(SteeringError);
      expect(attempt).toThrow(/^That point cannot be read from the disk \(it is cut off\); [^\n]*\.$/u);
    }
    shelved.drop();
  });

  it('has a glimpse of what is much to read, of where undo leads from here', () => {
    const history = new History(new Shelf(folder), { nodes: 9, bytes: 10 });
    const pictures = [1, 2].map(
      (n) => ({ kind: 'pixels', width: 1, height: 1, rgb: Uint8Array.of(n, n, n) }) as const,
    );
    history.add(state(4, 20), 'start', pictures[0]);
    history.add(state(8, 20), 'stretch', pictures[1]);
    expect(history.glimpse('undo', false)).toEqual({ picture: pictures[0], iteration: 4 });
    // The drawing has gone on since.
    expect(history.glimpse('undo', true)).toEqual({ picture: pictures[1], iteration: 8 });
    expect(history.glimpse({ node: 1 }, true)?.iteration).toBe(4);
    expect(history.glimpse('redo', false)).toBeUndefined();
    history.close();
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

  it('does without a disk that takes nothing, and says so', async () => {
    const history = new History(new Shelf(join(folder, 'file\0')), { nodes: 9, bytes: 10 });
    expect(history.placeFor(20)).toBeUndefined();
    history.add(state(1, 20), 'start');
    expect(history.nodes).toEqual([]);
    await expect(go(history, 'undo')).rejects.toThrow('no room in memory or on the disk');
  });
});
