/** @file How each kind of shape becomes a polygon: one row a kind. */
import { blobOutline } from './blob-outline.js';
import type { Rings } from './rings.js';
import type { OutlineGradients, ShapeOutline } from './shape-outline.js';
import type { ShapeKind, ShapePlace, Shapes } from './shapes.js';
import { circleOutline, ellipseOutline, rectangleOutline } from './turned-outlines.js';

export const shapeOutlines = {
  blob: blobOutline,
  polygon: { trace: tracePolygon, pull: pullPolygon },
  circle: circleOutline,
  ellipse: ellipseOutline,
  rectangle: rectangleOutline,
} satisfies Record<ShapeKind, ShapeOutline>;

function tracePolygon(
  { points }: Shapes,
  { corners, point }: ShapePlace,
  scale: number,
  rings: Rings,
): boolean {
  rings.reserve(corners);
  for (let k = point; k < point + corners; k++)
    rings.push(points[2 * k]! * scale, points[2 * k + 1]! * scale);
  return true;
}

function pullPolygon(
  _shapes: Shapes,
  { corners, point }: ShapePlace,
  _scale: number,
  rings: Rings,
  from: number,
  _to: number,
  out: OutlineGradients,
): void {
  for (let k = 0; k < corners; k++) {
    out.points[2 * (point + k)]! += rings.byX[from + k]!;
    out.points[2 * (point + k) + 1]! += rings.byY[from + k]!;
  }
}
