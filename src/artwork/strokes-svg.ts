/**
 * @file Strokes as SVG. A stroke of one width is what SVG calls a path with round caps and joins (SVG 2, 13.5), so it
 * becomes one `<path>` and nothing is approximated but the decimals. A stroke of varying width becomes its outline,
 * filled.
 */
import { hasVaryingWidths, type Strokes, strokeOutlines } from '../raster/index.js';
import { clamp, decimal, hex, type Sheet, svgDocument } from './svg.js';

/** Outlines follow their strokes to a tenth of a pixel at this size or that of the canvas, if larger. */
const FINE = 1024;

export function strokesToSvg(strokes: Strokes, sheet: Sheet): string {
  const scale = Math.min(sheet.size.width, sheet.size.height);
  const elements = hasVaryingWidths(strokes) ? outlines(strokes, scale) : paths(strokes, scale);
  return svgDocument(elements, sheet);
}

/** @param scale pixels of one canvas unit */
function* paths({ segments, points, widths, colours }: Strokes, scale: number): Generator<string> {
  let next = 0;
  const pair = (): string => {
    const text = `${decimal(points[next]! * scale)} ${decimal(points[next + 1]! * scale)}`;
    next += 2;
    return text;
  };
  for (let i = 0; i < segments.length; i++) {
    let d = `M${pair()}`;
    for (let k = 0; k < segments[i]!; k++) d += `C${pair()} ${pair()} ${pair()}`;
    const colour = hex(colours[4 * i]!, colours[4 * i + 1]!, colours[4 * i + 2]!);
    const width = decimal(Math.max(0, widths[i]! * scale));
    const opacity = decimal(clamp(colours[4 * i + 3]!));
    yield `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" stroke-opacity="${opacity}"/>`;
  }
}

function* outlines(strokes: Strokes, scale: number): Generator<string> {
  const { colours } = strokes;
  const fine = Math.max(FINE, scale);
  let i = 0;
  for (const outline of strokeOutlines(strokes, fine)) {
    const numbers = Array.from(outline, (value) => decimal((value * scale) / fine));
    // Without corners it is still a mark: a drawing has as many paths as strokes.
    const d = numbers.length > 0 ? `M${numbers.join(' ')}Z` : 'M0 0Z';
    const colour = hex(colours[4 * i]!, colours[4 * i + 1]!, colours[4 * i + 2]!);
    yield `<path d="${d}" fill="${colour}" fill-opacity="${decimal(clamp(colours[4 * i + 3]!))}"/>`;
    i++;
  }
}
