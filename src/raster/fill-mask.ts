/**
 * @file How much of each pixel a closed polygon covers, exactly.
 *
 * Each edge leaves in every pixel it crosses the area to its right there, and one pixel further what goes on to the
 * right; a running sum along a row then is the integral of the winding number over each pixel (the "accumulation
 * buffer" of R. Levien's font-rs; the cells of FreeType's smooth rasteriser are the same sum). The covered area under
 * SVG's non-zero rule is its absolute value, at most 1: exact where the outline passes a pixel once. Pixels that it
 * comes back to are noticed, and looked at by `Knots`.
 */
import { LEVEL, pullEdge } from './edge-adjoint.js';
import { grownInt32 } from './growable.js';
import { Knots } from './knots.js';
import type { Mask } from './painting.js';
import type { RasterSize } from './raster-size.js';
import type { Rings } from './rings.js';

/** Sums closer than this to 0 or 1 are those: what float32 leaves of edges that cancel. */
const NOISE = 1e-5;
/** Edges are stamped from here on, above every sign, and up to here. */
const FIRST_STAMP = 2;
const LAST_STAMP = 2 ** 31 - 1;

export class FillMask implements Mask {
  readonly width: number;
  readonly height: number;
  readonly area: Float32Array;
  /** sign of the winding number where 0 < area < 1, or 0 at a knot; while edges are laid, the last one that passed */
  readonly note: Int32Array;
  top = 0;
  bottom = -1;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly #knots = new Knots();
  /** pixels (index) that the outline came back to; one may stand here twice */
  #suspects = new Int32Array(64);
  #suspected = 0;
  /** what `note` says of the outline's first edge; larger than anything it said before */
  #stamp = FIRST_STAMP;

  constructor(size: RasterSize) {
    this.width = size.width;
    this.height = size.height;
    this.area = new Float32Array(size.width * size.height);
    this.note = new Int32Array(size.width * size.height);
    this.left = new Int32Array(size.height);
    this.right = new Int32Array(size.height);
  }

  /** Fills the mask with the polygon of vertices from..to−1. The mask must be clear. */
  cover(rings: Rings, from: number, to: number): void {
    if (!this.#frame(rings, from, to)) return;
    const { x, y } = rings;
    if (this.#stamp > LAST_STAMP - (to - from)) {
      this.note.fill(0);
      this.#stamp = FIRST_STAMP;
    }
    this.#suspected = 0;
    for (let v = from, u = to - 1; v < to; u = v++) {
      this.#edge(x[u]!, y[u]!, x[v]!, y[v]!, this.#stamp, this.#stamp + v - from);
    }
    this.#stamp += to - from;
    this.#sum();
    for (let k = 0; k < this.#suspected; k++) this.#untie(rings, from, to, this.#suspects[k]!);
  }

  /**
   * Adds the gradients by the vertices from..to−1 to those of the rings.
   * @param pixels outline pixels (y << 16 | x) first..last−1, with the notes `cover` made of them
   * @param byArea gradient by the covered area of each
   */
  pull(
    rings: Rings,
    from: number,
    to: number,
    pixels: { readonly place: Int32Array; readonly note: Int32Array },
    first: number,
    last: number,
    byArea: Float32Array,
  ): void {
    const { place, note } = pixels;
    const { area, width } = this;
    for (let m = first; m < last; m++) {
      area[(place[m]! >> 16) * width + (place[m]! & 0xffff)] = byArea[m]! * note[m]!;
    }
    for (let v = from, u = to - 1; v < to; u = v++) pullEdge(rings, u, v, this);
    for (let m = first; m < last; m++) {
      const [row, col] = [place[m]! >> 16, place[m]! & 0xffff];
      area[row * width + col] = 0;
      if (note[m] === 0) this.#knots.pull(rings, from, to, col, row, byArea[m]!);
    }
  }

  #untie(rings: Rings, from: number, to: number, cell: number): void {
    const covered = this.#knots.measure(rings, from, to, cell % this.width, Math.floor(cell / this.width));
    if (covered < 0) return;
    this.area[cell] = withoutNoise(covered);
    this.note[cell] = 0;
  }

  /** Marks that an edge passes a pixel. */
  #pass(cell: number, first: number, edge: number): void {
    const before = this.note[cell]!;
    this.note[cell] = edge;
    if (before < first || before >= edge - 1) return;
    if (this.#suspected === this.#suspects.length) {
      this.#suspects = grownInt32(this.#suspects, this.#suspected + 1);
    }
    this.#suspects[this.#suspected++] = cell;
  }

