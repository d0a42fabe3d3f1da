/**
 * @file A slow, independent renderer of strokes to test against: dense quadrature of true area coverage.
 *
 * Each cubic is cut into PIECES straight pieces at equal parameters; each pixel row into LINES scan lines. The part of
 * a scan line inside the union of all capsules is found exactly as merged intervals and shared out to the pixels it
 * crosses exactly. Everything in float64. What remains is the midpoint rule across a pixel row, and the pieces.
 */
import type { RasterSize, Rgb } from './raster-size.js';
import type { Strokes } from './strokes.js';

const PIECES = 64;

export interface Float64Strokes {
  readonly segments: ArrayLike<number>;
  readonly points: ArrayLike<number>;
  readonly widths: ArrayLike<number>;
  readonly colours: ArrayLike<number>;
}

/** @returns height·width·3 */
export function renderReference(
  strokes: Float64Strokes,
  size: RasterSize,
  paper: Rgb,
  lines = 16,
): Float64Array {
  const { width, height } = size;
  const scale = Math.min(width, height);
  const image = Float64Array.from({ length: width * height * 3 }, (_, i) => paper[i % 3]!);
  let point = 0;
  for (let s = 0; s < strokes.segments.length; s++) {
    const segments = strokes.segments[s]!;
    const chain: [number, number][] = [];
    for (let c = 0; c < segments; c++) {
      for (let k = c === 0 ? 0 : 1; k <= PIECES; k++)
        chain.push(onCubic(strokes.points, point + 3 * c, k / PIECES, scale));
    }
    point += 3 * segments + 1;
    const area = coveredArea(chain, 0.5 * strokes.widths[s]! * scale, size, lines);
    for (let i = 0; i < area.length; i++) {
      const share = area[i]! * strokes.colours[4 * s + 3]!;
      for (let c = 0; c < 3; c++)
        image[3 * i + c]! += share * (strokes.colours[4 * s + c]! - image[3 * i + c]!);
    }
  }
  return image;
}

/** Central differences of Σ weight·pixel by every number of one of the strokes' arrays. */
export function referenceGradient(
  strokes: Strokes,
  what: 'points' | 'widths' | 'colours',
  size: RasterSize,
  paper: Rgb,
  weights: Float32Array,
  step: number,
  lines = 16,
): Float64Array {
  const values = Float64Array.from(strokes[what]);
  const objective = () => {
    const image = renderReference({ ...strokes, [what]: values }, size, paper, lines);
    return image.reduce((sum, v, i) => sum + v * weights[i]!, 0);
  };
  return values.map((value, i) => {
    values[i] = value + step;
    const above = objective();
    values[i] = value - step;
    const below = objective();
    values[i] = value;
    return (above - below) / (2 * step);
  });
}

function onCubic(points: ArrayLike<number>, first: number, t: number, scale: number): [number, number] {
  const weights = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
  const at = (axis: number) =>
    weights.reduce((sum, w, k) => sum + w * points[2 * (first + k) + axis]! * scale, 0);
  return [at(0), at(1)];
}

function coveredArea(
  chain: readonly [number, number][],
  r: number,
  size: RasterSize,
  lines: number,
): Float64Array {
  const { width, height } = size;
  const area = new Float64Array(width * height);
  if (!(r > 0)) return area;
  const spans: [number, number][][] = Array.from({ length: height * lines }, () => []);
  for (let k = 0; k + 1 < chain.length; k++) {
    const [a, b] = [chain[k]!, chain[k + 1]!];
    const from = Math.max(0, Math.floor((Math.min(a[1], b[1]) - r) * lines) - 1);
    const to = Math.min(height * lines - 1, Math.ceil((Math.max(a[1], b[1]) + r) * lines) + 1);
    for (let line = from; line <= to; line++) {
      const span = capsuleSpan(a, b, r, (line + 0.5) / lines);
      if (span) spans[line]!.push(span);
    }
  }
  spans.forEach((row, line) => {
    row.sort((p, q) => p[0] - q[0]);
    let reached = -Infinity;
    for (const [from, to] of row) {
      const start = Math.max(from, reached);
      if (to > start) addSpan(area, Math.floor(line / lines) * width, width, start, to, 1 / lines);
      reached = Math.max(reached, to);
    }
  });
  return area;
}

/** Where the horizontal line at y cuts the set of points within r of segment ab: an interval, the set is convex. */
function capsuleSpan(
  a: readonly [number, number],
  b: readonly [number, number],
  r: number,
  y: number,
): [number, number] | undefined {
  let lo = Infinity;
  let hi = -Infinity;
  for (const [cx, cy] of [a, b]) {
    const h2 = r * r - (y - cy) ** 2;
    if (h2 <= 0) continue;
    lo = Math.min(lo, cx - Math.sqrt(h2));
    hi = Math.max(hi, cx + Math.sqrt(h2));
  }
  // The rectangle's corners; each side that the line crosses bounds the interval.
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  if (length > 1e-12) {
    const nx = (-(b[1] - a[1]) / length) * r;
    const ny = ((b[0] - a[0]) / length) * r;
    const corners = [
      [a[0] + nx, a[1] + ny],
      [b[0] + nx, b[1] + ny],
      [b[0] - nx, b[1] - ny],
      [a[0] - nx, a[1] - ny],
    ] as const;
    corners.forEach(([px, py], k) => {
      const [qx, qy] = corners[(k + 1) % 4]!;
      if (py < y === qy < y) return;
      const x = px + ((y - py) / (qy - py)) * (qx - px);
      lo = Math.min(lo, x);
      hi = Math.max(hi, x);
    });
  }
  return hi > lo ? [lo, hi] : undefined;
}

function addSpan(
  area: Float64Array,
  row: number,
  width: number,
  from: number,
  to: number,
  weight: number,
): void {
  for (let x = Math.max(0, Math.floor(from)); x < Math.min(width, Math.ceil(to)); x++) {
    area[row + x]! += weight * Math.max(0, Math.min(to, x + 1) - Math.max(from, x));
  }
}
