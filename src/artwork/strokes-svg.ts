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

/** Path data of each stroke's line. @param scale pixels of one canvas unit */
function* lines({ segments, points }: Strokes, scale: number): Generator<string> {
  let next = 0;
  const pair = (): string => {
    const text = `${decimal(points[next]! * scale)} ${decimal(points[next + 1]! * scale)}`;
    next += 2;
    return text;
  };
  for (const count of segments) {
    let d = `M${pair()}`;
    for (let k = 0; k < count; k++) d += `C${pair()} ${pair()} ${pair()}`;
    yield d;
  }
}

/** @param scale pixels of one canvas unit */
function* paths(strokes: Strokes, scale: number): Generator<string> {
  const { widths, colours } = strokes;
  let i = 0;
  for (const d of lines(strokes, scale)) {
    const colour = hex(colours[4 * i]!, colours[4 * i + 1]!, colours[4 * i + 2]!);
    const width = decimal(Math.max(0, widths[i]! * scale));
    const opacity = decimal(clamp(colours[4 * i + 3]!));
    yield `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" stroke-opacity="${opacity}"/>`;
    i++;
  }
}

/** An outline keeps the line it was made from, and its widths at the control points, for who goes on with it. */

function* outlines(strokes: Strokes, scale: number): Generator<string> {
  const { segments, widths, colours } = strokes;
  const fine = Math.max(FINE, scale);
  const line = lines(strokes, scale);
  let [i, control] = [0, 0];
  for (const outline of strokeOutlines(strokes, fine)) {
    const numbers = Array.from(outline, (value) => decimal((value * scale) / fine));
    // Without corners it is still a mark: a drawing has as many paths as strokes.
    const d = numbers.length > 0 ? `M${numbers.join(' ')}Z` : 'M0 0Z';
    const colour = hex(colours[4 * i]!, colours[4 * i + 1]!, colours[4 * i + 2]!);
    const own = widths.subarray(control, control + 3 * segments[i]! + 1);
    control += own.length;
    const made = `data-line="${line.next().value}" data-widths="${Array.from(own, (width) => decimal(width * scale)).join(' ')}"`;
    yield `<path d="${d}" fill="${colour}" fill-opacity="${decimal(clamp(colours[4 * i + 3]!))}" ${made}/>`;
    i++;
  }
}
