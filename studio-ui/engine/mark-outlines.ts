/**
 * @file The marks of a frame as outlines, for fingers and for what is drawn over them: which mark lies where. Lengths
 * are in canvas units.
 */
import {
  type Frame,
  hasVaryingWidths,
  type Shapes,
  type Strokes,
  shapePlaces,
} from '../../src/protocol/index.js';
import { traceShape } from './painters.js';

type Point = readonly [x: number, y: number];

/** Browsers flatten curves to a part of a unit: hits are tested in units as small as this part of the canvas's. */
const FINE = 1000;

export interface MarkOutline {
  /** What the mark is called. */
  readonly name: number;
  readonly path: Path2D;
  /** Of a stroke, where it is widest; 0 for what is filled. */
  readonly width: number;
  /** Middle of its points. */
  readonly centre: Point;
}

/** In the order of painting; none where the medium has no marks. */
export function outlinesOf(frame: Frame): readonly MarkOutline[] {
  const { marks } = frame;
  if (frame.kind === 'strokes') return strokesOf(frame.strokes, marks);
  const shapes = frame.kind === 'shapes' ? frame.shapes : frame.outlines;
  return shapes ? shapesOf(shapes, marks) : [];
}

function strokesOf(strokes: Strokes, names: readonly number[]): MarkOutline[] {
  const { segments, points, widths } = strokes;
  const varying = hasVaryingWidths(strokes);
  let at = 0;
  return names.map((name, stroke) => {
    const path = new Path2D();
    const controls = 3 * segments[stroke]! + 1;
    const point = (i: number): [number, number] => [points[2 * (at + i)]!, points[2 * (at + i) + 1]!];
    path.moveTo(...point(0));
    for (let i = 1; i < controls; i += 3) path.bezierCurveTo(...point(i), ...point(i + 1), ...point(i + 2));
    const width = varying ? Math.max(...widths.subarray(at, at + controls)) : widths[stroke]!;
    const outline = { name, path, width, centre: middle(points, at, controls) };
    at += controls;
    return outline;
  });
}

function shapesOf(shapes: Shapes, names: readonly number[]): MarkOutline[] {
  const outlines: MarkOutline[] = [];
  for (const place of shapePlaces(shapes)) {
    const path = new Path2D();
    traceShape(path, shapes, place);
    const perCorner = place.kind === 'blob' ? 3 : 1;
    const controls = place.kind === 'blob' || place.kind === 'polygon' ? perCorner * place.corners : 1;
    const centre = middle(shapes.points, place.point, controls);
    outlines.push({ name: names[place.index]!, path, width: 0, centre });
  }
  return outlines;
}

function middle(points: Float32Array, from: number, count: number): Point {
  let [x, y] = [0, 0];
  for (let i = from; i < from + count; i++) {
    x += points[2 * i]! / count;
    y += points[2 * i + 1]! / count;
  }
  return [x, y];
}

/**
 * The mark on top at a place.
 * @param reach how far beside a mark a finger may land, canvas units
 * @param context any, with the identity as its transform; its line style is changed
 */
export function markAt(
  outlines: readonly MarkOutline[],
  [x, y]: Point,
  reach: number,
  context: CanvasRenderingContext2D,
): number | undefined {
  context.lineCap = 'round';
  context.lineJoin = 'round';
  const scale = new DOMMatrix().scale(FINE);
  return outlines.findLast(({ path, width }) => {
    const large = new Path2D();
    large.addPath(path, scale);
    context.lineWidth = FINE * (width + 2 * reach);
    const isInside = width === 0 && context.isPointInPath(large, FINE * x, FINE * y);
    return isInside || context.isPointInStroke(large, FINE * x, FINE * y);
  })?.name;
}

/** The marks whose middle lies in a box between two corners. */
export function marksWithin(outlines: readonly MarkOutline[], [ax, ay]: Point, [bx, by]: Point): number[] {
  const inside = ([x, y]: Point): boolean =>
    x >= Math.min(ax, bx) && x <= Math.max(ax, bx) && y >= Math.min(ay, by) && y <= Math.max(ay, by);
  return outlines.filter(({ centre }) => inside(centre)).map(({ name }) => name);
}
