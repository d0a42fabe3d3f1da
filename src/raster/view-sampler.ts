/**
 * @file Pixels to views and back: a batch of perspective crops of one image, and the transpose of that linear map.
 *
 * The image is taken as piecewise constant, in a plane of paper. A view pixel is its mean over an upright box
 * centred where the homography takes the view pixel's centre, as large as the view pixel's footprint there but at
 * least one image pixel. With a box of one pixel that is bilinear interpolation; with a larger one it is the area
 * average that keeps a fine pattern from aliasing. Footprints of two pixels and more read a halved image (`Pyramid`),
 * so that a view pixel never costs more than a handful of taps. The footprint is that at the view's centre.
 */
import { Pyramid } from './pyramid.js';
import { checkSize, RasterInputError, type RasterSize, type Rgb } from './raster-size.js';

/** A view: row-major 3×3 taking view coordinates (u,v in 0..1, pixel centres at (i+.5)/R) to canvas units. */
export type Homography = Float64Array;

/** Samples square views, up to a number. All memory is kept; results are overwritten by the next call. */
export class ViewSampler {
  readonly #size: RasterSize;
  readonly #views: number;
  readonly #resolution: number;
  readonly #pyramid: Pyramid;
  readonly #output: Float32Array;
  /** view coordinates in view pixels → image pixels, 9 a view */
  readonly #maps: Float64Array;
  /** half box width and height in pixels of the level read, and the level, by view */
  readonly #halfX: Float64Array;
  readonly #halfY: Float64Array;
  readonly #level: Int32Array;
  /** views of the last `forward` */
  #count = 0;

  /** @throws RasterInputError for a size that cannot be sampled */
  constructor(size: RasterSize, views: number, resolution: number) {
    checkSize(size);
    checkSize({ width: resolution, height: resolution });
    this.#size = { width: size.width, height: size.height };
    this.#views = views;
    this.#resolution = resolution;
    this.#pyramid = new Pyramid(size);
    this.#output = new Float32Array(views * resolution * resolution * 3);
    this.#maps = new Float64Array(9 * views);
    this.#halfX = new Float64Array(views);
    this.#halfY = new Float64Array(views);
    this.#level = new Int32Array(views);
  }

