/**
 * @file Strokes as chains of straight pieces, for pens whose width varies.
 *
 * A cubic is cut at equal steps of its parameter into as many pieces as Wang's bound asks for (Wang 1984; see
 * Goldman, "Pyramid Algorithms", 5.6.3): the distance between chain and curve stays below `FLATNESS` pixels.
 */
import { CurvePoints, isPlaced, SHORTEST_PIECE } from './curve-points.js';

/** Largest distance between a curve and its chain, pixels. Only where a cubic bends most; .04 on average. */
const FLATNESS = 0.1;
/** Fewer would hardly let the two inner control points of a nearly straight cubic bend it, nor feel a gradient. */
const FEWEST_PIECES = 5;
const MOST_PIECES = 256;

/** One stroke in the chain: its vertices, `to` excluded, and its cubics. */
export interface StrokeSpan {
  from: number;
  to: number;
  segments: number;
}

/** Vertices of all strokes, in order; neighbours of one stroke are joined by a straight piece. */
export class Polyline extends CurvePoints {
  /**
   * Appends one stroke; at least two vertices (a dot is two equal ones).
   * @param points control points, x,y
   * @param first index of the stroke's first control point
   * @param segments number of cubics
   * @param scale pixels per unit of `points`
   * @param widths full widths by control point: where they change fast, pieces are shorter
   * @returns false, and nothing appended, if a coordinate is not finite
   */
  append(
    points: Float32Array,
    first: number,
    segments: number,
    scale: number,
    widths: Float32Array,
  ): boolean {
    if (!isPlaced(points, first, segments, scale)) return false;
    const start = this.vertices;
    this.reserve(start + segments * MOST_PIECES + 2);
    this.push(points[2 * first]! * scale, points[2 * first + 1]! * scale, 0, first);
    for (let c = 0; c < segments; c++) this.#flatten(points, first + 3 * c, scale, widths);
    if (this.vertices === start + 1) this.pushDot(start, first);
    return true;
  }

  /**
   * Blends numbers given by control point at a stroke's vertices.
   * @param out by vertex
   */
  blend({ from, to, segments }: StrokeSpan, values: Float32Array, factor: number, out: Float64Array): void {
    for (let v = from; v < to; v++) {
      const k = this.cubic[v]!;
      if (k < 0) {
        const last = -1 - k + 3 * segments;
        out[v] = 0.5 * factor * (values[-1 - k]! + values[last]!);
        continue;
      }
      const t = this.at[v]!;
      const s = 1 - t;
      const ends = s * s * s * values[k]! + t * t * t * values[k + 3]!;
      out[v] = factor * (ends + 3 * s * t * (s * values[k + 1]! + t * values[k + 2]!));
    }
  }

  /** Transpose of `blend`: adds the gradients by the vertices' numbers to those of the control points'. */
  pullBlend(
    { from, to, segments }: StrokeSpan,
    byVertex: Float64Array,
    factor: number,
    gradient: Float64Array,
  ): void {
    for (let v = from; v < to; v++) {
      const k = this.cubic[v]!;
      const g = factor * byVertex[v]!;
      if (k < 0) {
        gradient[-1 - k]! += 0.5 * g;
        gradient[-1 - k + 3 * segments]! += 0.5 * g;
        continue;
      }
      const t = this.at[v]!;
      const s = 1 - t;
      gradient[k]! += s * s * s * g;
      gradient[k + 1]! += 3 * s * s * t * g;
      gradient[k + 2]! += 3 * s * t * t * g;
      gradient[k + 3]! += t * t * t * g;
    }
  }

  #flatten(points: Float32Array, cubic: number, scale: number, widths: Float32Array): void {
    const o = 2 * cubic;
    const x0 = points[o]! * scale;
    const y0 = points[o + 1]! * scale;
    const x1 = points[o + 2]! * scale;
    const y1 = points[o + 3]! * scale;
    const x2 = points[o + 4]! * scale;
    const y2 = points[o + 5]! * scale;
    const x3 = points[o + 6]! * scale;
    const y3 = points[o + 7]! * scale;
    const bend = Math.sqrt(
      Math.max(
        (x0 - 2 * x1 + x2) ** 2 + (y0 - 2 * y1 + y2) ** 2,
        (x1 - 2 * x2 + x3) ** 2 + (y1 - 2 * y2 + y3) ** 2,
      ),
    );
    const most = bend + swell(widths, cubic, scale);
    const pieces = Math.min(
      MOST_PIECES,
      Math.max(FEWEST_PIECES, Math.ceil(Math.sqrt((0.75 / FLATNESS) * most))),
    );
    const ax = x3 - x0 + 3 * (x1 - x2);
    const ay = y3 - y0 + 3 * (y1 - y2);
    const bx = 3 * (x0 - 2 * x1 + x2);
    const by = 3 * (y0 - 2 * y1 + y2);
    const cx = 3 * (x1 - x0);
    const cy = 3 * (y1 - y0);
    for (let k = 1; k < pieces; k++) {
      const t = k / pieces;
      this.#step(((ax * t + bx) * t + cx) * t + x0, ((ay * t + by) * t + cy) * t + y0, t, cubic);
    }
    this.#step(x3, y3, 1, cubic);
  }

  #step(x: number, y: number, t: number, cubic: number): void {
    const v = this.vertices;
    if (Math.abs(x - this.x[v - 1]!) + Math.abs(y - this.y[v - 1]!) < SHORTEST_PIECE) return;
    this.push(x, y, t, cubic);
  }
}

/** Second differences of a cubic's half-widths, pixels. */
function swell(widths: Float32Array, k: number, scale: number): number {
  const first = widths[k]! - 2 * widths[k + 1]! + widths[k + 2]!;
  const second = widths[k + 1]! - 2 * widths[k + 2]! + widths[k + 3]!;
  return 0.5 * scale * Math.max(Math.abs(first), Math.abs(second));
}
