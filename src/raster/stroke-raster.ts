/** @file Strokes to pixels and back: painting in order over a page, and the exact adjoint of that painting. */
import { CoverageMask } from './coverage-mask.js';
import { grownFloat64 } from './growable.js';
import { type Chain, pullOutline, settleTurns } from './outline.js';
import { Painting } from './painting.js';
import { Polyline } from './polyline.js';
import { checkSize, type Page, type RasterSize } from './raster-size.js';
import { checkStrokes, type StrokeGradients, type Strokes } from './strokes.js';

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
  readonly #line = new Polyline();
  readonly #chain: Chain = { from: 0, to: 0, radius: 0 };
  /** by stroke, and one more: where its vertices begin */
  #vertexFrom = new Int32Array(1);
  #segments = new Uint8Array(0);
  /** half-widths in pixels, as drawn */
  #radii = new Float64Array(0);
  #byVertex = { x: new Float64Array(0), y: new Float64Array(0), turn: new Float64Array(0) };
  #byPoint = new Float64Array(0);
  #gradients: StrokeGradients | undefined;

  /** @throws RasterInputError for a size that cannot be drawn */
  constructor(size: RasterSize) {
    checkSize(size);
    this.size = { width: size.width, height: size.height };
    this.#scale = Math.min(size.width, size.height);
    this.#painting = new Painting(size);
    this.#mask = new CoverageMask(size);
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
    this.#line.clear();
    let point = 0;
    for (let s = 0; s < count; s++) {
      this.#vertexFrom[s] = this.#line.vertices;
      painting.announce(s);
      const segments = strokes.segments[s]!;
      if (this.#isVisible(s) && this.#line.append(strokes.points, point, segments, this.#scale)) {
        this.#chain.from = this.#vertexFrom[s]!;
        this.#chain.to = this.#line.vertices;
        this.#chain.radius = this.#radii[s]!;
        this.#mask.cover(this.#line, this.#chain);
        painting.paint(s, this.#mask);
      }
      point += 3 * segments + 1;
    }
    this.#vertexFrom[count] = this.#line.vertices;
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
    const vertices = this.#line.vertices;
    if (this.#byVertex.x.length < vertices) {
      const { x, y, turn } = this.#byVertex;
      this.#byVertex = {
        x: grownFloat64(x, vertices),
        y: grownFloat64(y, vertices),
        turn: grownFloat64(turn, vertices),
      };
    }
    this.#byVertex.x.fill(0, 0, vertices);
    this.#byVertex.y.fill(0, 0, vertices);
    this.#byVertex.turn.fill(0, 0, vertices);
    this.#byPoint.fill(0);
    for (let s = this.#segments.length - 1; s >= 0; s--) this.#pullStroke(s, gradients);
    for (let k = 0; k < this.#byPoint.length; k++) gradients.points[k] = this.#byPoint[k]! * this.#scale;
    return gradients;
  }

  #isVisible(s: number): boolean {
    const radius = this.#radii[s]!;
    return radius > 0 && radius < Infinity && this.#painting.hasColour(s);
  }

  /** Copies what the adjoint will ask for and makes room for its answer. */
  #remember(strokes: Strokes): void {
    const count = strokes.segments.length;
    if (this.#segments.length !== count || this.#gradients?.points.length !== strokes.points.length) {
      this.#segments = new Uint8Array(count);
      this.#radii = new Float64Array(count);
      this.#byPoint = new Float64Array(strokes.points.length);
      this.#gradients = {
        points: new Float32Array(strokes.points.length),
        widths: new Float32Array(count),
        colours: new Float32Array(4 * count),
      };
      this.#vertexFrom = new Int32Array(count + 1);
    }
    this.#segments.set(strokes.segments);
    for (let s = 0; s < count; s++) this.#radii[s] = 0.5 * strokes.widths[s]! * this.#scale;
  }

  #pullStroke(s: number, gradients: StrokeGradients): void {
    const painting = this.#painting;
    const line = this.#line;
    const chain = this.#chain;
    const out = this.#byVertex;
    chain.from = this.#vertexFrom[s]!;
    chain.to = this.#vertexFrom[s + 1]!;
    chain.radius = this.#radii[s]!;
    painting.pull(s, gradients.colours);
    const { outline, outlineArea, byArea } = painting.tape;
    const first = painting.outlineFrom(s);
    const last = painting.outlineFrom(s + 1);
    const byRadius = pullOutline(line, chain.radius, outline, first, last, outlineArea, byArea, out);
    settleTurns(line, chain, out);
    if (chain.to > chain.from)
      line.pull(chain.from, chain.to, this.#segments[s]!, out.x, out.y, this.#byPoint);
    gradients.widths[s] = 0.5 * this.#scale * byRadius;
  }
}

/** Renders once, at any size. Arguments, result and errors as `StrokeRaster`. */
export function rasterise(strokes: Strokes, size: RasterSize, page: Page): Float32Array {
  return new StrokeRaster(size).forward(strokes, page);
}