  /**
   * @param image height·width·3
   * @param homographies one a view, at most as many as promised; where w ≤ 0, or nothing finite results, the view
   * shows paper
   * @returns homographies·R·R·3
   * @throws RasterInputError for an image of another size or too many homographies
   */
  forward(image: Float32Array, homographies: readonly Homography[], paper: Rgb): Float32Array {
    if (homographies.length > this.#views) {
      throw new RasterInputError(`${homographies.length} homographies were given for ${this.#views} views.`);
    }
    this.#count = homographies.length;
    let deepest = 0;
    for (let v = 0; v < this.#count; v++) {
      this.#place(v, homographies[v]!);
      deepest = Math.max(deepest, this.#level[v]!);
    }
    this.#pyramid.build(image, deepest, paper);
    for (let v = 0; v < this.#count; v++) this.#sample(v, paper);
    return this.#output.subarray(0, this.#numbers);
  }

  /**
   * Transpose of the linear part of the last `forward` (paper is a constant).
   * @param viewsGradient views·R·R·3, of the views of the last `forward`
   * @returns gradient by the image, height·width·3
   * @throws RasterInputError for a gradient of another size
   */
  adjoint(viewsGradient: Float32Array): Float32Array {
    if (viewsGradient.length !== this.#numbers) {
      throw new RasterInputError(
        `The views' gradient holds ${viewsGradient.length} numbers where ${this.#numbers} belong.`,
      );
    }
    this.#pyramid.clearGradients();
    for (let v = 0; v < this.#count; v++) this.#scatter(v, viewsGradient);
    return this.#pyramid.pull();
  }

  /** Numbers of the views of the last `forward`. */
  get #numbers(): number {
    return 3 * this.#count * this.#resolution * this.#resolution;
  }

  /** Composes a view's homography with the pixel grids and picks its box and level. */
  #place(v: number, h: Homography): void {
    if (h.length !== 9)
      throw new RasterInputError(`Homography ${v} holds ${h.length} numbers where 9 belong.`);
    const scale = Math.min(this.#size.width, this.#size.height);
    const m = this.#maps;
    const o = 9 * v;
    for (let row = 0; row < 3; row++) {
      const s = row < 2 ? scale : 1;
      m[o + 3 * row] = (h[3 * row]! * s) / this.#resolution;
      m[o + 3 * row + 1] = (h[3 * row + 1]! * s) / this.#resolution;
      m[o + 3 * row + 2] = h[3 * row + 2]! * s;
    }
    // Jacobian at the centre: d(X/w) = (dX − x·dw)/w
    const c = this.#resolution / 2;
    const w = m[o + 6]! * c + m[o + 7]! * c + m[o + 8]!;
    const x = (m[o]! * c + m[o + 1]! * c + m[o + 2]!) / w;
    const y = (m[o + 3]! * c + m[o + 4]! * c + m[o + 5]!) / w;
    const footX = Math.hypot(m[o]! - x * m[o + 6]!, m[o + 1]! - x * m[o + 7]!) / w;
    const footY = Math.hypot(m[o + 3]! - y * m[o + 6]!, m[o + 4]! - y * m[o + 7]!) / w;
    const isUsable = w > 0 && Number.isFinite(footX) && Number.isFinite(footY);
    const wide = isUsable ? Math.max(1, footX) : 1;
    const high = isUsable ? Math.max(1, footY) : 1;
    const level = Math.min(this.#pyramid.depth, Math.floor(Math.log2(Math.min(wide, high)) + 1e-9));
    this.#level[v] = level;
    // Beyond twice the image everything is a mean of all of it and paper; larger boxes would only cost time.
    this.#halfX[v] = Math.min(wide, 4 * this.#size.width) / 2 ** (level + 1);
    this.#halfY[v] = Math.min(high, 4 * this.#size.height) / 2 ** (level + 1);
  }

  #sample(v: number, paper: Rgb): void {
    const level = this.#level[v]!;
    const { width, height, image } = this.#pyramid.level(level);
    const shrink = 1 / 2 ** level;
    const halfX = this.#halfX[v]!;
    const halfY = this.#halfY[v]!;
    const norm = 1 / (4 * halfX * halfY);
    const m = this.#maps;
    const o = 9 * v;
    const [p0, p1, p2] = paper;
    const out = this.#output;
    const R = this.#resolution;
    let k = 3 * v * R * R;
    for (let j = 0; j < R; j++) {
      for (let i = 0; i < R; i++, k += 3) {
        const w = m[o + 6]! * (i + 0.5) + m[o + 7]! * (j + 0.5) + m[o + 8]!;
        const per = shrink / w;
        const x = (m[o]! * (i + 0.5) + m[o + 1]! * (j + 0.5) + m[o + 2]!) * per;
        const y = (m[o + 3]! * (i + 0.5) + m[o + 4]! * (j + 0.5) + m[o + 5]!) * per;
        const x0 = x - halfX;
        const x1 = x + halfX;
        const y0 = y - halfY;
        const y1 = y + halfY;
        let r = 0;
        let g = 0;
        let b = 0;
        let inside = 0;
        if (w > 0 && x1 > 0 && x0 < width && y1 > 0 && y0 < height) {
          const colFrom = x0 > 0 ? Math.trunc(x0) : 0;
          const colTo = x1 < width ? Math.ceil(x1) : width;
          const rowFrom = y0 > 0 ? Math.trunc(y0) : 0;
          const rowTo = y1 < height ? Math.ceil(y1) : height;
          for (let row = rowFrom; row < rowTo; row++) {
            const wy = (y1 < row + 1 ? y1 : row + 1) - (y0 > row ? y0 : row);
            let t = 3 * (row * width + colFrom);
            for (let col = colFrom; col < colTo; col++, t += 3) {
              const wt = wy * ((x1 < col + 1 ? x1 : col + 1) - (x0 > col ? x0 : col));
              r += wt * image[t]!;
              g += wt * image[t + 1]!;
              b += wt * image[t + 2]!;
              inside += wt;
            }
          }
        }
        const outside = 1 - inside * norm;
        out[k] = r * norm + outside * p0;
        out[k + 1] = g * norm + outside * p1;
        out[k + 2] = b * norm + outside * p2;
      }
    }
  }

  #scatter(v: number, viewsGradient: Float32Array): void {
    const level = this.#level[v]!;
    const { width, height } = this.#pyramid.level(level);
    const gradient = this.#pyramid.gradient(level);
    const shrink = 1 / 2 ** level;
    const halfX = this.#halfX[v]!;
    const halfY = this.#halfY[v]!;
    const norm = 1 / (4 * halfX * halfY);
    const m = this.#maps;
    const o = 9 * v;
    const R = this.#resolution;
    let k = 3 * v * R * R;
    for (let j = 0; j < R; j++) {
      for (let i = 0; i < R; i++, k += 3) {
        const w = m[o + 6]! * (i + 0.5) + m[o + 7]! * (j + 0.5) + m[o + 8]!;
        const per = shrink / w;
        const x = (m[o]! * (i + 0.5) + m[o + 1]! * (j + 0.5) + m[o + 2]!) * per;
        const y = (m[o + 3]! * (i + 0.5) + m[o + 4]! * (j + 0.5) + m[o + 5]!) * per;
        const x0 = x - halfX;
        const x1 = x + halfX;
        const y0 = y - halfY;
        const y1 = y + halfY;
        if (!(w > 0 && x1 > 0 && x0 < width && y1 > 0 && y0 < height)) continue;
        const r = viewsGradient[k]! * norm;
        const g = viewsGradient[k + 1]! * norm;
        const b = viewsGradient[k + 2]! * norm;
        const colFrom = x0 > 0 ? Math.trunc(x0) : 0;
        const colTo = x1 < width ? Math.ceil(x1) : width;
        const rowFrom = y0 > 0 ? Math.trunc(y0) : 0;
        const rowTo = y1 < height ? Math.ceil(y1) : height;
        for (let row = rowFrom; row < rowTo; row++) {
          const wy = (y1 < row + 1 ? y1 : row + 1) - (y0 > row ? y0 : row);
          let t = 3 * (row * width + colFrom);
          for (let col = colFrom; col < colTo; col++, t += 3) {
            const wt = wy * ((x1 < col + 1 ? x1 : col + 1) - (x0 > col ? x0 : col));
            gradient[t]! += wt * r;
            gradient[t + 1]! += wt * g;
            gradient[t + 2]! += wt * b;
          }
        }
      }
    }
  }
}
