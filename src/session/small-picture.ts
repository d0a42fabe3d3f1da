/** @file A picture of pixels at a size at which a point of the history is looked at. */
import { type Picture, resampled } from '../canvas/index.js';

/** Longer side, pixels: more than two points that are compared are shown at. */
const SIDE = 1024;

/** @returns nothing for pictures that take little as they are */
export function smallPicture(picture: Picture): Picture | undefined {
  if (picture.kind !== 'pixels') return undefined;
  const { width, height, rgb } = picture;
  const scale = Math.min(1, SIDE / Math.max(width, height));
  const small = { width: Math.round(width * scale), height: Math.round(height * scale) };
  return { kind: 'pixels', ...small, rgb: Uint8Array.from(resampled(rgb, picture, small, 3), Math.round) };
}
