/**
 * @file A pixel grid as SVG, one polygon a cell. Each has a hairline of its own colour around it: renderers blend the
 * two sides of a shared edge with the paper one after the other, and a light seam would be left.
 */
import { cellOutlines, type GridPicture } from '../canvas/index.js';
import type { RasterSize } from '../raster/index.js';
import { decimal, hex, type Sheet, svgDocument } from './svg.js';

/** Width of the hairline, pixels. */
const SEAM = 0.6;

export function gridToSvg(picture: Pick<GridPicture, 'layout' | 'colours'>, sheet: Sheet): string {
  return svgDocument(polygons(picture, sheet.size), sheet);
}

function* polygons(
  { layout, colours }: Pick<GridPicture, 'layout' | 'colours'>,
  size: RasterSize,
): Generator<string> {
  const scale = [size.width / layout.width, size.height / layout.height] as const;
  let at = 0;
  yield `<g stroke-width="${SEAM}" stroke-linejoin="round">`;
  for (const outline of cellOutlines(layout)) {
    const points = outline.map((value, i) => decimal(value * scale[(i % 2) as 0 | 1])).join(' ');
    const colour = hex(colours[at]!, colours[at + 1]!, colours[at + 2]!);
    yield `<polygon points="${points}" fill="${colour}" stroke="${colour}"/>`;
    at += 3;
  }
  yield '</g>';
}
