/** @file Rows, and parts of rows, that several media have: what they begin from, speeds, ink, lists of colours. */
import type { NumberRow, ParameterRow, ParameterRows, TextRow } from '../parameters/index.js';
import { MOST_COLOURS, palettePattern } from './palette.js';

/** Of every medium whose whole picture is there from the first step. */
export const startRow = {
  kind: 'choice',
  begins: true,
  label: { en: 'Begin from', ru: 'Начать с' },
  help: { en: 'What is there before the first step.', ru: 'Что есть до первого шага.' },
  options: {
    nothing: { en: 'Nothing', ru: 'Пустоты' },
    image: { en: 'The image', ru: 'Картинки' },
  },
  default: 'nothing',
} as const satisfies ParameterRow;

/** How many beginnings are tried, and for how long. @param count by default */
export const startsRows = <const Count extends number>(count: Count) =>
  ({
    starts: {
      kind: 'number',
      begins: true,
      label: { en: 'Beginnings', ru: 'Попытки начать' },
      help: {
        en: 'So many beginnings are tried, and the one that fits the words best goes on; from an image, or a picture of more than 64 MB, it begins once.',
        ru: 'Столько начал пробуется, и дальше идёт то, что лучше подходит к словам; с картинки или при размере более 64 МБ начало одно.',
      },
      unit: 'beginnings',
      min: 1,
      max: 8,
      step: 1,
      default: count,
      integer: true,
    },
    startSteps: {
      kind: 'number',
      flag: 'start-steps',
      begins: true,
      label: { en: 'Steps of a beginning', ru: 'Шагов на попытку' },
      help: {
        en: 'Steps for which each beginning is tried; all together at most half of the drawing’s.',
        ru: 'Сколько шагов пробуется каждое начало; все вместе не больше половины шагов рисунка.',
      },
      unit: 'steps',
      min: 5,
      max: 500,
      step: 5,
      default: 25,
      integer: true,
    },
  }) as const satisfies ParameterRows;

/** How much of one more beginning has the colour that the words name. @param share by default */
export const tintRow = <const Share extends number>(share: Share) =>
  ({
    kind: 'number',
    begins: true,
    label: { en: 'First tint', ru: 'Начальный оттенок' },
    help: {
      en: 'Where the words name a colour, one more beginning is tried, with so much of the colour; 0 for none.',
      ru: 'Если слова называют цвет, пробуется ещё одно начало, с такой долей этого цвета; при 0 его нет.',
    },
    unit: '0–1',
    min: 0,
    max: 1,
    step: 0.05,
    default: share,
  }) as const satisfies NumberRow;

/** Of a speed of lengths. */
export const lengthSpeed = {
  kind: 'number',
  unit: '1/1000 of the canvas',
  min: 0,
  max: 100,
  step: 0.5,
} as const satisfies Partial<NumberRow>;

/** Of a speed of control points. */
export const pointSpeed = {
  ...lengthSpeed,
  flag: 'point-rate',
  label: { en: 'Speed of points', ru: 'Скорость точек' },
} as const satisfies Partial<NumberRow>;

/** Of a speed of angles. */
export const turnSpeed = {
  kind: 'number',
  label: { en: 'Speed of turning', ru: 'Скорость поворота' },
  unit: '1/1000 of a radian',
  min: 0,
  max: 500,
  step: 1,
  default: 30,
} as const satisfies Partial<NumberRow>;

/** Of a speed of colours. */
export const colourSpeed = {
  kind: 'number',
  label: { en: 'Speed of colours', ru: 'Скорость цвета' },
  unit: '1/1000',
  min: 0,
  max: 500,
  step: 1,
} as const satisfies Partial<NumberRow>;

/** Of a speed of the colours of marks, their opacity among them. */
export const markColourSpeed = {
  ...colourSpeed,
  flag: 'colour-rate',
  help: { en: 'Learning rate of colours and opacity.', ru: 'Скорость обучения цвета и прозрачности.' },
} as const satisfies Partial<NumberRow>;

/** Of what ink costs. */
export const inkPrice = {
  kind: 'number',
  label: { en: 'Sparing with ink', ru: 'Бережливость к краске' },
  unit: 'weight',
  min: 0,
  max: 100,
  step: 0.5,
} as const satisfies Partial<NumberRow>;

/** Of what ink costs where the whole page is painted, begun from nothing. */
export const pageInk = {
  ...inkPrice,
  help: {
    en: 'A page begun from nothing stays blank where nothing is wanted; 0 paints all of it.',
    ru: 'Начатая с чистого листа картинка остаётся пустой там, где ничего не нужно; при 0 закрашивается вся.',
  },
  default: 8,
} as const satisfies NumberRow;

/** Of a list of colours that are allowed. */
export const colourList = (example: string) =>
  ({
    kind: 'text',
    maxLength: 9 * MOST_COLOURS,
    pattern: palettePattern,
    wanted: {
      en: `up to ${MOST_COLOURS} colours such as ${example}`,
      ru: `до ${MOST_COLOURS} цветов вида ${example}`,
    },
    default: '',
  }) as const satisfies Partial<TextRow>;
