/** @file Anchor: the picture shall stay near what it was at the beginning (the `pix` loss of pixray, squared). */
import { definePictureObjective } from './picture-objective.js';

/** loss = mean over the numbers of the image of (now − start)²; without a start it is 0. */
export const anchor = definePictureObjective({
  kind: 'picture',
  weight: {
    kind: 'number',
    label: { en: 'Staying near the start', ru: 'Близость к началу' },
    help: {
      en: 'Weight of staying as the picture was at the beginning; 0 leaves it out.',
      ru: 'Вес сохранения картинки такой, какой она была вначале; 0 — не учитывать.',
    },
    unit: 'weight',
    min: 0,
    max: 1000,
    step: 0.5,
    default: 0,
  },
  evaluate({ image, start }, scale, gradient) {
    if (!start) return 0;
    const per = 1 / image.length;
    let loss = 0;
    for (let i = 0; i < image.length; i++) {
      const difference = image[i]! - start[i]!;
      loss += difference * difference;
      gradient[i]! += 2 * per * scale * difference;
    }
    return loss * per;
  },
});
