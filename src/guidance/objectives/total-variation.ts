/** @file Total variation, squared, as disco-diffusion has it: noise between neighbouring pixels costs. */
import { definePictureObjective } from './picture-objective.js';

/** loss = mean over the numbers of the image of (right − here)² + (below − here)² */
export const totalVariation = definePictureObjective({
  kind: 'picture',
  weight: {
    kind: 'number',
    flag: 'total-variation',
    label: { en: 'Total variation', ru: 'Полная вариация' },
    help: {
      en: 'Weight against noise between neighbouring pixels; 0 leaves it out.',
      ru: 'Вес против шума между соседними пикселями; 0 — не учитывать.',
    },
    unit: 'weight',
    min: 0,
    max: 1000,
    step: 0.1,
    default: 0,
  },
  evaluate({ image, size }, scale, gradient) {
    const pitch = 3 * size.width;
    const per = 1 / image.length;
    const slope = 2 * per * scale;
    let loss = 0;
    const pull = (here: number, there: number): void => {
      const difference = image[there]! - image[here]!;
      loss += difference * difference;
      gradient[there]! += slope * difference;
      gradient[here]! -= slope * difference;
    };
    for (let i = 0; i < image.length; i++) {
      if (i % pitch < pitch - 3) pull(i, i + 3);
      if (i + pitch < image.length) pull(i, i + pitch);
    }
    return loss * per;
  },
});
