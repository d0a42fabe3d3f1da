/**
 * @file From planes to colours. Decorrelated: three planes that vary independently in photographs, mixed into RGB
 * and squeezed into 0..1 (lucid's color.py), at a contrast that does not depend on how far the parameters have
 * wandered (aphantasia). Plain: the planes are the colours.
 */

export interface Colour {
  /**
   * @param planes three planes, one after another
   * @param image pixels·3, written over
   */
  forward(planes: Float32Array, image: Float32Array): void;
  /**
   * Gradient by one plane, of the image last made.
   * @param plane the channel's gradient, written over
   */
  adjoint(
    channel: number,
    gradient: Float32Array,
    planes: Float32Array,
    image: Float32Array,
    plane: Float32Array,
  ): void;
  /** Planes whose image is this one, as near as 0..1 allows. */
  encode(image: Float32Array): Float32Array;
}

/** Square root of the colours' covariance over photographs, columns: lightness, blue–yellow, green–red (lucid). */
const MIX = [
  [0.26, 0.09, 0.02],
  [0.27, 0, -0.05],
  [0.27, -0.09, 0.03],
] as const;

/** Its longest column, by which lucid divides it. */
const LONGEST = Math.hypot(0.26, 0.27, 0.27);

/** Colours nearer to 0 and 1 than this have no logit that a parameter could hold. */
const EDGE = 0.004;

export class DecorrelatedColour implements Colour {
  /** MIX over LONGEST with the share of lightness made smaller, row by row. */
  private readonly mix: Float64Array;
  /** Of the last image: factor on the planes, their mean and their sum of squares about it; 0 where not brought to a contrast. */
  private factor = 1;
  private mean = 0;
  private squares = 0;
  /** Σ (gradient by the planes times their factor) · planes, of the last adjoint. */
  private pull = 0;

  /**
   * @param colours by how much lightness is weakened against colour; 1 as in photographs, 1.8 in aphantasia
   * @param contrast standard deviation that the planes are brought to; 0 leaves them
   * @param held factor on the planes in place of what would bring them to the contrast
   */
  constructor(
    colours: number,
    readonly contrast: number,
    private readonly held?: number,
  ) {
    this.mix = mixOf(colours);
  }

  /** What these planes are multiplied by. */
  factorOf(planes: Float32Array): number {
    this.measure(planes);
    return this.factor;
  }

  forward(planes: Float32Array, image: Float32Array): void {
    this.measure(planes);
    const pixels = planes.length / 3;
    for (let row = 0; row < 3; row++) {
      const a = this.factor * this.mix[3 * row]!;
      const b = this.factor * this.mix[3 * row + 1]!;
      const c = this.factor * this.mix[3 * row + 2]!;
      for (let i = 0; i < pixels; i++) {
        const logit = a * planes[i]! + b * planes[pixels + i]! + c * planes[2 * pixels + i]!;
        image[3 * i + row] = 1 / (1 + Math.exp(-logit));
      }
    }
  }

  adjoint(
    channel: number,
    gradient: Float32Array,
    planes: Float32Array,
    image: Float32Array,
    plane: Float32Array,
  ): void {
    const pixels = plane.length;
    const a = this.factor * this.mix[channel]!;
    const b = this.factor * this.mix[3 + channel]!;
    const c = this.factor * this.mix[6 + channel]!;
    for (let i = 0; i < pixels; i++) {
      const red = image[3 * i]!;
      const green = image[3 * i + 1]!;
      const blue = image[3 * i + 2]!;
      plane[i] =
        a * red * (1 - red) * gradient[3 * i]! +
        b * green * (1 - green) * gradient[3 * i + 1]! +
        c * blue * (1 - blue) * gradient[3 * i + 2]!;
    }
    if (this.squares === 0) return;
    if (channel === 0) this.pull = this.pullOf(gradient, planes, image);
    // y = t·x/σ, σ² = Σ(x − μ)²/n: ∂y/∂x takes away what would only change σ.
    const { factor, mean } = this;
    const back = (factor * this.pull) / this.squares;
    const from = channel * pixels;
    for (let i = 0; i < pixels; i++) plane[i] = plane[i]! - back * (planes[from + i]! - mean);
  }

