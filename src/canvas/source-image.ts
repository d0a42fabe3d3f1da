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

/** height·width·3, RGB 0..1, laid on paper where it is transparent. */
export function onPaper({ data }: SourceImage, paper: Rgb): Float32Array {
  const rgb = new Float32Array((data.length / 4) * 3);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    const alpha = data[from + 3]! / 255;
    for (let c = 0; c < 3; c++) rgb[to + c] = (alpha * data[from + c]!) / 255 + (1 - alpha) * paper[c]!;
  }
  return rgb;
}

/**
 * Fills `size` with the middle of the image and lays it on paper where it is transparent.
 * @returns height·width·3, RGB 0..1
 */
export function fillOnPaper(image: SourceImage, size: RasterSize, paper: Rgb): Float32Array {
  const crop = middleOf(image, size);
  return resampled(onPaper(crop, paper), crop, size, 3);
}

/** The largest part of the image with the aspect of `size`, about its middle. */
function middleOf({ width, height, data }: SourceImage, size: RasterSize): SourceImage {
  const scale = Math.min(width / size.width, height / size.height);
  const crop = {
    width: Math.min(width, Math.max(1, Math.round(size.width * scale))),
    height: Math.min(height, Math.max(1, Math.round(size.height * scale))),
  };
  const left = Math.floor((width - crop.width) / 2);
  const top = Math.floor((height - crop.height) / 2);
  const middle = new Uint8Array(crop.width * crop.height * 4);
  for (let y = 0; y < crop.height; y++) {
    const from = 4 * ((top + y) * width + left);
    middle.set(data.subarray(from, from + 4 * crop.width), 4 * y * crop.width);
  }
  return { ...crop, data: middle };
}
