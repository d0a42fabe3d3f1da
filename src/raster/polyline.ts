/**
 * @file Strokes as chains of straight pieces, and the way back from gradients of the chain to the control points.
 *
 * A cubic is cut at equal steps of its parameter into as many pieces as Wang's bound asks for (Wang 1984; see
 * Goldman, "Pyramid Algorithms", 5.6.3): the distance between chain and curve stays below `FLATNESS` pixels. Every
 * vertex lies on the curve at a known parameter, so its gradient goes to the four control points by the Bernstein
 * weights of that parameter.
 */
import { grownFloat64, grownInt32 } from './growable.js';

/** Largest distance between a curve and its chain, pixels. Only where a cubic bends most; .04 on average. */
const FLATNESS = 0.1;
/** Fewer would hardly let the two inner control points of a nearly straight cubic bend it, nor feel a gradient. */
const FEWEST_PIECES = 5;
const MOST_PIECES = 256;
/** Vertices closer than this are one vertex: a shorter piece has no usable direction. Pixels. */
const SHORTEST_PIECE = 0.01;

/** One stroke in the chain: its vertices, `to` excluded, and its cubics. */
export interface StrokeSpan {
  from: number;
  to: number;
  segments: number;
}

/** Vertices of all strokes, in order. Piece p joins vertices p and p+1; a stroke's last vertex starts no piece. */
export class Polyline {
  vertices = 0;
  x = new Float64Array(1024);
  y = new Float64Array(1024);
  /** unit direction of the piece that starts here */
  ux = new Float64Array(1024);
  uy = new Float64Array(1024);
  /** its length, pixels */
  length = new Float64Array(1024);
  /** tangent of half the angle by which the chain turns here; Infinity at a free end */
  bend = new Float64Array(1024);
  /** parameter on its cubic, 0..1 */
  #at = new Float64Array(1024);
  /** index of its cubic's first control point; −1 − (stroke's first point) in a dot */
  #cubic = new Int32Array(1024);

  clear(): void {
    this.vertices = 0;
  }

  /**
   * Appends one stroke; at least two vertices (a dot is two equal ones joined by a piece of length 0).
   * @param points control points, x,y
   * @param first index of the stroke's first control point
   * @param segments number of cubics
   * @param scale pixels per unit of `points`
   * @param widths full widths by control point, if they vary: where they change fast, pieces are shorter
   * @returns false, and nothing appended, if a coordinate is not finite
   */
  append(
    points: Float32Array,
    first: number,
    segments: number,
    scale: number,
    widths?: Float32Array,
  ): boolean {
    for (let k = 2 * first; k < 2 * (first + 3 * segments + 1); k++) {
      if (!Number.isFinite(points[k]! * scale)) return false;
    }
    const start = this.vertices;
    this.#reserve(start + segments * MOST_PIECES + 2);
    this.#push(points[2 * first]! * scale, points[2 * first + 1]! * scale, 0, first);
    for (let c = 0; c < segments; c++) this.#flatten(points, first + 3 * c, scale, widths);
    if (this.vertices === start + 1) {
      this.#cubic[start] = -1 - first;
      this.#push(this.x[start]!, this.y[start]!, 0, -1 - first);
    }
    this.#direct(start);
    return true;
  }

  /**
   * Adds the gradients of a stroke's vertices to those of its control points.
   * @param from,to the stroke's vertices, `to` excluded
   * @param gx,gy gradients by vertex
   * @param gradient of the control points, x,y; added to
   */
  pull(
    from: number,
    to: number,
    segments: number,
    gx: Float64Array,
    gy: Float64Array,
    gradient: Float64Array,
  ) {
    for (let v = from; v < to; v++) {
      const x = gx[v]!;
      const y = gy[v]!;
      const cubic = this.#cubic[v]!;
      if (cubic < 0) {
        // A dot moves as a whole: stretching it has no two-sided derivative.
        const share = 1 / (3 * segments + 1);
        for (let k = 0; k <= 3 * segments; k++) {
          gradient[2 * (-1 - cubic + k)]! += share * x;
          gradient[2 * (-1 - cubic + k) + 1]! += share * y;
        }
        continue;
      }
      const t = this.#at[v]!;
      const s = 1 - t;
      const o = 2 * cubic;
      const b0 = s * s * s;
      const b1 = 3 * s * s * t;
      const b2 = 3 * s * t * t;
      const b3 = t * t * t;
      gradient[o]! += b0 * x;
      gradient[o + 1]! += b0 * y;
      gradient[o + 2]! += b1 * x;
      gradient[o + 3]! += b1 * y;
      gradient[o + 4]! += b2 * x;
      gradient[o + 5]! += b2 * y;
      gradient[o + 6]! += b3 * x;
      gradient[o + 7]! += b3 * y;
    }
  }

