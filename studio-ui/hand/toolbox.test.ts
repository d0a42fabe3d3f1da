/** @file The toolbox: what is selected follows the marks that there are. */
import { describe, expect, it } from 'vitest';
import { emptyToolbox, neighbour, reduceToolbox, rgbOf, type ToolAction, type Toolbox } from './toolbox.js';

const given = (...actions: readonly ToolAction[]): Toolbox => actions.reduce(reduceToolbox, emptyToolbox);
const shown: ToolAction = { type: 'shown', marks: [0, 1, 4], canDraw: true };

describe('reduceToolbox', () => {
  it('adds to the selection and takes away from it', () => {
    const chosen = given(shown, { type: 'selected', marks: [0] }, { type: 'toggled', marks: [4, 1] });
    expect(chosen.selected).toEqual([0, 4, 1]);
    expect(reduceToolbox(chosen, { type: 'toggled', marks: [4] }).selected).toEqual([0, 1]);
  });

  it('forgets marks that are gone, and changes nothing where nothing changed', () => {
    const chosen = given(shown, { type: 'selected', marks: [1, 4] });
    expect(reduceToolbox(chosen, shown)).toBe(chosen);
    expect(reduceToolbox(chosen, { type: 'shown', marks: [0, 4], canDraw: true }).selected).toEqual([4]);
  });

  it('steps from mark to mark in the order of painting, and not beyond the ends', () => {
    expect(given(shown, { type: 'stepped', by: 1 }).selected).toEqual([0]);
    expect(given(shown, { type: 'stepped', by: -1 }).selected).toEqual([4]);
    const second = given(shown, { type: 'selected', marks: [0] }, { type: 'stepped', by: 1 });
    expect(second.selected).toEqual([1]);
    const last = given(shown, { type: 'selected', marks: [4] });
    expect(neighbour(last, 1)).toBeUndefined();
    expect(reduceToolbox(last, { type: 'stepped', by: 1 })).toBe(last);
    expect(neighbour(given(), 1)).toBeUndefined();
  });
});

it('reads a colour as a field gives it', () => {
  expect(rgbOf('#ff8000')).toEqual([1, 128 / 255, 0]);
});
