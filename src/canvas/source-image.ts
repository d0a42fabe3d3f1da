/** @file A picture that came from outside as a canvas begins from it: in the size of the canvas, on the paper. */
import type { RasterSize, Rgb } from '../raster/index.js';
import { resampled } from './resample.js';

/** A picture to begin from, or to lie under the marks. */
export interface SourceImage {
  readonly width: number;
  readonly height: number;
  /** height·width·4, RGBA 0..255, straight alpha */
  readonly data: Uint8Array;
}

/**
 * Fills `size` with the middle of the image and lays it on paper where it is transparent.
 * @returns height·width·3, RGB 0..1
 */
export function onPaper(image: SourceImage, size: RasterSize, paper: Rgb): Float32Array {
  const { crop, rgb } = croppedOnPaper(image, size, paper);
  return resampled(rgb, crop, size, 3);
}

/** The largest part of the image with the aspect of `size`, about its middle. */
function croppedOnPaper({ width, height, data }: SourceImage, size: RasterSize, paper: Rgb) {
  const scale = Math.min(width / size.width, height / size.height);
  const crop = {
    width: Math.min(width, Math.max(1, Math.round(size.width * scale))),
    height: Math.min(height, Math.max(1, Math.round(size.height * scale))),
  };
  const left = Math.floor((width - crop.width) / 2);
  const top = Math.floor((height - crop.height) / 2);
  const rgb = new Float32Array(crop.width * crop.height * 3);
  for (let y = 0; y < crop.height; y++) {
    for (let x = 0; x < crop.width; x++) {
      const from = 4 * ((top + y) * width + left + x);
      const to = 3 * (y * crop.width + x);
      const alpha = data[from + 3]! / 255;
      for (let c = 0; c < 3; c++) rgb[to + c] = (alpha * data[from + c]!) / 255 + (1 - alpha) * paper[c]!;
    }
  }
  return { crop, rgb };
}