  /**
   * Blends numbers given by control point at a stroke's vertices.
   * @param out by vertex
   */
  blend({ from, to, segments }: StrokeSpan, values: Float32Array, factor: number, out: Float64Array): void {
    for (let v = from; v < to; v++) {
      const k = this.#cubic[v]!;
      if (k < 0) {
        const last = -1 - k + 3 * segments;
        out[v] = 0.5 * factor * (values[-1 - k]! + values[last]!);
        continue;
      }
      const t = this.#at[v]!;
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
      const k = this.#cubic[v]!;
      const g = factor * byVertex[v]!;
      if (k < 0) {
        gradient[-1 - k]! += 0.5 * g;
        gradient[-1 - k + 3 * segments]! += 0.5 * g;
        continue;
      }
      const t = this.#at[v]!;
      const s = 1 - t;
      gradient[k]! += s * s * s * g;
      gradient[k + 1]! += 3 * s * s * t * g;
      gradient[k + 2]! += 3 * s * t * t * g;
      gradient[k + 3]! += t * t * t * g;
    }
  }

  #flatten(points: Float32Array, cubic: number, scale: number, widths: Float32Array | undefined): void {
    const o = 2 * cubic;
    const x0 = points[o]! * scale;
    const y0 = points[o + 1]! * scale;
    const x1 = points[o + 2]! * scale;
    const y1 = points[o + 3]! * scale;
    const x2 = points[o + 4]! * scale;
    const y2 = points[o + 5]! * scale;
    const x3 = points[o + 6]! * scale;
    const y3 = points[o + 7]! * scale;
    let bend = Math.sqrt(
      Math.max(
        (x0 - 2 * x1 + x2) ** 2 + (y0 - 2 * y1 + y2) ** 2,
        (x1 - 2 * x2 + x3) ** 2 + (y1 - 2 * y2 + y3) ** 2,
      ),
    );
    if (widths) bend += swell(widths, cubic, scale);
    const pieces = Math.min(
      MOST_PIECES,
      Math.max(FEWEST_PIECES, Math.ceil(Math.sqrt((0.75 / FLATNESS) * bend))),
    );
    const ax = x3 - x0 + 3 * (x1 - x2);
    const ay = y3 - y0 + 3 * (y1 - y2);
    const bx = 3 * (x0 - 2 * x1 + x2);
    const by = 3 * (y0 - 2 * y1 + y2);
    const cx = 3 * (x1 - x0);
    const cy = 3 * (y1 - y0);
    for (let k = 1; k < pieces; k++) {
      const t = k / pieces;
      this.#push(((ax * t + bx) * t + cx) * t + x0, ((ay * t + by) * t + cy) * t + y0, t, cubic);
    }
    this.#push(x3, y3, 1, cubic);
  }

  #push(x: number, y: number, t: number, cubic: number): void {
    const v = this.vertices;
    if (t > 0 && Math.abs(x - this.x[v - 1]!) + Math.abs(y - this.y[v - 1]!) < SHORTEST_PIECE) return;
    this.x[v] = x;
    this.y[v] = y;
    this.#at[v] = t;
    this.#cubic[v] = cubic;
    this.vertices = v + 1;
  }

  #direct(start: number): void {
    const { x, y, ux, uy, length, bend } = this;
    let [x1, y1] = [1, 0];
    for (let p = start; p < this.vertices - 1; p++) {
      const dx = x[p + 1]! - x[p]!;
      const dy = y[p + 1]! - y[p]!;
      const l = Math.sqrt(dx * dx + dy * dy);
      const x2 = l > 0 ? dx / l : 1;
      const y2 = l > 0 ? dy / l : 0;
      length[p] = l;
      ux[p] = x2;
      uy[p] = y2;
      // tan(θ/2) = |sin θ| / (1 + cos θ)
      const ahead = 1 + x1 * x2 + y1 * y2;
      bend[p] = ahead > 1e-12 ? Math.abs(x1 * y2 - y1 * x2) / ahead : Infinity;
      x1 = x2;
      y1 = y2;
    }
    bend[start] = Infinity;
    bend[this.vertices - 1] = Infinity;
  }

  #reserve(count: number): void {
    if (count <= this.x.length) return;
    this.x = grownFloat64(this.x, count);
    this.y = grownFloat64(this.y, count);
    this.ux = grownFloat64(this.ux, count);
    this.uy = grownFloat64(this.uy, count);
    this.bend = grownFloat64(this.bend, count);
    this.length = grownFloat64(this.length, count);
    this.#at = grownFloat64(this.#at, count);
    this.#cubic = grownInt32(this.#cubic, count);
  }
}

/** Second differences of a cubic's half-widths, pixels. */
function swell(widths: Float32Array, k: number, scale: number): number {
  const first = widths[k]! - 2 * widths[k + 1]! + widths[k + 2]!;
  const second = widths[k + 1]! - 2 * widths[k + 2]! + widths[k + 3]!;
  return 0.5 * scale * Math.max(Math.abs(first), Math.abs(second));
}
