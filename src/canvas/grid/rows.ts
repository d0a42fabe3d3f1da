/** @file What can be set of a pixel grid. */
import type { ParameterRows } from '../../parameters/index.js';
import { MOST_COLOURS, palettePattern } from '../palette.js';
import { startRow } from '../start-row.js';
import { cellShapes } from './cells.js';

const { square, hexagon, triangle, diamond, knit } = cellShapes;

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
    kind: 'text',
    flag: 'palette-colours',
    label: { en: 'Palette', ru: 'Палитра' },
    help: {
      en: 'Colours the cells may have, such as #1a1c2c #f4f4f4 #b13e53; empty allows any.',
      ru: 'Цвета, какими могут быть ячейки, например #1a1c2c #f4f4f4 #b13e53; пусто — любые.',
    },
    maxLength: 9 * MOST_COLOURS,
    pattern: palettePattern,
    wanted: {
      en: `up to ${MOST_COLOURS} colours such as #1a1c2c #f4f4f4`,
      ru: `до ${MOST_COLOURS} цветов вида #1a1c2c #f4f4f4`,
    },
    default: '',
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
  ink: {
    kind: 'number',
    label: { en: 'Sparing with ink', ru: 'Бережливость к краске' },
    help: {
      en: 'The page stays blank where nothing is wanted; 0 paints all of it.',
      ru: 'Где ничего не нужно, страница остаётся чистой; при 0 закрашивается вся.',
    },
    unit: 'weight',
    min: 0,
    max: 100,
    step: 0.5,
    default: 8,
  },
  cellRate: {
    kind: 'number',
    flag: 'cell-rate',
    label: { en: 'Speed of colours', ru: 'Скорость цвета' },
    help: { en: 'Learning rate of the cells’ colours.', ru: 'Скорость обучения цвета ячеек.' },
    unit: '1/1000',
    min: 0,
    max: 500,
    step: 1,
    default: 30,
  },
  start: startRow,
} as const satisfies ParameterRows;
