/**
 * @file Strokes to pixels and back: painting in order over the paper, and the exact adjoint of that painting.
 *
 * Straight alpha, in the stored colour space as SVG does: C ← C + opacity·area·(colour − C).
 */
import { CoverageMask } from './coverage-mask.js';
import { grownFloat64, grownInt32 } from './growable.js';
import { type Chain, pullOutline, settleTurns } from './outline.js';
import { PixelTape } from './pixel-tape.js';
import { Polyline } from './polyline.js';
import {
  checkSize,
  checkStrokes,
  RasterInputError,
  type RasterSize,
  type Rgb,
  type StrokeGradients,
  type Strokes,
} from './strokes.js';

/**
 * Renders strokes at one size and pulls image gradients back to them. All memory is kept and reused, so what
 * `forward` and `adjoint` return is overwritten by the next call; strokes are read, never kept.
 */
export class StrokeRaster {
  readonly size: RasterSize;
  /** pixels per canvas unit */
  readonly #scale: number;
  readonly #image: Float32Array;
  readonly #flow: Float32Array;
  readonly #mask: CoverageMask;
  readonly #line = new Polyline();
  readonly #tape = new PixelTape();
  readonly #chain: Chain = { from: 0, to: 0, radius: 0 };
  /** by stroke, and one more: where its vertices begin, and its runs, pixels and outline pixels */
  #vertexFrom = new Int32Array(1);
  #tapeFrom = new Int32Array(3);
  #segments = new Uint8Array(0);
  /** half-widths in pixels, and RGBA, as drawn */
  #radii = new Float64Array(0);
  #colours = new Float64Array(0);
  #byVertex = { x: new Float64Array(0), y: new Float64Array(0), turn: new Float64Array(0) };
  #byPoint = new Float64Array(0);
  #gradients: StrokeGradients | undefined;

  /** @throws RasterInputError for a size that cannot be drawn */
  constructor(size: RasterSize) {
    checkSize(size);
    this.size = { width: size.width, height: size.height };
    this.#scale = Math.min(size.width, size.height);
    this.#image = new Float32Array(size.width * size.height * 3);
    this.#flow = new Float32Array(this.#image.length);
    this.#mask = new CoverageMask(size);
  }

  /**
   * @param paper what lies under the strokes: one colour, or an image of height·width·3
   * A stroke with a coordinate, width or colour that is not finite is left out and gets zero gradients, as does one
   * of width 0 or less.
   * @returns the image, height·width·3, RGB, row-major, 0..1 where paper and colours are
   * @throws RasterInputError when the arrays' lengths do not belong together
   */
  forward(strokes: Strokes, paper: Rgb | Float32Array): Float32Array {
    checkStrokes(strokes);
    const count = strokes.segments.length;
    this.#remember(strokes);
    const image = this.#image;
    layPaper(image, paper);
    this.#line.clear();
    this.#tape.clear();
    let point = 0;
    for (let s = 0; s < count; s++) {
      this.#vertexFrom[s] = this.#line.vertices;
      this.#markTape(s);
      const segments = strokes.segments[s]!;
      if (this.#isVisible(s) && this.#line.append(strokes.points, point, segments, this.#scale)) {
        this.#chain.from = this.#vertexFrom[s]!;
        this.#chain.to = this.#line.vertices;
        this.#chain.radius = this.#radii[s]!;
        this.#mask.cover(this.#line, this.#chain);
        this.#paint(s);
      }
      point += 3 * segments + 1;
    }
    this.#vertexFrom[count] = this.#line.vertices;
    this.#markTape(count);
    return image;
  }

