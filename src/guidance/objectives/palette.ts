/** @file A fixed palette: every pixel shall have one of a few colours, whichever is nearest. */
import { definePictureObjective } from './picture-objective.js';

/** `#ff0000 #0f0` → r, g, b, r, g, b … in 0..1 */
function readColours(text: string): Float32Array {
  const colours = text.match(/#[0-9a-f]{6}|#[0-9a-f]{3}/giu) ?? [];
  return Float32Array.from(
    colours.flatMap((colour) => {
      const digits = colour.length === 4 ? colour.replace(/[0-9a-f]/giu, '$&$&') : colour;
      return [1, 3, 5].map((at) => Number.parseInt(digits.slice(at, at + 2), 16) / 255);
    }),
  );
}

/** loss = mean over pixels of the least squared distance, Σ_rgb (pixel − colour)²; without colours it is 0. */
export const palette = definePictureObjective({
  kind: 'picture',
  weight: {
    kind: 'number',
    flag: 'palette-weight',
    label: { en: 'Keeping to the palette', ru: 'Верность палитре' },
    help: {
      en: 'Weight of keeping to the colours wanted; 0 leaves it out.',
      ru: 'Вес верности заданным цветам; 0 — не учитывать.',
    },
    unit: 'weight',
    min: 0,
    max: 100,
    step: 0.1,
    default: 0,
  },
  rows: {
    paletteColours: {
      kind: 'text',
      flag: 'palette-colours',
      label: { en: 'Colours wanted', ru: 'Нужные цвета' },
      help: {
        en: 'The colours that pixels shall have, such as #1d3557 #e63946 #f1faee.',
        ru: 'Цвета, которые должны быть у пикселей, например #1d3557 #e63946 #f1faee.',
      },
      maxLength: 600,
      pattern: /^\s*(?:#(?:[0-9a-f]{6}|[0-9a-f]{3})[\s,]*)*$/iu,
      wanted: { en: 'colours such as “#1d3557 #e63946”', ru: 'цвета, например «#1d3557 #e63946»' },
      default: '',
    },
  },
  evaluate({ image, values }, scale, gradient) {
    const colours = readColours(values.paletteColours);
    if (colours.length === 0) return 0;
    const per = 3 / image.length;
    let loss = 0;
    for (let i = 0; i < image.length; i += 3) {
      let [least, nearest] = [Number.POSITIVE_INFINITY, 0];
      for (let k = 0; k < colours.length; k += 3) {
        const distance =
          (image[i]! - colours[k]!) ** 2 +
          (image[i + 1]! - colours[k + 1]!) ** 2 +
          (image[i + 2]! - colours[k + 2]!) ** 2;
        if (distance < least) [least, nearest] = [distance, k];
      }
      loss += least;
      for (let c = 0; c < 3; c++)
        gradient[i + c]! += 2 * per * scale * (image[i + c]! - colours[nearest + c]!);
    }
    return loss * per;
  },
});
