/** @file The basic shapes of SVG as path data, as the standard itself defines them (SVG 2, 10). */
import type { Element } from '@xmldom/xmldom';

type Lengths = (name: string) => number;

const figures: Readonly<Record<string, (at: Lengths, element: Element) => string>> = {
  path: (_, element) => element.getAttribute('d') ?? '',
  rect: (at) => rectangle(at),
  circle: (at) => ellipse(at('cx'), at('cy'), at('r'), at('r')),
  ellipse: (at) => ellipse(at('cx'), at('cy'), at('rx'), at('ry')),
  line: (at) => `M${at('x1')} ${at('y1')}L${at('x2')} ${at('y2')}`,
  polyline: (_, element) => polygon(element, ''),
  polygon: (_, element) => polygon(element, 'Z'),
};

/** @returns nothing for an element without an outline */
export function pathDataOf(element: Element, name: string): string | undefined {
  const data = figures[name]?.((length) => {
    const value = Number.parseFloat(element.getAttribute(length) ?? '');
    return Number.isFinite(value) ? value : 0;
  }, element).trim();
  // What does not begin with a move is in error and not painted.
  return data && /^[Mm]/u.test(data) && !/NaN|Infinity/u.test(data) ? data : undefined;
}

function rectangle(at: Lengths): string {
  const [x, y, width, height] = [at('x'), at('y'), at('width'), at('height')];
  if (width <= 0 || height <= 0) return '';
  const rx = Math.min(at('rx') || at('ry'), width / 2);
  const ry = Math.min(at('ry') || at('rx'), height / 2);
  if (rx <= 0 || ry <= 0) return `M${x} ${y}h${width}v${height}h${-width}Z`;
  const arc = (dx: number, dy: number): string => `a${rx} ${ry} 0 0 1 ${dx} ${dy}`;
  const [across, down] = [width - 2 * rx, height - 2 * ry];
  return `M${x + rx} ${y}h${across}${arc(rx, ry)}v${down}${arc(-rx, ry)}h${-across}${arc(-rx, -ry)}v${-down}${arc(rx, -ry)}Z`;
}

function ellipse(cx: number, cy: number, rx: number, ry: number): string {
  if (rx <= 0 || ry <= 0) return '';
  const arc = (dx: number, dy: number): string => `a${rx} ${ry} 0 0 1 ${dx} ${dy}`;
  return `M${cx + rx} ${cy}${arc(-rx, ry)}${arc(-rx, -ry)}${arc(rx, -ry)}${arc(rx, ry)}Z`;
}

function polygon(element: Element, end: string): string {
  const numbers =
    (element.getAttribute('points') ?? '').match(/[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/giu) ?? [];
  const pairs = Array.from(
    { length: Math.floor(numbers.length / 2) },
    (_, i) => `${numbers[2 * i]} ${numbers[2 * i + 1]}`,
  );
  return pairs.length < 2 ? '' : `M${pairs.join('L')}${end}`;
}
