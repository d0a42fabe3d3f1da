/**
 * @file Strokes to pixels and back: painting in order over a page, and the adjoint of that painting.
 *
 * The adjoint is exact for the painting, and for areas what the strokes' outlines truly sweep of each pixel. Of pens both of
 * whose sides may lie in one pixel the outlines are walked (`OutlinePull`), of wider ones pixels are visited: there areas and
 * sweeps are approximate where an outline's curvature changes within a pixel, most where a curve bends tighter than its
 * pen, and where more than two outlines of one stroke meet in a pixel.
 */
import { ArcChain } from './arcs.js';
import { BandPull } from './band-pull.js';
import { BrushPen } from './brush-pen.js';
import { type Chain, MARGINS } from './chain.js';
import { CoverageMask } from './coverage-mask.js';
import type { CurvePoints } from './curve-points.js';
import { EndPull } from './end-pull.js';
import { grownFloat64 } from './growable.js';
import { OutlinePull } from './outline-pull.js';
import { type Mask, Painting } from './painting.js';
import { Polyline, type StrokeSpan } from './polyline.js';
import { checkSize, type Page, type RasterSize } from './raster-size.js';
import { checkStrokes, hasVaryingWidths, type StrokeGradients, type Strokes } from './strokes.js';

const { REACH } = MARGINS;

/**
 * Renders strokes at one size and pulls image gradients back to them. All memory is kept and reused, so what
 * `forward` and `adjoint` return is overwritten by the next call; strokes are read, never kept.
 */
export class StrokeRaster {
  readonly size: RasterSize;
  /** pixels per canvas unit */
  readonly #scale: number;
  readonly #painting: Painting;
  readonly #mask: CoverageMask;
  readonly #bands = new BandPull();
  readonly #ends = new EndPull();
  /** the way back of pens both of whose sides may lie in one pixel */
  readonly #outline: OutlinePull;
  /** chains of strokes of one width each, and of those of varying width */
  readonly #arcs = new ArcChain();
  readonly #line = new Polyline();
  readonly #chain: Chain = { from: 0, to: 0, radius: 0 };
  /** by stroke, and one more: where its vertices begin */
  #vertexFrom = new Int32Array(1);
  #segments = new Uint8Array(0);
  /** half-widths in pixels, as drawn; unused where widths vary */
  #radii = new Float64Array(0);
  /** draws strokes of varying width; made for the first of them */
  #brush: BrushPen | undefined;
  #isVarying = false;
  readonly #span: StrokeSpan = { from: 0, to: 0, segments: 0 };
  #byVertex = { x: new Float64Array(0), y: new Float64Array(0) };
  #byPoint = new Float64Array(0);
  #byWidth = new Float64Array(0);
  #gradients: StrokeGradients | undefined;

  /** @throws RasterInputError for a size that cannot be drawn */
  constructor(size: RasterSize) {
    checkSize(size);
    this.size = { width: size.width, height: size.height };
    this.#scale = Math.min(size.width, size.height);
    this.#painting = new Painting(size);
    this.#mask = new CoverageMask(size);
    this.#outline = new OutlinePull(this.size);
  }

  /**
   * A stroke with a coordinate, width or colour that is not finite is left out and gets zero gradients, as does one
   * of width 0 or less.
   * @returns the image, height·width·3, RGB, row-major, 0..1 where paper and colours are
   * @throws RasterInputError when the arrays' lengths do not belong together
   */
  forward(strokes: Strokes, page: Page): Float32Array {
    checkStrokes(strokes);
    const count = strokes.segments.length;
    const painting = this.#painting;
    painting.begin(page, strokes.colours);
    this.#remember(strokes);
    const points = this.#points();
    points.clear();
    this.#mask.overlaps.clear();
    this.#brush?.begin(count);
    let point = 0;
    for (let s = 0; s < count; s++) {
      this.#vertexFrom[s] = points.vertices;
      this.#brush?.announce(s);
      painting.announce(s);
      const mask = this.#cover(strokes, s, point);
      if (mask) painting.paint(s, mask);
      point += 3 * strokes.segments[s]! + 1;
    }
    this.#vertexFrom[count] = points.vertices;
    this.#brush?.announce(count);
    painting.announce(count);
    return painting.image;
  }

