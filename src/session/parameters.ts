/**
 * @file Every parameter a drawing depends on: the rows of the session itself, of guidance, and of each canvas.
 */
import { type CanvasName, canvases } from '../canvas/index.js';
import { guidanceGroups, guidanceRows } from '../guidance/index.js';
import type { ParameterRow, ParameterRows, ValuesOf } from '../parameters/index.js';

/** Rows that every drawing has, whatever it is painted in. */
const sessionRows = {
  iterations: {
    kind: 'number',
    label: { en: 'Iterations', ru: 'Итерации' },
    help: { en: 'Steps of optimisation.', ru: 'Шаги оптимизации.' },
    unit: 'steps',
    min: 1,
    max: 20_000,
    step: 1,
    default: 200,
    integer: true,
    basic: true,
  },
  seed: {
    kind: 'number',
    begins: true,
    label: { en: 'Seed', ru: 'Зерно' },
    help: {
      en: 'The same seed and settings give the same drawing.',
      ru: 'Одно зерно и те же настройки дают один и тот же рисунок.',
    },
    unit: '',
    min: 0,
    max: 4_294_967_295,
    step: 1,
    default: 1,
    integer: true,
  },
  width: {
    kind: 'number',
    begins: true,
    label: { en: 'Canvas width', ru: 'Ширина холста' },
    help: { en: 'Width of the saved picture.', ru: 'Ширина сохраняемой картинки.' },
    unit: 'px',
    min: 16,
    max: 4096,
    step: 1,
    default: 512,
    integer: true,
  },
  height: {
    kind: 'number',
    begins: true,
    label: { en: 'Canvas height', ru: 'Высота холста' },
    help: { en: 'Height of the saved picture.', ru: 'Высота сохраняемой картинки.' },
    unit: 'px',
    min: 16,
    max: 4096,
    step: 1,
    default: 512,
    integer: true,
  },
  keep: {
    kind: 'choice',
    label: { en: 'Keep', ru: 'Оставить' },
    help: {
      en: 'Which picture is the result: the last one, or the one with the best score.',
      ru: 'Какая картинка станет итогом: последняя или с лучшей оценкой.',
    },
    options: { last: { en: 'the last', ru: 'последнюю' }, best: { en: 'the best', ru: 'лучшую' } },
    default: 'last',
  },
  patience: {
    kind: 'number',
    label: { en: 'Patience', ru: 'Терпение' },
    help: {
      en: 'Steps without a better score after which it stops by itself; 0 never does.',
      ru: 'Через сколько шагов без улучшения оценки остановиться; 0 — никогда.',
    },
    unit: 'steps',
    min: 0,
    max: 5000,
    step: 10,
    default: 0,
    integer: true,
  },
  leastGain: {
    kind: 'number',
    flag: 'least-gain',
    label: { en: 'Least gain', ru: 'Заметное улучшение' },
    help: {
      en: 'How much better a score has to be to count.',
      ru: 'Насколько оценка должна вырасти, чтобы это считалось.',
    },
    unit: '',
    min: 0,
    max: 0.1,
    step: 0.001,
    default: 0.001,
  },
} as const satisfies ParameterRows;

/** Rows that a drawing has whatever it is painted in. */
export const commonRows = { ...sessionRows, ...guidanceRows };
export type CommonValues = ValuesOf<typeof commonRows>;

/** What a row is about: the medium, the course of the drawing, what is wanted and how that is told from what is seen. */
export type RowGroup = 'medium' | 'course' | keyof typeof guidanceGroups;

/** A row with its name, and the canvases that have it; two canvases may give the same name other ranges. */
export type NamedRow = ParameterRow & {
  readonly name: string;
  readonly flag: string;
  readonly basic: boolean;
  readonly begins: boolean;
  readonly group: RowGroup;
  readonly canvases: readonly CanvasName[] | 'all';
};

const named = (rows: ParameterRows, group: RowGroup, of: NamedRow['canvases'] = 'all'): NamedRow[] =>
  Object.entries(rows).map(([name, row]) => ({
    flag: name,
    basic: false,
    begins: false,
    ...row,
    name,
    group,
    canvases: of,
  }));

/** All rows in the order in which they are shown: those of each canvas, then those of every drawing. */
export const parameterRows: readonly NamedRow[] = [
  ...Object.entries(canvases).flatMap(([name, { rows }]) => named(rows, 'medium', [name as CanvasName])),
  ...named(sessionRows, 'course'),
  ...Object.entries(guidanceGroups).flatMap(([group, rows]) => named(rows, group as RowGroup)),
];

/** The rows of a drawing in this medium. */
export const rowsOf = (canvas: CanvasName): readonly NamedRow[] =>
  parameterRows.filter((row) => row.canvases === 'all' || row.canvases.includes(canvas));

/** The size of the finished work, which the command line takes as one flag. */
export const sizeRows = { width: sessionRows.width, height: sessionRows.height };
export type SizeName = keyof typeof sizeRows;
