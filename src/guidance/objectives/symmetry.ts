/** @file Symmetry: the picture shall equal its mirror image. */
import { definePictureObjective } from './picture-objective.js';

const mirrors = {
  sides: { en: 'Left and right', ru: 'Лево и право' },
  heights: { en: 'Top and bottom', ru: 'Верх и низ' },
  both: { en: 'Both', ru: 'Обе' },
} as const;

/** loss = mean over the numbers of the image of (here − there)², the mean over the mirrors asked for */
export const symmetry = definePictureObjective({
  kind: 'picture',
  weight: {
    kind: 'number',
    label: { en: 'Symmetry', ru: 'Симметрия' },
    help: {
      en: 'Weight of equalling the mirror image; 0 leaves it out.',
      ru: 'Вес равенства своему отражению; 0 — не учитывать.',
    },
    unit: 'weight',
    min: 0,
    max: 1000,
    step: 1,
    default: 0,
  },
  rows: {
    symmetryOf: {
      kind: 'choice',
      flag: 'symmetry-of',
      label: { en: 'What mirrors what', ru: 'Что отражает что' },
      help: { en: 'The halves that shall be alike.', ru: 'Половины, которые должны совпадать.' },
      options: mirrors,
      default: 'sides',
    },
  },
  evaluate({ image, size: { width, height }, values }, scale, gradient) {
    const flips = values.symmetryOf === 'both' ? (['sides', 'heights'] as const) : [values.symmetryOf];
    const per = 1 / (image.length * flips.length);
    let loss = 0;
    for (const flip of flips) {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const [tx, ty] = flip === 'sides' ? [width - 1 - x, y] : [x, height - 1 - y];
          const here = 3 * (y * width + x);
          const there = 3 * (ty * width + tx);
          for (let c = 0; c < 3; c++) {
            const difference = image[here + c]! - image[there + c]!;
            loss += difference * difference;
            // The pair is met twice, once from either side.
            gradient[here + c]! += 4 * per * scale * difference;
          }
        }
      }
    }
    return loss * per;
  },
});
