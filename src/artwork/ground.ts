/**
 * @file What lies under the marks of a finished work: paper of one colour, a photograph that was kept, or nothing, in
 * which case the work is transparent.
 */
import sharp from 'sharp';
import { fillOnPaper, type SourceImage } from '../canvas/index.js';
import { byteOf, type Page, type RasterSize, type Rgb } from '../raster/index.js';
import type { DrawSettings } from '../session/index.js';
import { imageToPng } from './png.js';
import { hex } from './svg.js';

export type Ground = Rgb | SourceImage | 'transparent';

/** What a work of these settings lies on: one that was painted on many pages is transparent. */
export function groundOf(
  { page }: Pick<DrawSettings, 'page'>,
  paper: Rgb,
  background: SourceImage | undefined,
): Ground {
  return background ?? (page === 'paper' ? paper : 'transparent');
}

const WHITE: Rgb = [1, 1, 1];
const BLACK: Rgb = [0, 0, 0];

/** The page that a raster paints on. */
const pageOf = (ground: Exclude<Ground, 'transparent'>, size: RasterSize): Page =>
  'data' in ground ? fillOnPaper(ground, size, WHITE) : ground;

/** The first element of an SVG, which covers all of it; empty for a transparent work. */
export async function groundElement(ground: Ground, size: RasterSize): Promise<string> {
  if (ground === 'transparent') return '';
  const box = `width="${size.width}" height="${size.height}"`;
  if (!('data' in ground)) return `<rect ${box} fill="${hex(ground[0], ground[1], ground[2])}"/>`;
  const png = await imageToPng(fillOnPaper(ground, size, WHITE), size);
  return `<image ${box} href="data:image/png;base64,${png.toString('base64')}"/>`;
}

/**
 * @param paint marks on a page; height·width·3, RGB 0..1
 * @returns the bytes of a PNG, with an alpha channel for a transparent work
 */
export async function paintedPng(
  paint: (page: Page) => Float32Array,
  size: RasterSize,
  ground: Ground,
): Promise<Buffer> {
  if (ground !== 'transparent') return imageToPng(paint(pageOf(ground, size)), size);
  return await sharp(unpaged(paint(WHITE), paint(BLACK)), { raw: { ...rawSize(size), channels: 4 } })
    .png({ compressionLevel: 9, palette: false })
    .toBuffer();
}

const rawSize = ({ width, height }: RasterSize) => ({ width, height });

/**
 * What lies on a page, from the same marks on white and on black: straight alpha, in the stored colour space.
 * On white each channel is αF + 1 − α, on black αF.
 */
function unpaged(onWhite: Float32Array, onBlack: Float32Array): Uint8Array {
  const rgba = new Uint8Array((onWhite.length / 3) * 4);
  for (let from = 0, to = 0; from < onWhite.length; from += 3, to += 4) {
    let through = 0;
    for (let c = from; c < from + 3; c++) through += (onWhite[c]! - onBlack[c]!) / 3;
    const alpha = 1 - through;
    if (alpha <= 0) continue;
    for (let c = 0; c < 3; c++) rgba[to + c] = byteOf(onBlack[from + c]! / alpha);
    rgba[to + 3] = byteOf(alpha);
  }
  return rgba;
}
