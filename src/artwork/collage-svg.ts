/**
 * @file A collage as SVG: every patch stands in the file once, as a PNG, and every piece uses it, moved, turned, scaled
 * and multiplied by its tint.
 */
import sharp from 'sharp';
import type { CollagePicture, SourceImage } from '../canvas/index.js';
import { decimal, type Sheet, svgDocument } from './svg.js';

export async function collageToSvg(
  { patches, pieces }: Pick<CollagePicture, 'patches' | 'pieces'>,
  sheet: Sheet,
): Promise<string> {
  const { size } = sheet;
  const used = [...new Set(pieces.which)];
  const images = await Promise.all(used.map(async (patch) => imageElement(patch, patches[patch]!)));
  const scale = Math.min(size.width, size.height);
  const elements = ['<defs>', ...images, '</defs>'];
  for (let i = 0; i < pieces.which.length; i++) {
    const { width, height } = patches[pieces.which[i]!]!;
    const factor = (pieces.sizes[i]! * scale) / Math.max(width, height);
    const [x, y] = [pieces.places[2 * i]! * scale, pieces.places[2 * i + 1]! * scale];
    const degrees = (pieces.turns[i]! * 180) / Math.PI;
    const [red, green, blue, opacity] = [...pieces.colours.subarray(4 * i, 4 * i + 4)].map(decimal);
    elements.push(
      `<filter id="tint${i}" x="0" y="0" width="1" height="1" color-interpolation-filters="sRGB"><feColorMatrix values="${red} 0 0 0 0 0 ${green} 0 0 0 0 0 ${blue} 0 0 0 0 0 1 0"/></filter>`,
      `<g transform="translate(${decimal(x)} ${decimal(y)}) rotate(${decimal(degrees)}) scale(${factor.toPrecision(6)}) translate(${decimal(-width / 2)} ${decimal(-height / 2)})"><use href="#patch${pieces.which[i]!}" opacity="${opacity}" filter="url(#tint${i})"/></g>`,
    );
  }
  return svgDocument(elements, sheet);
}

async function imageElement(patch: number, { width, height, data }: SourceImage): Promise<string> {
  const png = await sharp(data, { raw: { width, height, channels: 4 } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  return `<image id="patch${patch}" width="${width}" height="${height}" href="data:image/png;base64,${png.toString('base64')}"/>`;
}
