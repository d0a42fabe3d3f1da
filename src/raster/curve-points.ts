/**
 * @file Points on strokes' cubics, each at a known parameter, and the way back from gradients by these points to the
 * control points: by the Bernstein weights of the parameter.
 */
import { grownFloat64, grownInt32 } from './growable.js';

/** Points closer than this to the one before are left out: a shorter piece has no usable direction. Pixels. */
export const SHORTEST_PIECE = 0.01;

/** Points of all strokes, in order, in pixels. */
export abstract class CurvePoints {
  vertices = 0;
  x = new Float64Array(1024);
  y = new Float64Array(1024);
  /** parameter on its cubic, 0..1 */
  protected at = new Float64Array(1024);
  /** index of its cubic's first control point; −1 − (stroke's first point) in a dot */
  protected cubic = new Int32Array(1024);

  clear(): void {
    this.vertices = 0;
  }

  /**
   * Adds the gradients of a stroke's points to those of its control points.
   * @param from,to the stroke's points, `to` excluded
   * @param gx,gy gradients by point
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
      const cubic = this.cubic[v]!;
      if (cubic < 0) {
        // A dot moves as a whole: stretching it has no two-sided derivative.
        const share = 1 / (3 * segments + 1);
        for (let k = 0; k <= 3 * segments; k++) {
          gradient[2 * (-1 - cubic + k)]! += share * x;
          gradient[2 * (-1 - cubic + k) + 1]! += share * y;
        }
        continue;
      }
      const t = this.at[v]!;
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

  /** Appends a point, wherever it is. */
  protected push(x: number, y: number, t: number, cubic: number): void {
    const v = this.vertices;
    this.x[v] = x;
    this.y[v] = y;
    this.at[v] = t;
    this.cubic[v] = cubic;
    this.vertices = v + 1;
  }

  /** Appends the point of a dot again, for the other end of a piece of length 0. */
  protected pushDot(start: number, first: number): void {
    this.cubic[start] = -1 - first;
    this.push(this.x[start]!, this.y[start]!, 0, -1 - first);
  }

  protected reserve(count: number): void {
    if (count <= this.x.length) return;
    this.x = grownFloat64(this.x, count);
    this.y = grownFloat64(this.y, count);
    this.at = grownFloat64(this.at, count);
    this.cubic = grownInt32(this.cubic, count);
  }
}

/** Whether all coordinates of a stroke are finite in pixels. */
export function isPlaced(points: Float32Array, first: number, segments: number, scale: number): boolean {
  for (let k = 2 * first; k < 2 * (first + 3 * segments + 1); k++) {
    if (!Number.isFinite(points[k]! * scale)) return false;
  }
  return true;
}
