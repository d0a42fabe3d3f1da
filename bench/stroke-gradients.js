/**
 * @file How far the adjoint of strokes is from the truth: an integral along the true outline. Where the outline moves by v,
 * covered area grows by ∫ v·n ds (Reynolds), and each pixel's part of it counts with the pixel's weight. The outline is the
 * curve's two sides at the pen's half-width, both caps, and the wedges at joints, less what lies within the pen elsewhere on
 * the stroke. No area, no distance to a pixel and no finite difference is in it.
 */

import { StrokeRaster } from '#atelier/raster';
import { uniform } from './raster-scene.js';

/** @typedef {{ points: Float64Array, width: number }} Gradient in canvas units */
/** @typedef {{ x: number, y: number, dx: number, dy: number, first: number, weights: readonly number[] }} Place on a curve */

const SIZE = { width: 48, height: 32 };
/** @type {[number, number, number]} */
const PAPER = [0.9, 1, 0.8];
const COLOUR = [0, 0.5, 0.1, 0.7];
/** Points of the outline along one cubic or cap, and of the curve that they are looked for from. */
const FINE = { along: 40_000, curve: 3_000 };
const COARSE = { along: 15_000, curve: 2_000 };
/** A point of the outline is covered if the curve comes nearer to it than the half-width by this, pixels. */
const NEARER = 1e-3;

/** Control points in pixels and full width. @type {Record<string, [points: number[], width: number]>} */
const STROKES = {
  'a curve 7 px wide': [[5, 9, 16, 30, 26, 2, 42, 22], 7],
  'a curve 2 px wide': [[5.2, 9, 16, 30, 26, 2, 42, 22.4], 2],
  'a straight line': [[8.3, 12.4, 18, 15.4, 28, 18.4, 38, 21.4], 5],
  'partly outside': [[-12, -5, 10, 12, 30, 12, 60, 36], 6],
  'two cubics with a kink': [[4, 6, 12, 28, 18, 20, 22, 8, 28, 26, 36, 30, 43, 11], 4.4],
  'a narrow loop': [[10, 24, 52, 4, -6, 2, 38, 26], 3],
  'a wide loop': [[10, 24, 52, 4, -6, 2, 38, 26], 7],
  'laid back on itself': [[8, 16, 34, 17, 34, 18.5, 9, 19], 4],
  'an eight': [[10, 10, 30, 30, 40, 0, 24, 8, 8, 16, 14, 34, 40, 24], 4],
  'a tight curl': [[18, 20, 34, 8, 10, 8, 26, 20], 5],
  'a curl inside its own pen': [[18, 20, 28, 12, 16, 12, 26, 20], 6],
  'a hairpin inside its own pen': [[10, 10, 40, 10.4, 40, 10.9, 10.5, 11.3], 3],
  'less than a pixel wide': [[5.2, 9, 16, 30, 26, 2, 42, 22.4], 0.6],
  '.3 px, crossing itself': [[10, 24, 52, 4, -6, 2, 38, 26], 0.3],
  'a tangle 1 px wide': [[10, 12, 34, 22, 40, 4, 18, 9, 2, 13, 30, 29, 27, 5, 24, -12, 14, 26, 33, 18], 1],
};

/** Random strokes: widths, pixels. @type {Record<string, [least: number, most: number]>} */
const RANDOM = {
  '3 to 12 px wide': [3, 12],
  '2 px wide': [2, 2],
  '1 px wide': [1, 1],
  '.3 px wide': [0.3, 0.3],
};
const EACH = 32;
/** Of one to three cubics whose points are at most so far apart in x and in y, canvas units. */
const STEP = 0.3;
const RANDOM_FINE = { along: 12_000, curve: 1_200 };
const RANDOM_COARSE = { along: 6_000, curve: 600 };