  /** Sets out the rows a polygon may touch. @returns false when it lies off the canvas */
  #frame({ x, y }: Rings, from: number, to: number): boolean {
    let x0 = Infinity;
    let x1 = -Infinity;
    let y0 = Infinity;
    let y1 = -Infinity;
    for (let v = from; v < to; v++) {
      x0 = Math.min(x0, x[v]!);
      x1 = Math.max(x1, x[v]!);
      y0 = Math.min(y0, y[v]!);
      y1 = Math.max(y1, y[v]!);
    }
    this.top = Math.max(0, Math.floor(y0));
    this.bottom = Math.min(this.height, Math.ceil(y1)) - 1;
    if (!(x1 > 0 && x0 < this.width && this.top <= this.bottom)) {
      this.bottom = this.top - 1;
      return false;
    }
    this.left.fill(this.width, this.top, this.bottom + 1);
    this.right.fill(-1, this.top, this.bottom + 1);
    return true;
  }

  #edge(x0: number, y0: number, x1: number, y1: number, firstStamp: number, stamp: number): void {
    if (Math.abs(y1 - y0) < LEVEL) return;
    const { area, width, left, right } = this;
    const isDown = y1 > y0;
    const yStart = isDown ? y0 : y1;
    const xStart = isDown ? x0 : x1;
    const yLow = yStart > 0 ? yStart : 0;
    const yEnd = Math.min(this.height, isDown ? y1 : y0);
    const slope = (x1 - x0) / (y1 - y0);
    let ya = yLow;
    let xa = xStart + (ya - yStart) * slope;
    for (let row = Math.floor(yLow); ya < yEnd; row++) {
      const yb = row + 1 < yEnd ? row + 1 : yEnd;
      const xb = xStart + (yb - yStart) * slope;
      const drop = isDown ? yb - ya : ya - yb;
      const low = xa < xb ? xa : xb;
      const high = xa < xb ? xb : xa;
      const base = row * width;
      let first = Math.floor(low);
      let last = Math.floor(high);
      if (first === last && first >= 0 && first < width) {
        const onward = drop * (0.5 * (low + high) - first);
        area[base + first]! += drop - onward;
        this.#pass(base + first, firstStamp, stamp);
        if (first + 1 < width) area[base + first + 1]! += onward;
      } else if (high < 0) {
        area[base]! += drop;
        first = 0;
        last = 0;
      } else if (low < width) {
        const perX = drop / (high - low);
        if (low < 0) {
          area[base]! -= low * perX;
          first = 0;
        }
        if (last >= width) last = width - 1;
        for (let col = first; col <= last; col++) {
          const a = low > col ? low : col;
          const b = high < col + 1 ? high : col + 1;
          const part = (b - a) * perX;
          const onward = part * (0.5 * (a + b) - col);
          area[base + col]! += part - onward;
          this.#pass(base + col, firstStamp, stamp);
          if (col + 1 < width) area[base + col + 1]! += onward;
        }
      } else {
        // Nothing of the row lies right of this edge, but everything up to it may be inside.
        first = width;
        last = width - 1;
      }
      if (first < left[row]!) left[row] = first;
      if (last > right[row]!) right[row] = last;
      ya = yb;
      xa = xb;
    }
  }

  /** Running sums along the rows: edges' shares become covered areas. */
  #sum(): void {
    const { area, note, width, left, right } = this;
    for (let row = this.top; row <= this.bottom; row++) {
      const base = row * width;
      const end = base + right[row]!;
      let winding = 0;
      for (let i = base + left[row]!; i <= end; i++) {
        winding += area[i]!;
        area[i] = withoutNoise(winding < 0 ? -winding : winding);
        note[i] = winding < 0 ? -1 : 1;
      }
      if (right[row]! + 1 < width) area[end + 1] = 0;
    }
  }
}

/** An area at most 1, and rid of what rounding left. */
function withoutNoise(area: number): number {
  return area > 1 - NOISE ? 1 : area < NOISE ? 0 : area;
}
