import { expect, it } from 'vitest';
import type { WireNumberRow, WireParameterRow } from '../../src/protocol/index.js';
import { beginningValues, commonValues, rowsOfMedium } from './rows-of-medium.js';

const row = (name: string, canvases: WireParameterRow['canvases']): WireParameterRow => {
  const text = { en: name, ru: name };
  const common = {
    name,
    flag: name,
    label: text,
    help: text,
    begins: false,
    basic: true,
    group: 'course' as const,
    canvases,
  };
  return { kind: 'number', ...common, unit: '', min: 0, max: 9, step: 1, default: 1 };
};
const rows = [
  row('strokes', ['strokes']),
  row('shapes', ['shapes']),
  row('rate', ['shapes', 'strokes']),
  row('seed', 'all'),
];
const names = (medium: string | undefined) => rowsOfMedium(rows, medium).map(({ name }) => name);

it('are those of the medium and of every drawing, in their order', () => {
  expect(names('strokes')).toEqual(['strokes', 'rate', 'seed']);
  expect(names('shapes')).toEqual(['shapes', 'rate', 'seed']);
});

it('are the common ones alone before anything is drawn', () => {
  expect(names(undefined)).toEqual(['seed']);
});

it('leave behind what was set of another medium, and keep what all have', () => {
  expect(commonValues(rows, { strokes: 5, rate: 2, seed: 7 })).toEqual({ seed: 7 });
});

it('say which choice makes a drawing begin from a picture', () => {
  const options = { nothing: { en: 'Nothing', ru: 'Пустоты' }, image: { en: 'Image', ru: 'Картинки' } };
  const {
    min: _,
    max: __,
    step: ___,
    unit: ____,
    ...base
  } = row('start', ['pixels']) as never as WireNumberRow;
  const start: WireParameterRow = { ...base, kind: 'choice', begins: true, options, default: 'nothing' };
  expect(beginningValues([...rows, start], true, { start: 'nothing' })).toEqual({ start: 'image' });
  expect(beginningValues([...rows, start], false, { start: 'image' })).toEqual({ start: 'nothing' });
  expect(beginningValues(rows, true, {})).toEqual({});
});
