/** @file Everything that can be set of looking at a picture and of wanting something of it. */
import type { ParameterRows, ValuesOf } from '../parameters/index.js';
import { objectiveRows } from './objectives/index.js';
import { pageRows } from './page.js';
import { promptLimits } from './prompt/syntax-tree.js';
import { templateRows } from './templates.js';
import { viewRows } from './views/index.js';

const wishRows = {
  negative: {
    kind: 'text',
    label: { en: 'Not wanted', ru: 'Чего не надо' },
    help: {
      en: 'What the picture shall not look like, written as a prompt; without a weight each counts 0.3.',
      ru: 'На что картинка не должна быть похожа; пишется как запрос, без веса считается 0,3.',
    },
    maxLength: promptLimits.characters,
    wanted: { en: 'a prompt of what is not wanted', ru: 'запрос о том, чего не надо' },
    default: '',
  },
  thing: {
    kind: 'number',
    label: { en: 'The thing besides its colour', ru: 'Предмет помимо цвета' },
    help: {
      en: 'Where the words name a colour: weight of the thing as such beside the thing in that colour.',
      ru: 'Если слова называют цвет: вес самого предмета рядом с предметом этого цвета.',
    },
    unit: 'weight',
    min: 0,
    max: 2,
    step: 0.05,
    default: 0.3,
  },
  ...templateRows,
  ...pageRows,
} as const satisfies ParameterRows;

/** By what they are about, as they are shown. */
export const guidanceGroups = { wishes: wishRows, views: viewRows, objectives: objectiveRows };
export const guidanceRows = { ...wishRows, ...viewRows, ...objectiveRows };

export type GuidanceValues = ValuesOf<typeof guidanceRows>;
