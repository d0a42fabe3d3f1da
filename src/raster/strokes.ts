/**
 * @file What a stroke is: chains of cubic Béziers with one round pen and one colour each, as flat arrays.
 * Flat arrays so that an optimiser, the wire and the kernels share one layout without copying.
 */
import { expectLength, RasterInputError } from './raster-size.js';

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

/** Gradients of a scalar with respect to the arrays of `Strokes`, same layouts, canvas units. */
export interface StrokeGradients {
  points: Float32Array;
  widths: Float32Array;
  colours: Float32Array;
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
  expectLength("strokes' points", strokes.points.length, 2 * points);
  expectLength("strokes' widths", strokes.widths.length, count);
  expectLength("strokes' colours", strokes.colours.length, 4 * count);
}
