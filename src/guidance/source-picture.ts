/** @file Pictures that a person brings: looked at as they are, or brought to the size of the drawing. */
import type { SourceImage } from '../canvas/index.js';
import type { Homography, RasterSize } from '../raster/index.js';
import { boxView, compose, type Field } from './views/view-kind.js';

/** The sides of a size in units of the shorter one. */
export function fieldOf({ width, height }: RasterSize): Field {
  const shorter = Math.min(width, height);
  return { width: width / shorter, height: height / shorter };
}

/** A view of a drawing as the view of a picture whose middle fills the drawing. */
export function coverView(view: Homography, drawing: Field, picture: Field): Homography {
  const scale = Math.min(picture.width / drawing.width, picture.height / drawing.height);
  const left = (picture.width - scale * drawing.width) / 2;
  const top = (picture.height - scale * drawing.height) / 2;
  return compose(boxView(left, top, scale, scale), view);
}

/**
 * How much of each pixel of a drawing a mask picture takes in, 0..1: its lightness times its opacity, the mask
 * stretched over the drawing. Means over boxes, so that a fine mask shrinks without holes.
 */
export function maskOver({ width, height, data }: SourceImage, size: RasterSize): Float32Array {
  const mask = new Float32Array(size.width * size.height);
  const across = spans(width, size.width);
  const down = spans(height, size.height);
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      let sum = 0;
      const [[top, bottom], [left, right]] = [down[y]!, across[x]!];
      for (let row = top; row < bottom; row++) {
        for (let column = left; column < right; column++) {
          const i = 4 * (row * width + column);
          const light = 0.299 * data[i]! + 0.587 * data[i + 1]! + 0.114 * data[i + 2]!;
          sum += (light * data[i + 3]!) / (255 * 255);
        }
      }
      mask[y * size.width + x] = sum / ((bottom - top) * (right - left));
    }
  }
  return mask;
}

/** The source pixels under each target pixel, at least one. */
const spans = (source: number, target: number): [from: number, to: number][] =>
  Array.from({ length: target }, (_, i) => {
    const from = Math.min(source - 1, Math.floor((i * source) / target));
    return [from, Math.max(from + 1, Math.ceil(((i + 1) * source) / target))];
  });
