import { describe, expect, it } from 'vitest';
import type { DrawingState } from './drawing-state.js';
import { History } from './history.js';

const state = (iteration: number, bytes = 8): DrawingState =>
  ({ facts: { iteration, score: 0 }, arrays: { a: new Uint8Array(bytes) } }) as unknown as DrawingState;
const at = (found: DrawingState | undefined): number | undefined => found?.facts.iteration;

describe('History', () => {
  it('goes back and forth along one way', () => {
    const history = new History();
    expect([history.canUndo, history.canRedo, history.undo()]).toEqual([false, false, undefined]);
    for (const iteration of [0, 10, 20]) history.add(state(iteration), 'stretch');
    expect(at(history.undo())).toBe(10);
    expect(at(history.undo())).toBe(0);
    expect(history.canUndo).toBe(false);
    expect(history.undo()).toBeUndefined();
    expect(at(history.redo())).toBe(10);
    expect(at(history.redo())).toBe(20);
    expect(history.redo()).toBeUndefined();
  });

  it('keeps the way that was left as a branch, to which one can go', () => {
    const history = new History();
    for (const iteration of [0, 10, 20]) history.add(state(iteration), 'stretch');
    history.undo();
    history.add(state(10), 'remove');
    history.add(state(30), 'stretch');
    expect(history.nodes.map(({ id, parent }) => [id, parent])).toEqual([
      [1, null],
      [2, 1],
      [3, 2],
      [4, 2],
      [5, 4],
    ]);
    expect(at(history.goTo(3))).toBe(20);
    history.undo();
    // Redo follows the way one came.
    expect(at(history.redo())).toBe(20);
    history.goTo(5);
    history.undo();
    history.undo();
    expect(history.nodes.find(({ id }) => id === history.current)?.iteration).toBe(10);
    history.redo();
    expect(at(history.redo())).toBe(30);
    expect(history.goTo(99)).toBeUndefined();
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
});