  private pullOf(gradient: Float32Array, planes: Float32Array, image: Float32Array): number {
    const pixels = planes.length / 3;
    let sum = 0;
    for (let row = 0; row < 3; row++) {
      const a = this.mix[3 * row]!;
      const b = this.mix[3 * row + 1]!;
      const c = this.mix[3 * row + 2]!;
      for (let i = 0; i < pixels; i++) {
        const value = image[3 * i + row]!;
        const logit = a * planes[i]! + b * planes[pixels + i]! + c * planes[2 * pixels + i]!;
        sum += value * (1 - value) * gradient[3 * i + row]! * logit;
      }
    }
    return sum;
  }

  encode(image: Float32Array): Float32Array {
    const pixels = image.length / 3;
    const inverse = inverseOf(this.mix);
    const planes = new Float32Array(image.length);
    for (let i = 0; i < pixels; i++) {
      for (let row = 0; row < 3; row++) {
        const value = Math.min(1 - EDGE, Math.max(EDGE, image[3 * i + row]!));
        const logit = Math.log(value / (1 - value));
        for (let channel = 0; channel < 3; channel++) {
          planes[channel * pixels + i]! += inverse[3 * channel + row]! * logit;
        }
      }
    }
    return planes;
  }

  private measure(planes: Float32Array): void {
    if (this.held !== undefined) this.factor = this.held;
    if (this.held !== undefined || this.contrast === 0) return;
    this.mean = meanOf(planes);
    this.squares = squaresAbout(planes, this.mean);
    const deviation = Math.sqrt(this.squares / planes.length);
    this.factor = deviation > 0 ? this.contrast / deviation : 1;
  }
}

/** Standard deviation of all planes together: the contrast at which they would be left as they are. */
export const deviationOf = (planes: Float32Array): number =>
  Math.sqrt(squaresAbout(planes, meanOf(planes)) / planes.length);

function meanOf(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

function squaresAbout(values: Float32Array, mean: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! - mean) ** 2;
  return sum;
}

const mixOf = (colours: number): Float64Array =>
  Float64Array.from(MIX.flat(), (share, i) => (i % 3 === 0 ? share / colours : share) / LONGEST);

/** Inverse of a 3×3 matrix by its cofactors. */
function inverseOf(m: Float64Array): Float64Array {
  const minor = (r: number, c: number): number => {
    const [r1, r2, c1, c2] = [(r + 1) % 3, (r + 2) % 3, (c + 1) % 3, (c + 2) % 3];
    return m[3 * r1 + c1]! * m[3 * r2 + c2]! - m[3 * r1 + c2]! * m[3 * r2 + c1]!;
  };
  const determinant = m[0]! * minor(0, 0) + m[1]! * minor(0, 1) + m[2]! * minor(0, 2);
  return Float64Array.from({ length: 9 }, (_, i) => minor(i % 3, Math.floor(i / 3)) / determinant);
}

export class PlainColour implements Colour {
  forward(planes: Float32Array, image: Float32Array): void {
    const pixels = planes.length / 3;
    for (let row = 0; row < 3; row++) {
      for (let i = 0; i < pixels; i++) image[3 * i + row] = planes[row * pixels + i]!;
    }
  }

  adjoint(
    channel: number,
    gradient: Float32Array,
    _planes: unknown,
    _image: unknown,
    plane: Float32Array,
  ): void {
    for (let i = 0; i < plane.length; i++) plane[i] = gradient[3 * i + channel]!;
  }

  encode(image: Float32Array): Float32Array {
    const pixels = image.length / 3;
    return Float32Array.from(image, (_, i) => image[3 * (i % pixels) + Math.floor(i / pixels)]!);
  }
}
