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
  /**
   * Full stroke width (diameter of the round pen), canvas units; nothing is drawn at 0 or below.
   * [count] of one width each, or [Σ(3·segments+1)] a width at every control point, blended along the stroke as the
   * control points are.
   */
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

/** Whether the strokes have a width at every control point rather than one each. */
export function hasVaryingWidths({ segments, widths }: Pick<Strokes, 'segments' | 'widths'>): boolean {
  return widths.length > segments.length;
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
  expectLength("strokes' widths", strokes.widths.length, hasVaryingWidths(strokes) ? points : count);
  expectLength("strokes' colours", strokes.colours.length, 4 * count);
}
