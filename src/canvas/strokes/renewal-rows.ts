/** @file What can be set of the renewal of strokes: when those that do nothing begin anew. */
import type { ParameterRows } from '../../parameters/index.js';

export const renewalRows = {
  renewEvery: {
    kind: 'number',
    flag: 'renew-every',
    label: { en: 'Steps between renewals', ru: 'Шагов между обновлениями' },
    help: {
      en: 'Steps after which strokes that do nothing begin anew where most is missing; 0 leaves them all.',
      ru: 'Через сколько шагов бесполезные штрихи начинают заново там, где недостаёт больше всего; 0 — никогда.',
    },
    unit: 'steps',
    min: 0,
    max: 2000,
    step: 1,
    default: 0,
    integer: true,
  },
  renewPart: {
    kind: 'number',
    flag: 'renew-part',
    label: { en: 'Worst part', ru: 'Худшая часть' },
    help: {
      en: 'Of the strokes without which the picture would fit the words as well, at most this part begins anew at a time.',
      ru: 'Какая часть штрихов, без которых картинка подходила бы к словам не хуже, начинает заново за раз.',
    },
    unit: 'of all',
    min: 0,
    max: 1,
    step: 0.01,
    default: 0.1,
  },
  fadedOpacity: {
    kind: 'number',
    flag: 'faded-opacity',
    label: { en: 'Faded', ru: 'Выцветшее' },
    help: {
      en: 'In a renewal, a stroke paler than this begins anew.',
      ru: 'При обновлении штрих бледнее этого начинает заново.',
    },
    unit: '0–1',
    min: 0,
    max: 1,
    step: 0.01,
    default: 0.05,
  },
  tinyArea: {
    kind: 'number',
    flag: 'tiny-area',
    label: { en: 'Tiny', ru: 'Крошечное' },
    help: {
      en: 'In a renewal, a stroke that covers less than this begins anew.',
      ru: 'При обновлении штрих, который закрывает меньше этого, начинает заново.',
    },
    unit: '1/1000000 of the canvas',
    min: 0,
    max: 10_000,
    step: 10,
    default: 180,
  },
} as const satisfies ParameterRows;