  /**
   * @param imageGradient height·width·3; left as it is
   * @returns gradients of the strokes last given to `forward`, in canvas units
   * @throws RasterInputError before the first `forward` and for a gradient of another size
   */
  adjoint(imageGradient: Float32Array): StrokeGradients {
    const gradients = this.#gradients;
    if (!gradients) throw new RasterInputError('The adjoint needs a picture: call forward first.');
    if (imageGradient.length !== this.#flow.length) {
      throw new RasterInputError(
        `The image gradient holds ${imageGradient.length} numbers where ${this.#flow.length} belong.`,
      );
    }
    this.#flow.set(imageGradient);
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
    if (!(this.#radii[s]! > 0 && this.#radii[s]! < Infinity)) return false;
    for (let c = 4 * s; c < 4 * s + 4; c++) if (!Number.isFinite(this.#colours[c]!)) return false;
    return true;
  }

  /** Copies what the adjoint will ask for and makes room for its answer. */
  #remember(strokes: Strokes): void {
    const count = strokes.segments.length;
    if (this.#segments.length !== count || this.#gradients?.points.length !== strokes.points.length) {
      this.#segments = new Uint8Array(count);
      this.#radii = new Float64Array(count);
      this.#colours = new Float64Array(4 * count);
      this.#byPoint = new Float64Array(strokes.points.length);
      this.#gradients = {
        points: new Float32Array(strokes.points.length),
        widths: new Float32Array(count),
        colours: new Float32Array(4 * count),
      };
      this.#vertexFrom = grownInt32(this.#vertexFrom, count + 1);
      this.#tapeFrom = grownInt32(this.#tapeFrom, 3 * (count + 1));
    }
    this.#segments.set(strokes.segments);
    this.#colours.set(strokes.colours);
    for (let s = 0; s < count; s++) this.#radii[s] = 0.5 * strokes.widths[s]! * this.#scale;
  }

  #markTape(s: number): void {
    this.#tapeFrom[3 * s] = this.#tape.runs;
    this.#tapeFrom[3 * s + 1] = this.#tape.pixels;
    this.#tapeFrom[3 * s + 2] = this.#tape.outlines;
  }

  /** Lays the mask's pixels over the image, notes them on the tape, clears the mask. */
  #paint(s: number): void {
    const { area, piece, left, right, top, bottom, width } = this.#mask;
    const image = this.#image;
    const red = this.#colours[4 * s]!;
    const green = this.#colours[4 * s + 1]!;
    const blue = this.#colours[4 * s + 2]!;
    const opacity = this.#colours[4 * s + 3]!;
    const tape = this.#tape;
    let pixels = 0;
    for (let y = top; y <= bottom; y++) pixels += Math.max(0, right[y]! - left[y]! + 1);
    tape.reserve(pixels);
    const { place, length, beneath } = tape;
    const tapeArea = tape.area;
    const { place: outlinePlace, piece: outlinePiece } = tape.outline;
    let run = tape.runs;
    let n = tape.pixels;
    let m = tape.outlines;
    for (let y = top; y <= bottom; y++) {
      const row = y * width;
      const end = row + right[y]! + 1;
      for (let i = row + left[y]!; i < end; i++) {
        if (area[i]! === 0) continue;
        const start = i;
        for (; i < end; i++) {
          const covered = area[i]!;
          if (covered === 0) break;
          area[i] = 0;
          const share = opacity * covered;
          const j = 3 * i;
          const r = image[j]!;
          const g = image[j + 1]!;
          const b = image[j + 2]!;
          image[j] = r + share * (red - r);
          image[j + 1] = g + share * (green - g);
          image[j + 2] = b + share * (blue - b);
          beneath[3 * n] = r;
          beneath[3 * n + 1] = g;
          beneath[3 * n + 2] = b;
          tapeArea[n++] = covered;
          if (covered < 1) {
            outlinePlace[m] = (y << 16) | (i - row);
            outlinePiece[m++] = piece[i]!;
          }
        }
        place[run] = (y << 16) | (start - row);
        length[run++] = i - start;
      }
    }
    tape.runs = run;
    tape.pixels = n;
    tape.outlines = m;
  }

  /** Takes one stroke off again: `flow` becomes the gradient by the image beneath it. */
  #pullStroke(s: number, gradients: StrokeGradients): void {
    const { place, length, area, beneath, outlineArea, byArea, outline } = this.#tape;
    const flow = this.#flow;
    const width = this.#mask.width;
    const line = this.#line;
    const chain = this.#chain;
    const out = this.#byVertex;
    chain.from = this.#vertexFrom[s]!;
    chain.to = this.#vertexFrom[s + 1]!;
    chain.radius = this.#radii[s]!;
    const red = this.#colours[4 * s]!;
    const green = this.#colours[4 * s + 1]!;
    const blue = this.#colours[4 * s + 2]!;
    const opacity = this.#colours[4 * s + 3]!;
    let byRed = 0;
    let byGreen = 0;
    let byBlue = 0;
    let byOpacity = 0;
    let n = this.#tapeFrom[3 * s + 1]!;
    let m = this.#tapeFrom[3 * s + 2]!;
    for (let run = this.#tapeFrom[3 * s]!; run < this.#tapeFrom[3 * s + 3]!; run++) {
      const y = place[run]! >> 16;
      const from = place[run]! & 0xffff;
      const to = from + length[run]!;
      for (let x = from; x < to; x++, n++) {
        const j = 3 * (y * width + x);
        const covered = area[n]!;
        const share = opacity * covered;
        const gr = flow[j]!;
        const gg = flow[j + 1]!;
        const gb = flow[j + 2]!;
        const byShare =
          gr * (red - beneath[3 * n]!) +
          gg * (green - beneath[3 * n + 1]!) +
          gb * (blue - beneath[3 * n + 2]!);
        flow[j] = gr * (1 - share);
        flow[j + 1] = gg * (1 - share);
        flow[j + 2] = gb * (1 - share);
        byRed += share * gr;
        byGreen += share * gg;
        byBlue += share * gb;
        byOpacity += covered * byShare;
        if (covered < 1) {
          outlineArea[m] = covered;
          byArea[m++] = opacity * byShare;
        }
      }
    }
    const first = this.#tapeFrom[3 * s + 2]!;
    const byRadius = pullOutline(line, chain.radius, outline, first, m, outlineArea, byArea, out);
    settleTurns(line, chain, out);
    if (chain.to > chain.from)
      line.pull(chain.from, chain.to, this.#segments[s]!, out.x, out.y, this.#byPoint);
    gradients.colours[4 * s] = byRed;
    gradients.colours[4 * s + 1] = byGreen;
    gradients.colours[4 * s + 2] = byBlue;
    gradients.colours[4 * s + 3] = byOpacity;
    gradients.widths[s] = 0.5 * this.#scale * byRadius;
  }
}

/** @throws RasterInputError for an image of another size */
function layPaper(image: Float32Array, paper: Rgb | Float32Array): void {
  if (paper instanceof Float32Array) {
    if (paper.length !== image.length) {
      throw new RasterInputError(
        `The image under the strokes holds ${paper.length} numbers where ${image.length} belong.`,
      );
    }
    image.set(paper);
    return;
  }
  for (let i = 0; i < image.length; i += 3) {
    image[i] = paper[0];
    image[i + 1] = paper[1];
    image[i + 2] = paper[2];
  }
}

/** Renders once, at any size. Arguments, result and errors as `StrokeRaster`. */
export function rasterise(strokes: Strokes, size: RasterSize, paper: Rgb): Float32Array {
  return new StrokeRaster(size).forward(strokes, paper);
}