/** @returns {Promise<import('./report.js').Table>} */
export async function strokeGradientsTable() {
  const weights = smoothWeights();
  const raster = new StrokeRaster(SIZE);
  /** @param {readonly number[]} points canvas units @param {number} width pixels @param {typeof FINE} fine @param {typeof FINE} coarse */
  const differences = (points, width, fine, coarse) => {
    const strokes = {
      segments: Uint8Array.of((points.length / 2 - 1) / 3),
      points: Float32Array.from(points),
      widths: Float32Array.of(width / SIZE.height),
      colours: Float32Array.from(COLOUR),
    };
    raster.forward(strokes, PAPER);
    const ours = raster.adjoint(weights);
    const truth = outlineGradient(strokes, weights, fine);
    const rough = outlineGradient(strokes, weights, coarse);
    return [
      distance(ours.points, truth.points),
      distance(ours.widths, [truth.width]),
      Math.max(distance(rough.points, truth.points), distance([rough.width], [truth.width])),
    ];
  };
  const rows = Object.entries(STROKES).map(([name, [pixels, width]]) => {
    const points = pixels.map((v) => v / SIZE.height);
    return [name, ...differences(points, width, FINE, COARSE).map(percent)];
  });
  for (const [name, [least, most]] of Object.entries(RANDOM)) {
    const random = uniform(11);
    const found = Array.from({ length: EACH }, () => {
      const points = randomPoints(random);
      return differences(points, least + (most - least) * random(), RANDOM_FINE, RANDOM_COARSE);
    });
    const [byPoints = [], byWidth = [], own = []] = [0, 1, 2].map((k) =>
      found.map((row) => row[k] ?? 0).sort((a, b) => a - b),
    );
    rows.push([
      `${EACH} random ones, ${name}: median, nine in ten`,
      ...[byPoints, byWidth, own].map(
        (all) => `${percent(all[EACH / 2] ?? 0)}, ${percent(all[Math.floor(0.9 * EACH)] ?? 0)}`,
      ),
    ]);
  }
  return {
    title: "Strokes' gradients",
    columns: ['stroke', 'by its points', 'by its width', "the integral's own error"],
    rows,
    notes: [
      '|ours − true| / |true| for smooth weights on 48 × 32 pixels; the integral at two resolutions is its own error.',
    ],
  };
}

/** @param {() => number} random @returns {number[]} control points of a stroke, canvas units */
function randomPoints(random) {
  const cubics = 1 + Math.floor(3 * random());
  let x = (0.15 + 0.7 * random()) * (SIZE.width / SIZE.height);
  let y = 0.15 + 0.7 * random();
  const points = [x, y];
  for (let k = 0; k < 3 * cubics; k++) {
    x += STEP * (2 * random() - 1);
    y += STEP * (2 * random() - 1);
    points.push(x, y);
  }
  return points;
}

/** @param {number} part */
function percent(part) {
  return `${(100 * part).toPrecision(2)} %`;
}

/** @param {ArrayLike<number>} a @param {ArrayLike<number>} b @returns |a − b| / |b| */
function distance(a, b) {
  let [difference, norm] = [0, 0];
  for (let i = 0; i < b.length; i++) {
    difference += ((a[i] ?? 0) - (b[i] ?? 0)) ** 2;
    norm += (b[i] ?? 0) ** 2;
  }
  return Math.sqrt(difference / norm);
}

/** Weights of about 1 for an objective Σ weight·pixel. */
function smoothWeights() {
  const random = uniform(3);
  const waves = Array.from({ length: 12 }, () => [0.35 * random(), 0.35 * random(), 6.3 * random()]);
  return Float32Array.from({ length: SIZE.width * SIZE.height * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % SIZE.width, Math.floor(i / 3 / SIZE.width)];
    const own = waves.slice(4 * (i % 3), 4 * (i % 3) + 4);
    return own.reduce((sum, [fx = 0, fy = 0, phase = 0]) => sum + Math.sin(fx * x + fy * y + phase), 0);
  });
}

/**
 * @param {{ segments: Uint8Array, points: Float32Array, widths: Float32Array, colours: Float32Array }} stroke one
 * @param {Float32Array} weights by channel
 * @param {{ along: number, curve: number }} samples
 * @returns {Gradient}
 */
