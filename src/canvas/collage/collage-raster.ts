/**
 * @file Pieces to pixels, laid one over the other, and back: the exact adjoint of place, size, turn, tint and opacity.
 * What lay under a piece is kept while it is painted; the way back needs it.
 */
import type { Page, RasterSize } from '../../raster/index.js';
import type { Patch } from './patch.js';
import { PatchSampler } from './patch-sampler.js';
import type { PieceGradients, Pieces } from './pieces.js';

/** One piece as it lies on the pixels. */
interface Lie {
  readonly cos: number;
  readonly sin: number;
  /** Full-size pixels of the patch on a canvas unit. */
  readonly perUnit: number;
  /** Middle of the patch, in its pixels. */
  readonly middleU: number;
  readonly middleV: number;
  /** Pixels of the picture that it may touch: first and last column and row. */
  readonly box: readonly [left: number, top: number, right: number, bottom: number];
}

export class CollageRaster {
  private readonly image: Float32Array;
  private readonly gradient: Float32Array;
  private readonly samplers: readonly PatchSampler[];
  /** Colours under the pieces, in the order in which they were covered, and where each piece's begin. */
  private under = new Float32Array(1 << 16);
  private begins: number[] = [];
  private pieces: Pieces | undefined;

  constructor(
    private readonly size: RasterSize,
    private readonly patches: readonly Patch[],
  ) {
    this.image = new Float32Array(3 * size.width * size.height);
    this.gradient = new Float32Array(this.image.length);
    this.samplers = patches.map((patch) => new PatchSampler(patch));
  }

  /** @returns height·width·3; reused by the next call */
  forward(pieces: Pieces, page: Page): Float32Array {
    const { image } = this;
    if (page instanceof Float32Array) image.set(page);
    else for (let i = 0; i < image.length; i++) image[i] = page[i % 3]!;
    this.pieces = pieces;
    this.begins = [];
    let kept = 0;
    for (let piece = 0; piece < pieces.which.length; piece++) {
      this.begins.push(kept);
      const [red, green, blue, opacity] = tintOf(pieces, piece);
      this.walk(pieces, piece, ({ value }, at) => {
        if (kept + 3 > this.under.length) this.under = enlarged(this.under);
        this.under.set(image.subarray(at, at + 3), kept);
        kept += 3;
        const through = 1 - opacity * value[3]!;
        image[at] = through * image[at]! + opacity * red * value[0]!;
        image[at + 1] = through * image[at + 1]! + opacity * green * value[1]!;
        image[at + 2] = through * image[at + 2]! + opacity * blue * value[2]!;
      });
    }
    return image;
  }

  /** Gradients of the picture last painted. */
  adjoint(imageGradient: Float32Array): PieceGradients {
    const { pieces, gradient, under } = this;
    if (!pieces) throw new Error('Nothing has been painted yet whose gradient could be told.');
    const count = pieces.which.length;
    const told = {
      places: new Float32Array(2 * count),
      sizes: new Float32Array(count),
      turns: new Float32Array(count),
      colours: new Float32Array(4 * count),
    };
    gradient.set(imageGradient);
    for (let piece = count - 1; piece >= 0; piece--) {
      let kept = this.begins[piece]!;
      const tint = tintOf(pieces, piece);
      const opacity = tint[3];
      const { cos, sin, perUnit } = this.lie(pieces, piece);
      const size = pieces.sizes[piece]!;
      // Σ over the pixels: by x, y, size, turn, then tint and opacity.
      const sums = new Float64Array(8);
      this.walk(pieces, piece, (sampler, at, lx, ly) => {
        const { value, byU, byV, byLevel, isBetween } = sampler;
        let [hidden, dU, dV, dLevel, dOpacity] = [0, 0, 0, 0, 0];
        for (let c = 0; c < 3; c++) {
          const slope = gradient[at + c]!;
          hidden += slope * under[kept + c]!;
          dU += slope * tint[c]! * byU[c]!;
          dV += slope * tint[c]! * byV[c]!;
          dLevel += slope * tint[c]! * byLevel[c]!;
          dOpacity += slope * tint[c]! * value[c]!;
          sums[4 + c]! += slope * opacity * value[c]!;
        }
        kept += 3;
        dU = opacity * perUnit * (dU - hidden * byU[3]!);
        dV = opacity * perUnit * (dV - hidden * byV[3]!);
        dLevel = isBetween ? opacity * (dLevel - hidden * byLevel[3]!) : 0;
        sums[7]! += dOpacity - hidden * value[3]!;
        // The patch's own axes against the canvas's: u = perUnit·(cos·dx + sin·dy), perUnit = texels / size.
        sums[0]! -= cos * dU - sin * dV;
        sums[1]! -= sin * dU + cos * dV;
        sums[2]! -= (lx * dU + ly * dV) / size + dLevel / (size * Math.LN2);
        sums[3]! += ly * dU - lx * dV;
        const through = 1 - opacity * value[3]!;
        for (let c = 0; c < 3; c++) gradient[at + c]! *= through;
      });
      told.places.set(sums.subarray(0, 2), 2 * piece);
      told.sizes[piece] = sums[2]!;
      told.turns[piece] = sums[3]!;
      told.colours.set(sums.subarray(4), 4 * piece);
    }
    return told;
  }

