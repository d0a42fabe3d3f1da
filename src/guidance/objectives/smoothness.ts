/** @file Smoothness, as pixray has it: the length of the colour gradient, which leaves a few hard edges alone. */
import { definePictureObjective } from './picture-objective.js';

/** Keeps the square root's slope finite where nothing changes. */
const SOFT = 1e-6;

/** loss = mean over pixels of √(Σ_rgb (right − here)² + (below − here)² + ε) − √ε; beyond the last pixel nothing changes. */
export const smoothness = definePictureObjective({
  kind: 'picture',
  weight: {
    kind: 'number',
    label: { en: 'Smoothness', ru: 'Гладкость' },
    help: {
      en: 'Weight of even areas with few edges; 0 leaves it out.',
      ru: 'Вес ровных областей с немногими краями; 0 — не учитывать.',
    },
    unit: 'weight',
    min: 0,
    max: 100,
    step: 0.1,
    default: 0,
  },
  evaluate({ image, size: { width, height } }, scale, gradient) {
    const pitch = 3 * width;
    const per = 1 / (width * height);
    let loss = 0;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const i = y * pitch + 3 * x;
        const right = x + 1 < width ? 3 : 0;
        const below = y + 1 < height ? pitch : 0;
        let square = SOFT;
        for (let c = i; c < i + 3; c++) {
          square += (image[c + right]! - image[c]!) ** 2 + (image[c + below]! - image[c]!) ** 2;
        }
        const length = Math.sqrt(square);
        loss += length - Math.sqrt(SOFT);
        const slope = (scale * per) / length;
        for (let c = i; c < i + 3; c++) {
          const across = slope * (image[c + right]! - image[c]!);
          const down = slope * (image[c + below]! - image[c]!);
          gradient[c + right]! += across;
          gradient[c + below]! += down;
          gradient[c]! -= across + down;
        }
      }
    }
    return loss * per;
  },
});
