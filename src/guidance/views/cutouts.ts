/**
 * @file Cut-outs that go from overviews to the inside (disco-diffusion): at first most views show the whole picture,
 * later most show some square of it, so that the composition comes before the details.
 */
import { boxView, defineViewKind, wholeView } from './view-kind.js';

export const cutouts = defineViewKind({
  label: { en: 'From overview to details', ru: 'От целого к деталям' },
  rows: {
    overviewStart: {
      kind: 'number',
      flag: 'overview-start',
      label: { en: 'Overviews at first', ru: 'Общих видов вначале' },
      help: {
        en: 'Share of views that show the whole picture at first.',
        ru: 'Доля видов всей картинки вначале.',
      },
      unit: '',
      min: 0,
      max: 1,
      step: 0.05,
      default: 0.75,
    },
    overviewEnd: {
      kind: 'number',
      flag: 'overview-end',
      label: { en: 'Overviews later', ru: 'Общих видов потом' },
      help: {
        en: 'Share of views that show the whole picture later.',
        ru: 'Доля видов всей картинки потом.',
      },
      unit: '',
      min: 0,
      max: 1,
      step: 0.05,
      default: 0.25,
    },
    overviewUntil: {
      kind: 'number',
      flag: 'overview-until',
      label: { en: 'When details begin', ru: 'Начало деталей' },
      help: {
        en: 'Share of the drawing after which “later” begins.',
        ru: 'Доля рисования, после которой наступает «потом».',
      },
      unit: '',
      min: 0,
      max: 1,
      step: 0.05,
      default: 0.4,
    },
    innerLeast: {
      kind: 'number',
      flag: 'inner-least',
      label: { en: 'Smallest cut-out', ru: 'Наименьший вырез внутри' },
      help: {
        en: 'Side of the smallest inner view, in shorter sides of the picture.',
        ru: 'Сторона наименьшего внутреннего вида, в меньших сторонах картинки.',
      },
      unit: '',
      min: 0.02,
      max: 1,
      step: 0.01,
      default: 0.3,
    },
    innerPower: {
      kind: 'number',
      flag: 'inner-power',
      label: { en: 'Liking for small ones', ru: 'Склонность к мелким' },
      help: {
        en: 'Above 1 small cut-outs come more often, below 1 large ones.',
        ru: 'Больше 1 — чаще мелкие вырезы, меньше 1 — крупные.',
      },
      unit: '',
      min: 0.1,
      max: 10,
      step: 0.1,
      default: 1,
    },
  },
  draw(values, { field, moment, turn }, generator) {
    const overviews = moment.progress < values.overviewUntil ? values.overviewStart : values.overviewEnd;
    if (turn < overviews) return wholeView(field);
    const side = values.innerLeast + (1 - values.innerLeast) * generator.uniform() ** values.innerPower;
    const left = generator.uniform(0, field.width - side);
    const top = generator.uniform(0, field.height - side);
    return boxView(left, top, side, side);
  },
});
