/**
 * @file Drawings as SVG: the document around the marks, and how numbers, colours and texts are written in it.
 */
import type { RasterSize } from '../raster/index.js';

/** Thousandths of a pixel: far below what a pixel shows, at any size a screen has. */
const DECIMALS = 3;

/** An SVG but for its marks. */
export interface Sheet {
  /** The canvas in pixels; also the view box. */
  readonly size: RasterSize;
  /** The element under all others, see `groundElement`; none where it is empty. */
  readonly ground: string;
  /** For people and screen readers. */
  readonly title: string;
  /** Kept in the file's `<metadata>`, such as the recipe as JSON. */
  readonly metadata?: string | undefined;
}

/**
 * @param elements the marks in painting order
 */
export function svgDocument(
  elements: Iterable<string>,
  { size: { width, height }, ground, title, metadata }: Sheet,
): string {
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escapeXml(title)}</title>`,
    ...(metadata === undefined ? [] : [`<metadata>${escapeXml(metadata)}</metadata>`]),
    ...(ground === '' ? [] : [ground]),
    ...elements,
    '</svg>',
    '',
  ];
  return lines.join('\n');
}

export const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** The shortest text that is right to DECIMALS places. */
export function decimal(value: number): string {
  const text = value.toFixed(DECIMALS).replace(/\.?0+$/u, '');
  return text === '-0' ? '0' : text;
}

export function hex(red: number, green: number, blue: number): string {
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
