/**
 * @file The page under the marks while they are painted. On another colour each step a drawing learns to stand on any
 * page, as lucid's and pixray's transparent works do.
 */
import type { ParameterRows, ValuesOf } from '../parameters/index.js';
import type { SeededGenerator } from '../random/index.js';
import type { Rgb } from '../raster/index.js';

export const pageRows = {
  page: {
    kind: 'choice',
    label: { en: 'Page', ru: 'Страница' },
    help: {
      en: 'What lies under the marks while they are drawn; another colour each step is for transparent works.',
      ru: 'Что лежит под рисунком, пока он рисуется; новый цвет каждый шаг — для прозрачных работ.',
    },
    options: {
      paper: { en: 'Paper', ru: 'Бумага' },
      grey: { en: 'Another grey each step', ru: 'Каждый шаг другой серый' },
      colour: { en: 'Another colour each step', ru: 'Каждый шаг другой цвет' },
    },
    default: 'paper',
  },
} as const satisfies ParameterRows;

/** The page of one step. */
export function drawPage(
  { page }: Pick<ValuesOf<typeof pageRows>, 'page'>,
  paper: Rgb,
  generator: SeededGenerator,
): Rgb {
  return drawTint(page, paper, generator);
}

/** Paper, or a grey or colour drawn anew. */
export function drawTint(kind: 'paper' | 'grey' | 'colour', paper: Rgb, generator: SeededGenerator): Rgb {
  switch (kind) {
    case 'paper':
      return paper;
    case 'grey': {
      const grey = generator.uniform();
      return [grey, grey, grey];
    }
    case 'colour':
      return [generator.uniform(), generator.uniform(), generator.uniform()];
    default:
      return kind satisfies never;
  }
}
