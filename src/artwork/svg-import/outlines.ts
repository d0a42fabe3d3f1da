/**
 * @file Every visible outline of an SVG as cubic Béziers in the units of its view box, in painting order. paper.js
 * reads path data, turns arcs into curves and moves them about.
 */
/// <reference types="paper" />
import type { Element } from '@xmldom/xmldom';
import { matrixOf } from './matrix.js';
import { FIRST_PAINT, type Paint, Painter, type Rgba } from './paint.js';
import { geometry } from './paper.js';
import { pathDataOf } from './path-data.js';
import { elementsIn, MOST_DEPTH, nameOf, type ReadSvg, reasonToLeave, referenceOf } from './read-svg.js';

export interface Outline {
  /** x, y of the control points: 3 a curve and one more. */
  readonly points: readonly number[];
  readonly closed: boolean;
  /** All its curves are straight. */
  readonly straight: boolean;
  readonly fill: Rgba | undefined;
  readonly stroke: Rgba | undefined;
  readonly strokeWidth: number;
  /** Of an outline of ours: the stroke of varying width that it was made from, a width at every control point. */
  readonly line?: { readonly points: readonly number[]; readonly widths: readonly number[] };
}

/** Elements that are not painted where they stand. */
const HIDDEN = new Set([
  'defs',
  'symbol',
  'clippath',
  'mask',
  'pattern',
  'marker',
  'style',
  'title',
  'desc',
  'metadata',
]);
const GROUPS = new Set(['svg', 'g', 'a', 'switch', 'symbol']);
/** With what `use` shows again: an SVG of ten lines can ask for billions. */
const MOST_VISITS = 100_000;

/** Of at most MOST_VISITS elements. */
export function outlinesOf(svg: ReadSvg): Outline[] {
  const painter = new Painter(svg);
  const outlines: Outline[] = [];
  let visits = 0;
  const visit = (element: Element, around: Paint, matrix: paper.Matrix, depth: number): void => {
    const name = nameOf(element);
    if (depth > MOST_DEPTH || ++visits > MOST_VISITS || reasonToLeave(element, name)) return;
    const paint = painter.paintOf(element, around);
    if (!paint) return;
    const here = matrix.clone().append(matrixOf(element.getAttribute('transform') ?? ''));
    if (name === 'use') {
      const target = svg.byId.get(referenceOf(element).slice(1));
      here.translate(new geometry.Point(lengthOf(element, 'x'), lengthOf(element, 'y')));
      if (target) visit(target, paint, here, depth + 1);
      return;
    }
    if (GROUPS.has(name)) {
      for (const child of elementsIn(element))
        if (!HIDDEN.has(nameOf(child))) visit(child, paint, here, depth + 1);
      return;
    }
    const data = pathDataOf(element, name);
    if (data === undefined || !paint.visible) return;
    const scale = Math.sqrt(Math.abs(here.a * here.d - here.b * here.c));
    const style = {
      fill: painter.fillOf(paint),
      stroke: painter.strokeOf(paint),
      strokeWidth: paint.strokeWidth * scale,
    };
    if (!style.fill && !style.stroke) return;
    const line = lineOf(element, here, scale);
    const curves = curvesOf(data, here, style);
    outlines.push(...(line ? curves.slice(0, 1).map((curve) => ({ ...curve, line })) : curves));
  };
  visit(svg.root, FIRST_PAINT, new geometry.Matrix(), 0);
  return outlines;
}

/** What our own SVGs say of a stroke of varying width, if it fits together. @param scale of lengths under the matrix */
function lineOf(element: Element, matrix: paper.Matrix, scale: number): Outline['line'] {
  const [data, told] = [element.getAttribute('data-line'), element.getAttribute('data-widths')];
  if (!data || !told) return undefined;
  const widths = told.split(' ').map((width) => Number(width) * scale);
  const style = { fill: undefined, stroke: undefined, strokeWidth: 0 };
  const [curve, ...others] = curvesOf(data, matrix, style);
  const fits = curve && others.length === 0 && curve.points.length === 2 * widths.length;
  return fits && widths.every((width) => width >= 0) ? { points: curve.points, widths } : undefined;
}

function curvesOf(
  data: string,
  matrix: paper.Matrix,
  style: Pick<Outline, 'fill' | 'stroke' | 'strokeWidth'>,
): Outline[] {
  const item = pathOf(data);
  if (!item) return [];
  item.transform(matrix);
  const paths =
    item instanceof geometry.CompoundPath ? (item.children as paper.Path[]) : [item as paper.Path];
  return paths.flatMap((path) => {
    const { curves } = path;
    if (curves.length === 0) return [];
    const points = [curves[0]!.point1.x, curves[0]!.point1.y];
    for (const { point1, handle1, handle2, point2 } of curves) {
      const [c1, c2] = [point1.add(handle1), point2.add(handle2)];
      points.push(c1.x, c1.y, c2.x, c2.y, point2.x, point2.y);
    }
    if (!points.every(Number.isFinite)) return [];
    return [
      { points, closed: path.closed, straight: curves.every((curve) => !curve.hasHandles()), ...style },
    ];
  });
}

/** Nothing where the data are so wrong that paper.js stumbles over them. */
function pathOf(data: string): paper.PathItem | undefined {
  try {
    return geometry.PathItem.create(data);
  } catch {
    return undefined;
  }
}

const lengthOf = (element: Element, name: string): number => {
  const value = Number.parseFloat(element.getAttribute(name) ?? '');
  return Number.isFinite(value) ? value : 0;
};
