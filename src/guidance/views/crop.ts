/** @file Random upright crops of some share of the area: torchvision's RandomResizedCrop, which CLIPDraw uses. */
import type { SeededGenerator } from '../../random/index.js';
import { boxView, defineViewKind, place } from './view-kind.js';

/** Aspect of a crop, as torchvision draws it. */
const LEAST_ASPECT = 3 / 4;
const MOST_ASPECT = 4 / 3;
const ATTEMPTS = 10;

export const crop = defineViewKind({
  label: { en: 'Crops', ru: 'Вырезы' },
  rows: {
    cropLeast: {
      kind: 'number',
      flag: 'crop-least',
      label: { en: 'Smallest crop', ru: 'Наименьший вырез' },
      help: { en: 'Share of the area that a crop shows at least.', ru: 'Наименьшая доля площади в вырезе.' },
      unit: '',
      min: 0.01,
      max: 1,
      step: 0.01,
      default: 0.7,
    },
    cropMost: {
      kind: 'number',
      flag: 'crop-most',
      label: { en: 'Largest crop', ru: 'Наибольший вырез' },
      help: { en: 'Share of the area that a crop shows at most.', ru: 'Наибольшая доля площади в вырезе.' },
      unit: '',
      min: 0.01,
      max: 1,
      step: 0.01,
      default: 0.9,
    },
  },
  /** Of a field that is not square a square is taken first, whose side lies between its shorter and longer side. */
  draw({ cropLeast, cropMost }, { field: { width, height } }, generator) {
    const side = generator.uniform(1, Math.max(width, height));
    const left = place(width, side, generator) - side / 2;
    const top = place(height, side, generator) - side / 2;
    const [w, h] = cropSize(Math.min(cropLeast, cropMost), Math.max(cropLeast, cropMost), generator);
    const x = left + side * generator.uniform(0, 1 - w);
    const y = top + side * generator.uniform(0, 1 - h);
    return boxView(x, y, side * w, side * h);
  },
});

/** Width and height inside a unit square; all of it when nothing fits in ten attempts. */
function cropSize(least: number, most: number, generator: SeededGenerator): [number, number] {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const area = generator.uniform(least, most);
    const aspect = Math.exp(generator.uniform(Math.log(LEAST_ASPECT), Math.log(MOST_ASPECT)));
    const [w, h] = [Math.sqrt(area * aspect), Math.sqrt(area / aspect)];
    if (w <= 1 && h <= 1) return [w, h];
  }
  return [1, 1];
}
