/**
 * @file A blob, a closed chain of cubics, as a polygon, and the way back to its control points. Vertices lie on the
 * curve at equal steps of its parameter, so their gradients go to the four control points by the Bernstein weights.
 */
import type { Rings } from './rings.js';
import { FLATNESS, type OutlineGradients, type ShapeOutline } from './shape-outline.js';
import type { ShapePlace, Shapes } from './shapes.js';

/** Fewer would hardly let the two inner control points of a nearly straight cubic feel a gradient. */
const FEWEST_PIECES = 4;
const MOST_PIECES = 256;

export const blobOutline: ShapeOutline = { trace: traceBlob, pull: pullBlob };

/** Pieces for the cubic with control points a, b, c, d (indices into x,y pairs): Wang's bound, as `Polyline` has it. */
function piecesOf(p: Float32Array, a: number, b: number, c: number, d: number, scale: number): number {
  const bend = Math.sqrt(
    Math.max(
      (p[a]! - 2 * p[b]! + p[c]!) ** 2 + (p[a + 1]! - 2 * p[b + 1]! + p[c + 1]!) ** 2,
      (p[b]! - 2 * p[c]! + p[d]!) ** 2 + (p[b + 1]! - 2 * p[c + 1]! + p[d + 1]!) ** 2,
    ),
  );
  const pieces = Math.ceil(Math.sqrt((0.75 / FLATNESS) * bend * scale));
  return Math.min(MOST_PIECES, Math.max(FEWEST_PIECES, pieces));
}

function traceBlob({ points }: Shapes, { corners, point }: ShapePlace, scale: number, rings: Rings): boolean {
  rings.reserve(corners * MOST_PIECES);
  for (let k = 0; k < corners; k++) {
    const a = 2 * (point + 3 * k);
    const d = k + 1 < corners ? a + 6 : 2 * point;
    const x0 = points[a]! * scale;
    const y0 = points[a + 1]! * scale;
    const x1 = points[a + 2]! * scale;
    const y1 = points[a + 3]! * scale;
    const x2 = points[a + 4]! * scale;
    const y2 = points[a + 5]! * scale;
    const ax = points[d]! * scale - x0 + 3 * (x1 - x2);
    const ay = points[d + 1]! * scale - y0 + 3 * (y1 - y2);
    const bx = 3 * (x0 - 2 * x1 + x2);
    const by = 3 * (y0 - 2 * y1 + y2);
    const cx = 3 * (x1 - x0);
    const cy = 3 * (y1 - y0);
    const pieces = piecesOf(points, a, a + 2, a + 4, d, scale);
    for (let i = 0; i < pieces; i++) {
      const t = i / pieces;
      rings.push(((ax * t + bx) * t + cx) * t + x0, ((ay * t + by) * t + cy) * t + y0);
    }
  }
  return true;
}

function pullBlob(
  { points }: Shapes,
  { corners, point }: ShapePlace,
  scale: number,
  rings: Rings,
  from: number,
  _to: number,
  out: OutlineGradients,
): void {
  let v = from;
  for (let k = 0; k < corners; k++) {
    const a = 2 * (point + 3 * k);
    const d = k + 1 < corners ? a + 6 : 2 * point;
    const pieces = piecesOf(points, a, a + 2, a + 4, d, scale);
    for (let i = 0; i < pieces; i++, v++) {
      const t = i / pieces;
      const s = 1 - t;
      const x = rings.byX[v]!;
      const y = rings.byY[v]!;
      const b1 = 3 * s * s * t;
      const b2 = 3 * s * t * t;
      out.points[a]! += s * s * s * x;
      out.points[a + 1]! += s * s * s * y;
      out.points[a + 2]! += b1 * x;
      out.points[a + 3]! += b1 * y;
      out.points[a + 4]! += b2 * x;
      out.points[a + 5]! += b2 * y;
      out.points[d]! += t * t * t * x;
      out.points[d + 1]! += t * t * t * y;
    }
  }
}