  /**
   * Visits the pixels that a piece touches, always in the same order.
   * @param visit takes the sample, the pixel's first number, and its place from the middle along the patch's axes
   */
  private walk(
    pieces: Pieces,
    piece: number,
    visit: (sampler: PatchSampler, at: number, lx: number, ly: number) => void,
  ): void {
    const { cos, sin, perUnit, middleU, middleV, box } = this.lie(pieces, piece);
    const sampler = this.samplers[pieces.which[piece]!]!;
    const unit = Math.min(this.size.width, this.size.height);
    const [left, top, right, bottom] = box;
    const { reach, endU, endV } = sampler;
    for (let row = top; row <= bottom; row++) {
      const dy = (row + 0.5) / unit - pieces.places[2 * piece + 1]!;
      for (let column = left; column <= right; column++) {
        const dx = (column + 0.5) / unit - pieces.places[2 * piece]!;
        const lx = cos * dx + sin * dy;
        const ly = cos * dy - sin * dx;
        const u = middleU + perUnit * lx;
        const v = middleV + perUnit * ly;
        if (u <= -reach || v <= -reach || u >= endU || v >= endV) continue;
        sampler.sample(u, v);
        visit(sampler, 3 * (row * this.size.width + column), lx, ly);
      }
    }
  }

  /** Also brings the patch's sampler to the piece's size. */
  private lie({ which, places, sizes, turns }: Pieces, piece: number): Lie {
    const { width, height } = this.size;
    const unit = Math.min(width, height);
    const full = this.patches[which[piece]!]!.levels[0]!;
    const perUnit = Math.max(full.width, full.height) / sizes[piece]!;
    const sampler = this.samplers[which[piece]!]!;
    sampler.prepare(Math.log2(perUnit / unit));
    const [cos, sin] = [Math.cos(turns[piece]!), Math.sin(turns[piece]!)];
    const halfU = Math.max(full.width / 2 + sampler.reach, sampler.endU - full.width / 2);
    const halfV = Math.max(full.height / 2 + sampler.reach, sampler.endV - full.height / 2);
    const halfX = ((Math.abs(cos) * halfU + Math.abs(sin) * halfV) / perUnit) * unit;
    const halfY = ((Math.abs(sin) * halfU + Math.abs(cos) * halfV) / perUnit) * unit;
    const [x, y] = [places[2 * piece]! * unit, places[2 * piece + 1]! * unit];
    const box = [
      Math.max(0, Math.floor(x - halfX)),
      Math.max(0, Math.floor(y - halfY)),
      Math.min(width - 1, Math.ceil(x + halfX)),
      Math.min(height - 1, Math.ceil(y + halfY)),
    ] as const;
    return { cos, sin, perUnit, middleU: full.width / 2, middleV: full.height / 2, box };
  }
}

const tintOf = ({ colours }: Pieces, piece: number): readonly [number, number, number, number] => [
  colours[4 * piece]!,
  colours[4 * piece + 1]!,
  colours[4 * piece + 2]!,
  colours[4 * piece + 3]!,
];

function enlarged(array: Float32Array): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(2 * array.length);
  larger.set(array);
  return larger;
}
