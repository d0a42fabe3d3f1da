/**
 * @file Pressure along a stroke: a pen presses in the middle and is lifted at both ends. A profile over the control
 * points scales the widths, and what is drawn thins out as a stroke of a brush does.
 */
import { hasVaryingWidths, type Strokes } from '../../raster/index.js';
import { controlsOf } from './stroke-layout.js';

/** Where a width cannot be told from the drawn one, as at an end of no pressure. */
const LEAST_PRESSURE = 0.05;

/** Part of the width at control point `k` of `controls`: 1 − taper·(2t − 1)². */
const pressure = (taper: number, k: number, controls: number): number =>
  1 - taper * ((2 * k) / (controls - 1) - 1) ** 2;

/** The drawn widths, one a control point. */
export function tapered(strokes: Pick<Strokes, 'segments' | 'widths'>, taper: number): Float32Array {
  const { widths } = strokes;
  const drawn: number[] = [];
  const varying = hasVaryingWidths(strokes);
  for (const [mark, segments] of strokes.segments.entries()) {
    const controls = controlsOf(segments);
    for (let k = 0; k < controls; k++) {
      drawn.push(widths[varying ? drawn.length : mark]! * pressure(taper, k, controls));
    }
  }
  return Float32Array.from(drawn);
}

/** The gradient by the drawn widths as that by the widths, of the layout of `widths`. */
export function pullTaper(
  strokes: Pick<Strokes, 'segments' | 'widths'>,
  taper: number,
  byDrawn: Float32Array,
): Float32Array {
  const gradient = new Float32Array(strokes.widths.length);
  const varying = hasVaryingWidths(strokes);
  let at = 0;
  for (const [mark, segments] of strokes.segments.entries()) {
    const controls = controlsOf(segments);
    for (let k = 0; k < controls; k++, at++) {
      gradient[varying ? at : mark]! += byDrawn[at]! * pressure(taper, k, controls);
    }
  }
  return gradient;
}

/** Widths of which these are the drawn ones, as far as that can be told; strokes of a saved work. */
export function untapered(strokes: Strokes, taper: number): Strokes {
  if (taper === 0 || !hasVaryingWidths(strokes)) return strokes;
  const widths = strokes.widths.slice();
  let at = 0;
  for (const segments of strokes.segments) {
    const controls = controlsOf(segments);
    for (let k = 0; k < controls; k++) {
      widths[at + k]! /= Math.max(LEAST_PRESSURE, pressure(taper, k, controls));
    }
    const last = at + controls - 1;
    if (pressure(taper, 0, controls) < LEAST_PRESSURE) {
      widths[at] = widths[at + 1]!;
      widths[last] = widths[last - 1]!;
    }
    at += controls;
  }
  return { ...strokes, widths };
}
