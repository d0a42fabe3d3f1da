/** @file Random warped views of the picture and their adjoint, as a drawing's step takes them. */

import { ViewSampler } from '#atelier/raster';
import { uniform } from './raster-scene.js';
import { byTurns, timesOf } from './timing.js';

/**
 * @param {number} side of the square picture, pixels
 * @param {number} views
 * @param {number} resolution side of a view, pixels
 * @returns {Promise<import('./timing.js').Timing>} forward + adjoint
 */
export async function timeViews(side, views, resolution) {
  const random = uniform(3);
  const image = Float32Array.from({ length: side * side * 3 }, random);
  const upstream = Float32Array.from({ length: views * resolution * resolution * 3 }, () => random() - 0.5);
  const sampler = new ViewSampler({ width: side, height: side }, views, resolution);
  const homographies = Array.from({ length: views }, () => warp(random));
  /** @type {readonly [number, number, number]} */
  const paper = [1, 1, 1];
  const step = () => {
    sampler.forward(image, homographies, paper);
    sampler.adjoint(upstream);
  };
  const { ours } = await byTurns({ ours: () => timesOf(step, 20, 5) }, 3);
  return ours;
}

/**
 * A turn, a zoom, a shift and some perspective about the middle, of the size a drawing's views have.
 * @param {() => number} random
 */
function warp(random) {
  const spread = (/** @type {number} */ width) => width * (2 * random() - 1);
  const angle = spread(0.2);
  const scale = 1 / (1.05 + spread(0.2));
  const [cos, sin] = [Math.cos(angle) * scale, Math.sin(angle) * scale];
  const [x, y, g, h] = [0.5 + spread(0.12), 0.5 + spread(0.12), spread(0.1), spread(0.1)];
  const rest = 1 - (g + h) / 2;
  return Float64Array.of(
    ...[cos + x * g, -sin + x * h, (sin - cos) / 2 + x * rest],
    ...[sin + y * g, cos + y * h, -(sin + cos) / 2 + y * rest],
    ...[g, h, rest],
  );
}
