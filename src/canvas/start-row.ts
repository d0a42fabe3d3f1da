/** @file The row of every medium whose whole picture is there from the first step: what it begins from. */
import type { ParameterRow } from '../parameters/index.js';

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
