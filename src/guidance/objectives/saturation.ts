/**
 * @file Colourfulness (Hasler and Süsstrunk, “Measuring colourfulness in natural images”, 2003), as pixray has it:
 * more of it with a weight above 0, less below.
 */
import { definePictureObjective } from './picture-objective.js';

/** Keeps the square roots' slopes finite in a grey picture. */
const SOFT = 1e-8;

/** With rg = r − g and yb = (r + g)/2 − b: loss = −(√(σ²rg + σ²yb) + .3·√(μ²rg + μ²yb)) */
export const saturation = definePictureObjective({
  kind: 'picture',
  weight: {
    kind: 'number',
    label: { en: 'Colourfulness', ru: 'Красочность' },
    help: {
      en: 'Weight of vivid colours; below 0 of muted ones; 0 leaves it out.',
      ru: 'Вес ярких цветов; ниже 0 — приглушённых; 0 — не учитывать.',
    },
    unit: 'weight',
    min: -100,
    max: 100,
    step: 0.1,
    default: 0,
  },
  evaluate({ image }, scale, gradient) {
    const pixels = image.length / 3;
    let [sumRg, sumYb, squareRg, squareYb] = [0, 0, 0, 0];
    for (let i = 0; i < image.length; i += 3) {
      const rg = image[i]! - image[i + 1]!;
      const yb = 0.5 * (image[i]! + image[i + 1]!) - image[i + 2]!;
      sumRg += rg;
      sumYb += yb;
      squareRg += rg * rg;
      squareYb += yb * yb;
    }
    const [meanRg, meanYb] = [sumRg / pixels, sumYb / pixels];
    const variance = squareRg / pixels - meanRg ** 2 + squareYb / pixels - meanYb ** 2;
    const spread = Math.sqrt(Math.max(0, variance) + SOFT);
    const offset = Math.sqrt(meanRg ** 2 + meanYb ** 2 + SOFT);
    // ∂/∂rg = (rg − μ)/(n·spread) + .3·μ/(n·offset), the same for yb; then by the chain to r, g, b.
    const slope = -scale / pixels;
    for (let i = 0; i < image.length; i += 3) {
      const rg = image[i]! - image[i + 1]!;
      const yb = 0.5 * (image[i]! + image[i + 1]!) - image[i + 2]!;
      const byRg = slope * ((rg - meanRg) / spread + (0.3 * meanRg) / offset);
      const byYb = slope * ((yb - meanYb) / spread + (0.3 * meanYb) / offset);
      gradient[i]! += byRg + 0.5 * byYb;
      gradient[i + 1]! += 0.5 * byYb - byRg;
      gradient[i + 2]! -= byYb;
    }
    return -(spread + 0.3 * offset);
  },
});
