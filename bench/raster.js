/**
 * @file Timings of the raster: CLIPDraw's scene at two pen sizes, and the views. Needs a build (`npm run build`).
 * Each time is the least of several rounds, forward and adjoint together.
 */
import { StrokeRaster, ViewSampler } from '#atelier/raster';

const PAPER = /** @type {const} */ ([1, 1, 1]);

/**
 * Random numbers 0..1 from a linear congruential generator: the scene must be the same in every run.
 * @param {number} seed
 */
function randoms(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * CLIPDraw's start (pydiffvg's painterly example): paths of 1–3 cubics, first point anywhere, each next one within
 * ±.05 of the last, random RGBA.
 * @param {{ strokes: number, halfWidth: number, size: number, seed?: number }} options half-width in pixels
 * @returns {import('../src/raster/index.js').Strokes}
 */
export function clipDrawScene({ strokes, halfWidth, size, seed = 1 }) {
  const next = randoms(seed);
  const segments = Uint8Array.from({ length: strokes }, () => 1 + Math.floor(3 * next()));
  /** @type {number[]} */
  const points = [];
  for (const count of segments) {
    let x = next();
    let y = next();
    points.push(x, y);
    for (let k = 0; k < 3 * count; k++) {
      x += 0.1 * (next() - 0.5);
      y += 0.1 * (next() - 0.5);
      points.push(x, y);
    }
  }
  return {
    segments,
    points: Float32Array.from(points),
    widths: new Float32Array(strokes).fill((2 * halfWidth) / size),
    colours: Float32Array.from({ length: 4 * strokes }, next),
  };
}

/**
 * Slightly turned and slanted crops of .7–1 of the canvas.
 * @param {number} count
 */
export function cropViews(count, seed = 2) {
  const next = randoms(seed);
  return Array.from({ length: count }, () => {
    const side = 0.7 + 0.3 * next();
    const slant = () => 0.1 * (next() - 0.5);
    const [x, y] = [next() * (1 - side), next() * (1 - side)];
    return Float64Array.from([side, slant(), x, slant(), side, y, slant(), slant(), 1]);
  });
}

/**
 * @param {() => void} work
 * @param {number} [rounds]
 * @returns {number} milliseconds, the least of all rounds
 */
export function least(work, rounds = 60) {
  let best = Infinity;
  for (let k = 0; k < rounds; k++) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** @returns {Promise<{ name: string, milliseconds: number }[]>} */
export async function run() {
  const rows = [];
  const size = { width: 224, height: 224 };
  const next = randoms(3);
  const slope = Float32Array.from({ length: 224 * 224 * 3 }, () => next() - 0.5);
  const raster = new StrokeRaster(size);
  for (const halfWidth of [1, 4, 8]) {
    const scene = clipDrawScene({ strokes: 256, halfWidth, size: 224 });
    rows.push({
      name: `raster, 256 strokes, 224x224, half-width ${halfWidth}: forward`,
      milliseconds: least(() => raster.forward(scene, PAPER)),
    });
    rows.push({
      name: `raster, 256 strokes, 224x224, half-width ${halfWidth}: adjoint`,
      milliseconds: least(() => raster.adjoint(slope)),
    });
  }
  for (const side of [64, 96, 224]) {
    const sampler = new ViewSampler({ width: side, height: side }, 16, 64);
    const image = Float32Array.from({ length: side * side * 3 }, next);
    const views = cropViews(16);
    const viewSlope = Float32Array.from({ length: 16 * 64 * 64 * 3 }, () => next() - 0.5);
    rows.push({
      name: `views, 16 of 64x64 from ${side}x${side}: forward`,
      milliseconds: least(() => sampler.forward(image, views, PAPER)),
    });
    rows.push({
      name: `views, 16 of 64x64 from ${side}x${side}: adjoint`,
      milliseconds: least(() => sampler.adjoint(viewSlope)),
    });
  }
  return rows;
}