function outlineGradient(stroke, weights, samples) {
  const unit = SIZE.height;
  const segments = stroke.segments[0] ?? 1;
  const points = Float64Array.from(stroke.points, (v) => v * unit);
  const r = 0.5 * (stroke.widths[0] ?? 0) * unit;
  const byArea = Float64Array.from({ length: SIZE.width * SIZE.height }, (_, i) =>
    [0, 1, 2].reduce(
      (sum, c) =>
        sum +
        (stroke.colours[3] ?? 0) * (weights[3 * i + c] ?? 0) * ((stroke.colours[c] ?? 0) - (PAPER[c] ?? 0)),
      0,
    ),
  );
  const curve = Array.from({ length: segments * samples.curve + 1 }, (_, k) =>
    place(points, segments, k / samples.curve),
  );
  /** @type {Gradient} */
  const gradient = { points: new Float64Array(points.length), width: 0 };

  /** @param {Place} from @param {number} nx @param {number} ny @param {number} length of outline at normal (nx, ny) */
  const sweep = (from, nx, ny, length) => {
    const [x, y] = [from.x + r * nx, from.y + r * ny];
    if (length <= 0 || x < 0 || y < 0 || x >= SIZE.width || y >= SIZE.height) return;
    if (curve.some((p) => (p.x - x) ** 2 + (p.y - y) ** 2 < (r - NEARER) ** 2)) return;
    const push = (byArea[Math.floor(y) * SIZE.width + Math.floor(x)] ?? 0) * length;
    gradient.width += 0.5 * unit * push;
    from.weights.forEach((weight, j) => {
      const at = 2 * (from.first + j);
      gradient.points[at] = (gradient.points[at] ?? 0) + unit * push * weight * nx;
      gradient.points[at + 1] = (gradient.points[at + 1] ?? 0) + unit * push * weight * ny;
    });
  };

  const { along } = samples;
  for (let k = 0; k < segments * along; k++) {
    const middle = place(points, segments, (k + 0.5) / along);
    // the next cubic may begin in another direction
    const last = Math.floor(k / along) + 1 - 1e-12;
    const [before, after] = [k, k + 1].map((i) => place(points, segments, Math.min(i / along, last)));
    if (!before || !after) continue;
    for (const side of [1, -1]) {
      const dx = after.x - before.x - side * r * (after.dy - before.dy);
      const dy = after.y - before.y + side * r * (after.dx - before.dx);
      sweep(middle, -side * middle.dy, side * middle.dx, dx * middle.dx + dy * middle.dy);
    }
  }
  for (const way of [-1, 1]) {
    const end = place(points, segments, way < 0 ? 0 : segments - 1e-12);
    turn(Math.atan2(way * end.dy, way * end.dx) - Math.PI / 2, Math.PI, end);
  }
  for (let joint = 1; joint < segments; joint++) {
    const [before, after] = [place(points, segments, joint - 1e-9), place(points, segments, joint + 1e-9)];
    const angle = Math.atan2(
      before.dx * after.dy - before.dy * after.dx,
      before.dx * after.dx + before.dy * after.dy,
    );
    const side = angle > 0 ? -Math.PI / 2 : Math.PI / 2;
    turn(Math.atan2(before.dy, before.dx) + side, angle, after);
  }
  return gradient;

  /** An arc of the pen about a point. @param {number} from @param {number} angle @param {Place} about */
  function turn(from, angle, about) {
    for (let k = 0; k < along; k++) {
      const at = from + (angle * (k + 0.5)) / along;
      sweep(about, Math.cos(at), Math.sin(at), (Math.abs(angle) * r) / along);
    }
  }
}

/** @param {Float64Array} points @param {number} segments @param {number} at 0..segments @returns {Place} dx, dy of length 1 */
function place(points, segments, at) {
  const cubic = Math.min(segments - 1, Math.floor(at));
  const [t, s] = [at - cubic, 1 - at + cubic];
  const weights = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
  const slopes = [-s * s, s * s - 2 * s * t, 2 * s * t - t * t, t * t];
  let [x, y, dx, dy] = [0, 0, 0, 0];
  for (let j = 0; j < 4; j++) {
    const [px = 0, py = 0] = points.subarray(2 * (3 * cubic + j));
    x += (weights[j] ?? 0) * px;
    y += (weights[j] ?? 0) * py;
    dx += (slopes[j] ?? 0) * px;
    dy += (slopes[j] ?? 0) * py;
  }
  const length = Math.hypot(dx, dy) || 1;
  return { x, y, dx: dx / length, dy: dy / length, first: 3 * cubic, weights };
}
