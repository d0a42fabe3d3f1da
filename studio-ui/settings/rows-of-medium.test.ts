import { expect, it } from 'vitest';
import type { WireParameterRow } from '../../src/protocol/index.js';
import { rowsOfMedium } from './rows-of-medium.js';

const row = (name: string, canvases: WireParameterRow['canvases']): WireParameterRow => {
  const text = { en: name, ru: name };
  const common = { name, flag: name, label: text, help: text, basic: true, canvases };
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
