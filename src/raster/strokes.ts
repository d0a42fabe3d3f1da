/**
 * @file What a stroke is: chains of cubic Béziers with one round pen and one colour each, as flat arrays.
 * Flat arrays so that an optimiser, the wire and the kernels share one layout without copying.
 */

/** Strokes in *canvas units*: 1 unit = the shorter side of the canvas; x in 0..width/min, y in 0..height/min, y down. */
export interface Strokes {
  /** [count] cubic Bézier segments of each stroke, at least 1 */
  readonly segments: Uint8Array;
  /** [(Σ(3·segments+1))·2] control points x,y, stroke after stroke; neighbours share the joint */
  readonly points: Float32Array;
  /** [count] full stroke width (diameter of the round pen), canvas units; nothing is drawn at 0 or below */
  readonly widths: Float32Array;
  /** [count·4] RGBA, straight alpha, 0..1 */
  readonly colours: Float32Array;
}

/** A colour, each channel 0..1. */
export type Rgb = readonly [number, number, number];

/** Pixels; min(width, height) pixels are one canvas unit. */
export interface RasterSize {
  readonly width: number;
  readonly height: number;
}

/** Gradients of a scalar with respect to the arrays of `Strokes`, same layouts, canvas units. */
export interface StrokeGradients {
  points: Float32Array;
  widths: Float32Array;
  colours: Float32Array;
}

/** A raster size, stroke array or view list does not fit its contract. The message says which and what would. */
export class RasterInputError extends Error {
  override readonly name = 'RasterInputError';
}

/** Largest side of a raster in pixels (the tape packs x and y into 15 bits each). */
const MAX_SIDE = 32_767;

/** @throws RasterInputError unless both sides are whole numbers in 1..MAX_SIDE */
export function checkSize(size: RasterSize): void {
  for (const side of [size.width, size.height]) {
    if (!Number.isInteger(side) || side < 1 || side > MAX_SIDE) {
      throw new RasterInputError(
        `The raster size ${size.width}x${size.height} is not drawable: each side must be a whole number from 1 to ${MAX_SIDE}.`,
      );
    }
  }
}

/** @throws RasterInputError when the arrays' lengths do not belong together */
export function checkStrokes(strokes: Strokes): void {
  const count = strokes.segments.length;
  let points = 0;
  for (let i = 0; i < count; i++) {
    const segments = strokes.segments[i]!;
    if (segments < 1) throw new RasterInputError(`Stroke ${i} has no segments: at least 1 is needed.`);
    points += 3 * segments + 1;
  }
  expectLength('points', strokes.points.length, 2 * points);
  expectLength('widths', strokes.widths.length, count);
  expectLength('colours', strokes.colours.length, 4 * count);
}

function expectLength(what: string, got: number, wanted: number): void {
  if (got !== wanted) {
    throw new RasterInputError(`The strokes' ${what} hold ${got} numbers where ${wanted} belong.`);
  }
}
