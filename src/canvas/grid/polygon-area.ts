/**
 * @file How much of each pixel a polygon covers, exactly: signed areas to the right of every edge, accumulated along
 * each row (Raph Levien's font-rs; the same integral as stb_truetype's). Edges of any direction, polygons of any form.
 */
import type { RasterSize } from '../../raster/index.js';

/** Takes the pixel's number, row·width + column, and the area covered, 0..1. */
export type Cover = (pixel: number, area: number) => void;

/** Areas below this are rounding. */
const NOTHING = 1e-7;

export class PolygonArea {
  private sums = new Float64Array(64);

  constructor(private readonly size: RasterSize) {}

  /** @param corners x, y by turns, pixels; what lies outside the raster is cut off */
  cover(corners: readonly number[], cover: Cover): void {
    const { width, height } = this.size;
    const inside = [0, 1].reduce(
      (polygon, axis) => clipped(clipped(polygon, axis, 0, 1), axis, axis === 0 ? width : height, -1),
      corners,
    );
    if (inside.length < 6) return;
    const [left, right] = extent(inside, 0);
    const [top, bottom] = extent(inside, 1);
    const [x0, y0] = [Math.floor(left), Math.floor(top)];
    const columns = Math.ceil(right) - x0 + 2;
    const rows = Math.ceil(bottom) - y0;
    if (this.sums.length < columns * rows) this.sums = new Float64Array(2 * columns * rows);
    this.sums.fill(0, 0, columns * rows);
    for (let i = 0; i < inside.length; i += 2) {
      const j = (i + 2) % inside.length;
      this.edge(inside[i]! - x0, inside[i + 1]! - y0, inside[j]! - x0, inside[j + 1]! - y0, columns);
    }
    for (let row = 0; row < rows; row++) {
      let sum = 0;
      for (let column = 0; column < columns - 2; column++) {
        sum += this.sums[row * columns + column]!;
        const area = Math.min(1, Math.abs(sum));
        if (area > NOTHING) cover((y0 + row) * width + x0 + column, area);
      }
    }
  }

  /** Adds what one edge changes from pixel to pixel along the rows that it crosses. */
  private edge(ax: number, ay: number, bx: number, by: number, columns: number): void {
    if (ay === by) return;
    const sign = ay < by ? 1 : -1;
    const [startX, startY, endY] = sign > 0 ? [ax, ay, by] : [bx, by, ay];
    const slope = (bx - ax) / (by - ay);
    for (let row = Math.floor(startY); row < endY; row++) {
      const from = Math.max(row, startY);
      const to = Math.min(row + 1, endY);
      const xa = startX + (from - startY) * slope;
      const xb = startX + (to - startY) * slope;
      this.piece(row * columns, Math.min(xa, xb), Math.max(xa, xb), sign * (to - from));
    }
  }

  /** A piece of an edge within one row, from `low` to `high`, with the height it spans. */
  private piece(row: number, low: number, high: number, height: number): void {
    const { sums } = this;
    const first = Math.floor(low);
    const last = Math.max(first, Math.ceil(high) - 1);
    // What of the row lies right of the piece, pixel by pixel; the sums hold the differences.
    let before = 0;
    for (let column = first; column <= last; column++) {
      const covered = first === last ? column + 1 - 0.5 * (low + high) : rightOf(low, high, column);
      sums[row + column]! += height * (covered - before);
      before = covered;
    }
    sums[row + last + 1]! += height * (1 - before);
  }
}

/** Mean over the piece of the part of the pixel that lies right of it; low < high. */
function rightOf(low: number, high: number, column: number): number {
  const passed = Math.min(high, column) - low;
  const a = Math.max(low, column);
  const b = Math.min(high, column + 1);
  const within = (b - a) * (column + 1 - 0.5 * (a + b));
  return (Math.max(0, passed) + Math.max(0, within)) / (high - low);
}

/** The part of a polygon on one side of an upright or level line (Sutherland & Hodgman 1974). */
function clipped(corners: readonly number[], axis: number, at: number, side: 1 | -1): readonly number[] {
  const kept: number[] = [];
  for (let i = 0; i < corners.length; i += 2) {
    const j = (i + 2) % corners.length;
    const [a, b] = [side * (corners[i + axis]! - at), side * (corners[j + axis]! - at)];
    if (a >= 0) kept.push(corners[i]!, corners[i + 1]!);
    if (a >= 0 === b >= 0) continue;
    const t = a / (a - b);
    const crossing = [0, 1].map((k) => corners[i + k]! + t * (corners[j + k]! - corners[i + k]!));
    crossing[axis] = at;
    kept.push(...crossing);
  }
  return kept;
}

function extent(corners: readonly number[], axis: number): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = axis; i < corners.length; i += 2) {
    least = Math.min(least, corners[i]!);
    most = Math.max(most, corners[i]!);
  }
  return [least, most];
}
