/**
 * @file CLIPDraw's opening scene, the same for every rasteriser under test: 256 open strokes of one to
 * three cubics, the first point anywhere, each further control point at most .05 away in x and y, random
 * RGBA (https://github.com/kvfrans/clipdraw). Run alone, it prints a request for peers/diffvg_clipdraw.py:
 * `node bench/raster-scene.js [half width in pixels] | python bench/peers/diffvg_clipdraw.py`
 */

import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Scene
 * @property {number} width pixels
 * @property {number} height pixels
 * @property {[number, number, number]} paper RGB, 0..1
 * @property {number[]} segments cubics of each stroke
 * @property {number[]} points x, y of all control points, canvas units
 * @property {number[]} widths full width of each stroke, canvas units
 * @property {number[]} colours RGBA of each stroke
 * @property {boolean} [closed] of blobs: filled, closed paths, whose last cubic ends in the first point
 */

/**
 * Uniform numbers in 0..1 from a linear congruential generator (Numerical Recipes, ch. 7).
 * @param {number} seed
 * @returns {() => number}
 */
export function uniform(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * @param {number} halfWidth of every stroke, pixels (what diffvg calls stroke_width)
 * @param {{ strokes?: number, side?: number, seed?: number }} [options]
 * @returns {Scene}
 */
export function clipdrawScene(halfWidth, { strokes = 256, side = 224, seed = 7 } = {}) {
  const random = uniform(seed);
  /** @type {Scene} */
  const scene = {
    width: side,
    height: side,
    paper: [1, 1, 1],
    segments: [],
    points: [],
    widths: [],
    colours: [],
  };
  for (let stroke = 0; stroke < strokes; stroke++) {
    const segments = 1 + Math.floor(random() * 3);
    let x = random();
    let y = random();
    scene.points.push(x, y);
    for (let point = 0; point < 3 * segments; point++) {
      x += 0.1 * (random() - 0.5);
      y += 0.1 * (random() - 0.5);
      scene.points.push(x, y);
    }
    scene.segments.push(segments);
    scene.widths.push((2 * halfWidth) / side);
    scene.colours.push(random(), random(), random(), random());
  }
  return scene;
}

/**
 * The scene as `src/raster` takes it.
 * @param {Scene} scene
 */
export function asStrokes(scene) {
  return {
    segments: Uint8Array.from(scene.segments),
    points: Float32Array.from(scene.points),
    widths: Float32Array.from(scene.widths),
    colours: Float32Array.from(scene.colours),
  };
}

/** Arcs of a blob, its radius in canvas units, and how far a corner may lie from the circle, as a part of the radius. */
const ARCS = 4;
const RADII = /** @type {const} */ ([0.03, 0.1]);
const UNEVEN = 0.3;
/** Handle length for a quarter circle. */
const HANDLE = (4 / 3) * Math.tan(Math.PI / (2 * ARCS));

/**
 * Blobs anywhere on the canvas, of four arcs each, as a canvas of shapes begins with: LIVE's uneven circles.
 * @param {{ blobs?: number, side?: number, seed?: number }} [options]
 * @returns {Scene}
 */
export function blobScene({ blobs = 512, side = 224, seed = 7 } = {}) {
  const random = uniform(seed);
  const scene = { ...clipdrawScene(1, { strokes: 0, side }), closed: true };
  const between = (/** @type {number} */ low, /** @type {number} */ high) => low + (high - low) * random();
  for (let blob = 0; blob < blobs; blob++) {
    const [x, y, radius, turn] = [random(), random(), between(...RADII), between(0, 2 * Math.PI)];
    for (let arc = 0; arc < ARCS; arc++) {
      const at = turn + (2 * Math.PI * arc) / ARCS;
      const to = at + (2 * Math.PI) / ARCS;
      const corner = radius * between(1 - UNEVEN, 1 + UNEVEN);
      scene.points.push(x + corner * Math.cos(at), y + corner * Math.sin(at));
      for (const [angle, way] of /** @type {const} */ ([
        [at, HANDLE],
        [to, -HANDLE],
      ])) {
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        scene.points.push(x + radius * (c - way * s), y + radius * (s + way * c));
      }
    }
    scene.segments.push(ARCS);
    scene.colours.push(random(), random(), random(), random());
  }
  return scene;
}

/**
 * A scene of blobs as `src/raster` takes it.
 * @param {Scene} scene
 */
export function asShapes(scene) {
  return {
    kinds: new Uint8Array(scene.segments.length),
    corners: Uint8Array.from(scene.segments),
    points: Float32Array.from(scene.points),
    radii: new Float32Array(0),
    angles: new Float32Array(0),
    colours: Float32Array.from(scene.colours),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const halfWidth = Number(process.argv[2] ?? 1);
  console.log(JSON.stringify({ scene: clipdrawScene(halfWidth), repeats: 5 }));
}
