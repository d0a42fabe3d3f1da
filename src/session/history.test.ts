import { describe, expect, it } from 'vitest';
import type { DrawingState } from './drawing-state.js';
import { History } from './history.js';

const state = (iteration: number, bytes = 8): DrawingState =>
  ({ facts: { iteration, score: 0 }, arrays: { a: new Uint8Array(bytes) } }) as unknown as DrawingState;
const at = (found: DrawingState | undefined): number | undefined => found?.facts.iteration;

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
    const small = new History({ nodes: 100, bytes: 100 });
    expect([50, 51].map((bytes) => small.hasRoomFor(bytes))).toEqual([true, false]);
    small.add(state(0, 51), 'start');
    expect(small.nodes).toEqual([]);
  });

  it('forgets the oldest beyond its bounds, never the newest', () => {
    const few = new History({ nodes: 3, bytes: 1e9 });
    for (let i = 0; i < 10; i++) few.add(state(i), 'stretch');
    expect(few.nodes.map(({ iteration }) => iteration)).toEqual([7, 8, 9]);
    expect(few.nodes[0]!.parent).toBeNull();
    const small = new History({ nodes: 100, bytes: 100 });
    for (let i = 0; i < 10; i++) small.add(state(i, 40), 'stretch');
    expect(small.nodes.map(({ iteration }) => iteration)).toEqual([8, 9]);
    small.add(state(10, 60), 'stretch');
    expect(small.nodes.map(({ iteration }) => iteration)).toEqual([8, 9]);
  });

  it('keeps what has a name longest, and says it with the node', () => {
    const few = new History({ nodes: 3, bytes: 1e9 });
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
