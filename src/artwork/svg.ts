/**
 * @file A drawing as SVG. A stroke of ours is what SVG calls a path with round caps and joins (SVG 2, 13.5), so
 * every stroke becomes one `<path>` and nothing is approximated but the decimals.
 */
import type { RasterSize, Rgb, Strokes } from '../raster/index.js';

/** Thousandths of a pixel: far below what a pixel shows, at any size a screen has. */
const DECIMALS = 3;

/**
 * @param size the canvas in pixels; also the view box
 * @param title for people and screen readers
 * @param metadata kept in the file's `<metadata>`, such as the recipe as JSON
 */
export function strokesToSvg(
  strokes: Strokes,
  size: RasterSize,
  paper: Rgb,
  title: string,
  metadata?: string,
): string {
  const { width, height } = size;
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escapeXml(title)}</title>`,
    ...(metadata === undefined ? [] : [`<metadata>${escapeXml(metadata)}</metadata>`]),
    `<rect width="${width}" height="${height}" fill="${hex(paper[0], paper[1], paper[2])}"/>`,
    ...paths(strokes, Math.min(width, height)),
    '</svg>',
    '',
  ];
  return lines.join('\n');
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

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** The shortest text that is right to DECIMALS places. */
function decimal(value: number): string {
  const text = value.toFixed(DECIMALS).replace(/\.?0+$/u, '');
  return text === '-0' ? '0' : text;
}

function hex(red: number, green: number, blue: number): string {
  const byte = (value: number): string =>
    Math.round(clamp(value) * 255)
      .toString(16)
      .padStart(2, '0');
  return `#${byte(red)}${byte(green)}${byte(blue)}`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for an element or attribute; characters that XML 1.0 (section 2.2) forbids become U+FFFD. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"]/gu, (character) => entities[character]!);
}