  /**
   * @param imageGradient height·width·3; left as it is
   * @returns gradients of the strokes last given to `forward`, in canvas units
   * @throws RasterInputError before the first `forward` and for a gradient of another size
   */
  adjoint(imageGradient: Float32Array): StrokeGradients {
    this.#painting.beginPull(imageGradient);
    const gradients = this.#gradients!;
    const { vertices } = this.#points();
    if (this.#byVertex.x.length < vertices) {
      const { x, y } = this.#byVertex;
      this.#byVertex = { x: grownFloat64(x, vertices), y: grownFloat64(y, vertices) };
    }
    this.#byVertex.x.fill(0, 0, vertices);
    this.#byVertex.y.fill(0, 0, vertices);
    this.#byPoint.fill(0);
    this.#byWidth.fill(0);
    this.#brush?.beginPull();
    this.#bands.sums.begin(this.#arcs.vertices >> 1);
    for (let s = this.#segments.length - 1; s >= 0; s--) this.#pullStroke(s, gradients);
    if (!this.#isVarying) this.#spendPieces();
    for (let k = 0; k < this.#byPoint.length; k++) gradients.points[k] = this.#byPoint[k]! * this.#scale;
    gradients.widths.set(this.#byWidth);
    return gradients;
  }

  /** @returns what stroke s covers, or nothing where nothing is drawn. @param point index of its first control point */
  #cover({ points, segments, widths }: Strokes, s: number, point: number): Mask | undefined {
    if (!this.#painting.hasColour(s)) return undefined;
    if (this.#brush && this.#isVarying) {
      if (!isDrawable(widths, point, 3 * segments[s]! + 1)) return undefined;
      const line = this.#line;
      const from = line.vertices;
      if (!line.append(points, point, segments[s]!, this.#scale, widths)) return undefined;
      this.#placeSpan(s, from, line.vertices);
      return this.#brush.cover(line, this.#span, widths, this.#scale);
    }
    const radius = this.#radii[s]!;
    if (!(radius > 0 && radius < Infinity)) return undefined;
    const arcs = this.#arcs;
    const from = arcs.vertices;
    if (!arcs.append(points, point, segments[s]!, this.#scale, radius)) return undefined;
    this.#placeChain(s, from, arcs.vertices);
    this.#mask.cover(arcs, this.#chain);
    return this.#mask;
  }

  /** @param from,to the stroke's points */
  #placeChain(s: number, from: number, to: number): void {
    this.#chain.from = from >> 1;
    this.#chain.to = (to >> 1) - 1;
    this.#chain.radius = this.#radii[s]!;
  }

  #placeSpan(s: number, from: number, to: number): void {
    this.#span.from = from;
    this.#span.to = to;
    this.#span.segments = this.#segments[s]!;
  }

  /** Copies what the adjoint will ask for and makes room for its answer. */
  #remember(strokes: Strokes): void {
    const count = strokes.segments.length;
    const { points, widths } = strokes;
    const before = this.#gradients;
    const isRoomy =
      this.#segments.length === count &&
      before?.points.length === points.length &&
      before.widths.length === widths.length;
    if (!isRoomy) {
      this.#segments = new Uint8Array(count);
      this.#radii = new Float64Array(count);
      this.#byPoint = new Float64Array(points.length);
      this.#byWidth = new Float64Array(widths.length);
      this.#gradients = {
        points: new Float32Array(points.length),
        widths: new Float32Array(widths.length),
        colours: new Float32Array(4 * count),
      };
      this.#vertexFrom = new Int32Array(count + 1);
    }
    this.#segments.set(strokes.segments);
    this.#isVarying = hasVaryingWidths(strokes);
    if (this.#isVarying) this.#brush ??= new BrushPen(this.size);
    else for (let s = 0; s < count; s++) this.#radii[s] = 0.5 * widths[s]! * this.#scale;
  }

  /** Takes one stroke off again. */
  #pullStroke(s: number, gradients: StrokeGradients): void {
    const painting = this.#painting;
    const out = this.#byVertex;
    const from = this.#vertexFrom[s]!;
    const to = this.#vertexFrom[s + 1]!;
    painting.pull(s, gradients.colours);
    if (to === from) return;
    if (this.#brush && this.#isVarying) {
      this.#placeSpan(s, from, to);
      this.#brush.pull(this.#line, s, this.#span, this.#scale, painting, out, this.#byWidth);
      this.#line.pull(from, to, this.#segments[s]!, out.x, out.y, this.#byPoint);
    } else {
      this.#pullPen(s);
    }
  }

  /** Gives what the pieces of strokes of one width were told to their control points and widths. */
  #spendPieces(): void {
    const arcs = this.#arcs;
    const { bends, sums } = this.#bands;
    const out = this.#byVertex;
    bends.spend(arcs, sums);
    this.#ends.spend(arcs, sums, out);
    for (let s = 0; s < this.#segments.length; s++) {
      const from = this.#vertexFrom[s]!;
      const to = this.#vertexFrom[s + 1]!;
      if (to === from) continue;
      this.#byWidth[s] = 0.5 * this.#scale * sums.spend(arcs, from >> 1, (to >> 1) - 2, out);
      arcs.pull(from, to, this.#segments[s]!, out.x, out.y, this.#byPoint);
    }
  }

  /** The way back of one stroke of one width, up to its pieces. */
  #pullPen(s: number): void {
    const arcs = this.#arcs;
    const bands = this.#bands;
    const ends = this.#ends;
    const { outline, byArea } = this.#painting.tape;
    const r = this.#radii[s]!;
    const first = this.#painting.outlineFrom(s);
    const last = this.#painting.outlineFrom(s + 1);
    if (r < REACH) {
      this.#placeChain(s, this.#vertexFrom[s]!, this.#vertexFrom[s + 1]!);
      this.#outline.pull(arcs, this.#chain, outline, first, last, byArea, bands.sums);
      return;
    }
    bands.pull(arcs, r, outline, first, last, byArea);
    const { overlaps } = this.#mask;
    const [members, others] = overlaps.spread(outline, bands.rest, bands.rests, byArea);
    ends.list(arcs, r, outline, bands.rest, others, byArea);
    if (members > 0) {
      bands.pull(arcs, r, overlaps.pixels, 0, members, overlaps.byArea);
      ends.list(arcs, r, overlaps.pixels, bands.rest, bands.rests, overlaps.byArea);
    }
  }

  /** The points of the chains that are drawn. */
  #points(): CurvePoints {
    return this.#isVarying ? this.#line : this.#arcs;
  }
}

/** Whether all numbers are finite and one of them is above 0. */
function isDrawable(widths: Float32Array, first: number, count: number): boolean {
  let widest = 0;
  for (let k = first; k < first + count; k++) {
    if (!Number.isFinite(widths[k]!)) return false;
    widest = Math.max(widest, widths[k]!);
  }
  return widest > 0;
}

/** Renders once, at any size. Arguments, result and errors as `StrokeRaster`. */
export function rasterise(strokes: Strokes, size: RasterSize, page: Page): Float32Array {
  return new StrokeRaster(size).forward(strokes, page);
}
