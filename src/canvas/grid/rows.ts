/** @file What can be set of a pixel grid. */
import type { ParameterRows } from '../../parameters/index.js';
import { cellShapes } from './cells.js';

const { square, hexagon, triangle, diamond, knit } = cellShapes;

import { colourList, colourSpeed, pageInk, startRow, startsRows } from '../shared-rows.js';

export const gridRows = {
  cells: {
    kind: 'choice',
    begins: true,
    label: { en: 'Cells', ru: 'Ячейки' },
    help: { en: 'Shape of the cells.', ru: 'Форма ячеек.' },
    options: {
      square: square.label,
      hexagon: hexagon.label,
      triangle: triangle.label,
      diamond: diamond.label,
      knit: knit.label,
    },
    default: 'square',
    basic: true,
  },
  columns: {
    kind: 'number',
    begins: true,
    label: { en: 'Cells across', ru: 'Ячеек в ширину' },
    help: { en: 'Cells from left to right.', ru: 'Ячеек слева направо.' },
    unit: 'cells',
    min: 16,
    max: 160,
    step: 1,
    default: 40,
    integer: true,
    basic: true,
  },
  rows: {
    kind: 'number',
    begins: true,
    label: { en: 'Cells down', ru: 'Ячеек в высоту' },
    help: { en: 'Cells from top to bottom.', ru: 'Ячеек сверху вниз.' },
    unit: 'cells',
    min: 16,
    max: 90,
    step: 1,
    default: 40,
    integer: true,
    basic: true,
  },
  paletteColours: {
    ...colourList('#1a1c2c #f4f4f4'),
    flag: 'palette-colours',
    label: { en: 'Palette', ru: 'Палитра' },
    help: {
      en: 'Colours the cells may have, such as #1a1c2c #f4f4f4 #b13e53; empty allows any.',
      ru: 'Цвета, какими могут быть ячейки, например #1a1c2c #f4f4f4 #b13e53; пусто — любые.',
    },
  },
  palettePull: {
    kind: 'number',
    flag: 'palette-pull',
    label: { en: 'Pull of the palette', ru: 'Притяжение палитры' },
    help: {
      en: 'How strongly cells are drawn to the palette while it is painted.',
      ru: 'Как сильно ячейки тянутся к палитре, пока пишутся.',
    },
    unit: 'weight',
    min: 0,
    max: 100,
    step: 0.5,
    default: 2,
  },
  ink: pageInk,
  cellRate: {
    ...colourSpeed,
    flag: 'cell-rate',
    help: { en: 'Learning rate of the cells’ colours.', ru: 'Скорость обучения цвета ячеек.' },
    default: 30,
  },
  start: startRow,
  ...startsRows(1),
} as const satisfies ParameterRows;
