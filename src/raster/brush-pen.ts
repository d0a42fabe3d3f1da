/** @file The pen of varying width: strokes as filled outlines, and the way back to chains and widths. */
import { Brush } from './brush.js';
import { FillMask } from './fill-mask.js';
import { grownFloat64 } from './growable.js';
import type { Mask, Painting } from './painting.js';
import type { Polyline, StrokeSpan } from './polyline.js';
import type { RasterSize } from './raster-size.js';
import { Rings } from './rings.js';

export class BrushPen {
  readonly #mask: FillMask;
  readonly #rings = new Rings();
  readonly #brush = new Brush();
  /** by stroke, and one more: where its outline begins */
  #ringFrom = new Int32Array(1);
  /** by vertex of the chains, pixels, and the gradient by it */
  #radius = new Float64Array(1024);
  #byRadius = new Float64Array(1024);

  constructor(size: RasterSize) {
    this.#mask = new FillMask(size);
  }

  begin(strokes: number): void {
    this.#rings.clear();
    if (this.#ringFrom.length < strokes + 1) this.#ringFrom = new Int32Array(strokes + 1);
  }

  /** Notes where a stroke's outline begins; after the last stroke, where it ends. */
  announce(stroke: number): void {
    this.#ringFrom[stroke] = this.#rings.count;
  }

  /** @returns what the stroke covers */
  cover(line: Polyline, span: StrokeSpan, widths: Float32Array, scale: number): Mask {
    if (span.to > this.#radius.length) {
      this.#radius = grownFloat64(this.#radius, span.to);
      this.#byRadius = new Float64Array(this.#radius.length);
    }
    const rings = this.#rings;
    const from = rings.count;
    line.blend(span, widths, 0.5 * scale, this.#radius);
    this.#brush.trace(line, span.from, span.to, this.#radius, rings);
    this.#mask.cover(rings, from, rings.count);
    return this.#mask;
  }

  beginPull(): void {
    this.#rings.clearGradients();
    this.#byRadius.fill(0);
  }

  /**
   * The way back of one stroke that the painting has just pulled.
   * @param out gradients by the chain's vertices; added to
   * @param byWidth by control point; added to
   */
  pull(
    line: Polyline,
    stroke: number,
    span: StrokeSpan,
    scale: number,
    painting: Painting,
    out: { readonly x: Float64Array; readonly y: Float64Array },
    byWidth: Float64Array,
  ): void {
    const { outline, byArea } = painting.tape;
    const rings = this.#rings;
    const from = this.#ringFrom[stroke]!;
    const to = this.#ringFrom[stroke + 1]!;
    const first = painting.outlineFrom(stroke);
    const last = painting.outlineFrom(stroke + 1);
    if (last === first) return;
    this.#mask.pull(rings, from, to, outline, first, last, byArea);
    this.#brush.pull(line, this.#radius, rings, from, to, { x: out.x, y: out.y, radius: this.#byRadius });
    line.pullBlend(span, this.#byRadius, 0.5 * scale, byWidth);
  }
}
