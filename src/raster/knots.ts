/**
 * @file Pixels in which a polygon meets itself, under SVG's non-zero rule: there the integral of the winding number
 * does not tell what is covered. Such a pixel is cut into LINES scan lines and the spans of non-zero winding on each
 * are measured; the way back is that of the spans' ends.
 */
import type { Rings } from './rings.js';

/** Midpoint rule down a pixel; its error is some thousandths of a pixel where edges are straight. */
const LINES = 16;
/** Enough to see whether winding numbers differ by more than 1 in a pixel. */
const FEW_LINES = 4;
/** Edges that may meet in one pixel; further ones are overlooked. */
const MOST_EDGES = 64;

export class Knots {
  /** edges in the pixel's row and not right of it: their second vertices, upper and lower end, */
  readonly #edge = new Int32Array(MOST_EDGES);
  readonly #upper = new Float64Array(MOST_EDGES);
  readonly #lower = new Float64Array(MOST_EDGES);
  /** x from the pixel's left at the row's top, x per y, and what a line's winding number gains behind them */
  readonly #start = new Float64Array(MOST_EDGES);
  readonly #slope = new Float64Array(MOST_EDGES);
  readonly #turn = new Int32Array(MOST_EDGES);
  #edges = 0;
  /** where a scan line is cut within the pixel, left to right: x from its left, and by which of the edges above */
  readonly #cutX = new Float64Array(MOST_EDGES);
  readonly #cutBy = new Int32Array(MOST_EDGES);
  #cuts = 0;
  #area = 0;

  /** @returns the covered area of the pixel, or −1 if its winding numbers are all 0 or 1, or 0 or −1 */
  measure(rings: Rings, from: number, to: number, col: number, row: number): number {
    if (!this.#gather(rings, from, to, col, row) || this.#scan(row, FEW_LINES) <= 1) return -1;
    this.#scan(row, LINES);
    return this.#area;
  }

  /** Adds to the rings' gradients those by the pixel's covered area. */
  pull(rings: Rings, from: number, to: number, col: number, row: number, byArea: number): void {
    this.#gather(rings, from, to, col, row);
    const { y, byX, byY } = rings;
    for (let line = 0; line < LINES; line++) {
      const at = row + (line + 0.5) / LINES;
      let winding = this.#cut(row, at);
      for (let k = 0; k < this.#cuts; k++) {
        const e = this.#cutBy[k]!;
        const before = winding === 0 ? 0 : 1;
        winding += this.#turn[e]!;
        const gain = before - (winding === 0 ? 0 : 1);
        if (gain === 0) continue;
        const v = this.#edge[e]!;
        const u = v === from ? to - 1 : v - 1;
        const slope = this.#slope[e]!;
        const share = (at - y[u]!) / (y[v]! - y[u]!);
        const near = (gain * byArea * (1 - share)) / LINES;
        const far = (gain * byArea * share) / LINES;
        byX[u]! += near;
        byX[v]! += far;
        byY[u]! -= near * slope;
        byY[v]! -= far * slope;
      }
    }
  }

  /** Measures the covered area by so many lines. @returns by how much winding numbers differ, 0 among them */
  #scan(row: number, lines: number): number {
    const cutX = this.#cutX;
    const cutBy = this.#cutBy;
    const turn = this.#turn;
    let area = 0;
    let least = 0;
    let most = 0;
    for (let line = 0; line < lines; line++) {
      let winding = this.#cut(row, row + (line + 0.5) / lines);
      let x = 0;
      const cuts = this.#cuts;
      for (let k = 0; k <= cuts; k++) {
        const end = k < cuts ? cutX[k]! : 1;
        if (winding !== 0) area += end - x;
        if (winding < least) least = winding;
        if (winding > most) most = winding;
        x = end;
        if (k < cuts) winding += turn[cutBy[k]!]!;
      }
    }
    this.#area = area / lines;
    return most - least;
  }

  /**
   * Lists the edges that lie in the row and not right of the pixel.
   * @returns whether edges that do not follow one another may pass the pixel
   */
  #gather({ x, y }: Rings, from: number, to: number, col: number, row: number): boolean {
    let count = 0;
    let runs = 0;
    let latest = from - 2;
    let x0 = x[to - 1]!;
    let y0 = y[to - 1]!;
    for (let v = from; v < to; v++) {
      const x1 = x[v]!;
      const y1 = y[v]!;
      const isAside = y0 < y1 ? y1 <= row || y0 >= row + 1 : y0 <= row || y1 >= row + 1;
      if (!isAside && (x0 < col + 1 || x1 < col + 1) && y0 !== y1 && count < MOST_EDGES) {
        const slope = (x1 - x0) / (y1 - y0);
        this.#edge[count] = v;
        this.#upper[count] = y0 < y1 ? y0 : y1;
        this.#lower[count] = y0 < y1 ? y1 : y0;
        this.#slope[count] = slope;
        this.#start[count] = x0 - col + (row - y0) * slope;
        this.#turn[count] = y1 > y0 ? -1 : 1;
        count++;
        if (x0 > col || x1 > col) {
          if (latest < v - 1) runs++;
          latest = v;
        }
      }
      x0 = x1;
      y0 = y1;
    }
    this.#edges = count;
    return runs > 1;
  }

  /** Finds the cuts of the line at `at`. @returns the winding number at the pixel's left side */
  #cut(row: number, at: number): number {
    const upper = this.#upper;
    const lower = this.#lower;
    const start = this.#start;
    const slope = this.#slope;
    const cutX = this.#cutX;
    const cutBy = this.#cutBy;
    const edges = this.#edges;
    let winding = 0;
    let cuts = 0;
    for (let e = 0; e < edges; e++) {
      if (at <= upper[e]! || at > lower[e]!) continue;
      const cross = start[e]! + (at - row) * slope[e]!;
      if (cross <= 0) winding += this.#turn[e]!;
      else if (cross < 1) {
        let k = cuts++;
        for (; k > 0 && cutX[k - 1]! > cross; k--) {
          cutX[k] = cutX[k - 1]!;
          cutBy[k] = cutBy[k - 1]!;
        }
        cutX[k] = cross;
        cutBy[k] = e;
      }
    }
    this.#cuts = cuts;
    return winding;
  }
}
