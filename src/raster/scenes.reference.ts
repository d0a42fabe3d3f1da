/** @file Random scenes for tests: reproducible from a seed. */
import type { Strokes } from './strokes.js';

/** @returns a source of numbers 0..1 (linear congruential, Numerical Recipes' constants) */
export function randoms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface SceneOptions {
  readonly seed: number;
  readonly strokes: number;
  /** full widths in units, drawn from this range */
  readonly widths: readonly [number, number];
  /** largest step between control points, units */
  readonly step: number;
  /** canvas extent in units */
  readonly extent?: readonly [number, number];
}

/** Wandering chains of 1–3 cubics with colours on the 8-bit grid, so that peers see the same colours. */
export function randomScene({ seed, strokes, widths, step, extent = [1, 1] }: SceneOptions): Strokes {
  const next = randoms(seed);
  const segments = Uint8Array.from({ length: strokes }, () => 1 + Math.floor(3 * next()));
  const points: number[] = [];
  for (const count of segments) {
    let x = extent[0] * (0.1 + 0.8 * next());
    let y = extent[1] * (0.1 + 0.8 * next());
    points.push(x, y);
    for (let k = 0; k < 3 * count; k++) {
      x += step * (2 * next() - 1);
      y += step * (2 * next() - 1);
      points.push(x, y);
    }
  }
  return {
    segments,
    points: Float32Array.from(points),
    widths: Float32Array.from(segments, () => widths[0] + (widths[1] - widths[0]) * next()),
    colours: Float32Array.from({ length: 4 * strokes }, () => Math.round(255 * next()) / 255),
  };
}

/** One stroke from pixel coordinates on a canvas whose shorter side is `side` pixels. */
export function oneStroke(
  side: number,
  pixels: readonly number[],
  width: number,
  colour: readonly [number, number, number, number] = [0, 0, 0, 1],
): Strokes {
  return {
    segments: Uint8Array.of((pixels.length / 2 - 1) / 3),
    points: Float32Array.from(pixels, (v) => v / side),
    widths: Float32Array.of(width / side),
    colours: Float32Array.from(colour),
  };
}

/** Smooth weights of about 1, [height·width·3], for an objective Σ weight·pixel. */
export function smoothWeights(width: number, height: number, seed: number): Float32Array {
  const next = randoms(seed);
  const waves = Array.from({ length: 12 }, () => [0.35 * next(), 0.35 * next(), 6.3 * next()] as const);
  return Float32Array.from({ length: width * height * 3 }, (_, i) => {
    const x = Math.floor(i / 3) % width;
    const y = Math.floor(i / 3 / width);
    const own = waves.slice(4 * (i % 3), 4 * (i % 3) + 4);
    return own.reduce((sum, [fx, fy, phase]) => sum + Math.sin(fx * x + fy * y + phase), 0);
  });
}
