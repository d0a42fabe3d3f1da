/** @file What lies around the picture where a view reaches beyond it, and noise on the views. */
import type { ParameterRows, ValuesOf } from '../../parameters/index.js';
import type { SeededGenerator } from '../../random/index.js';
import type { Rgb } from '../../raster/index.js';
import { drawTint } from '../page.js';
import type { Moment } from '../prompt/moment.js';

export const surroundRows = {
  surround: {
    kind: 'choice',
    label: { en: 'Around the picture', ru: 'Вокруг картинки' },
    help: {
      en: 'What views see beyond its edges; another colour each step keeps the edge from meaning anything.',
      ru: 'Что видно за краями; новый цвет каждый шаг не даёт краю что-то значить.',
    },
    options: {
      paper: { en: 'Paper', ru: 'Бумага' },
      grey: { en: 'Another grey each step', ru: 'Каждый шаг другой серый' },
      colour: { en: 'Another colour each step', ru: 'Каждый шаг другой цвет' },
    },
    default: 'paper',
  },
  noiseStart: {
    kind: 'number',
    flag: 'noise-start',
    label: { en: 'Noise at the start', ru: 'Шум в начале' },
    help: { en: 'Noise on the views at the first step.', ru: 'Шум на видах в первом шаге.' },
    unit: 'σ',
    min: 0,
    max: 2,
    step: 0.05,
    default: 0.6,
  },
  noiseEnd: {
    kind: 'number',
    flag: 'noise-end',
    label: { en: 'Noise at the end', ru: 'Шум в конце' },
    help: { en: 'Noise on the views at the last step.', ru: 'Шум на видах в последнем шаге.' },
    unit: 'σ',
    min: 0,
    max: 2,
    step: 0.05,
    default: 0.4,
  },
} as const satisfies ParameterRows;

/** Standard deviation of the noise on the views at a moment, in units of colour 0..1: from start to end evenly. */
export const noiseAt = (
  { noiseStart, noiseEnd }: Pick<ValuesOf<typeof surroundRows>, 'noiseStart' | 'noiseEnd'>,
  { progress }: Moment,
): number => noiseStart + (noiseEnd - noiseStart) * progress;

export const drawSurround = (
  { surround }: Pick<ValuesOf<typeof surroundRows>, 'surround'>,
  paper: Rgb,
  generator: SeededGenerator,
): Rgb => drawTint(surround, paper, generator);
