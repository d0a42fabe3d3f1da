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
    const isVarying = strokes.widths.length > strokes.segments.length;
    const discs: Disc[] = [];
    for (let c = 0; c < segments; c++) {
      for (let k = c === 0 ? 0 : 1; k <= PIECES; k++) {
        const first = point + 3 * c;
        const t = k / PIECES;
        const x = onCubic((j) => strokes.points[2 * (first + j)]!, t);
        const y = onCubic((j) => strokes.points[2 * (first + j) + 1]!, t);
        const width = isVarying ? onCubic((j) => strokes.widths[first + j]!, t) : strokes.widths[s]!;
        discs.push([x * scale, y * scale, Math.max(0, 0.5 * width * scale)]);
      }
    }
    point += 3 * segments + 1;
    const area = coveredArea(discs, size, lines);
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

/** x, y, radius */
type Disc = readonly [number, number, number];

function onCubic(control: (j: number) => number, t: number): number {
  const weights = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
  return weights.reduce((sum, w, j) => sum + w * control(j), 0);
}

function coveredArea(discs: readonly Disc[], size: RasterSize, lines: number): Float64Array {
  const { width, height } = size;
  const area = new Float64Array(width * height);
  const spans: [number, number][][] = Array.from({ length: height * lines }, () => []);
  for (let k = 0; k + 1 < discs.length; k++) {
    const [a, b] = [discs[k]!, discs[k + 1]!];
    const from = Math.max(0, Math.floor(Math.min(a[1] - a[2], b[1] - b[2]) * lines) - 1);
    const to = Math.min(height * lines - 1, Math.ceil(Math.max(a[1] + a[2], b[1] + b[2]) * lines) + 1);
    for (let line = from; line <= to; line++) {
      const span = capsuleSpan(a, b, (line + 0.5) / lines);
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

/** Where the horizontal line at y cuts the convex hull of two discs: an interval. */
function capsuleSpan(a: Disc, b: Disc, y: number): [number, number] | undefined {
  let lo = Infinity;
  let hi = -Infinity;
  for (const [cx, cy, r] of [a, b]) {
    const h2 = r * r - (y - cy) ** 2;
    if (h2 <= 0) continue;
    lo = Math.min(lo, cx - Math.sqrt(h2));
    hi = Math.max(hi, cx + Math.sqrt(h2));
  }
  // The corners between the common tangents' points of contact; each side that the line crosses bounds the interval.
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  if (length > Math.max(1e-12, Math.abs(b[2] - a[2]))) {
    const [tx, ty] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
    const along = -(b[2] - a[2]) / length;
    const across = Math.sqrt(1 - along * along);
    const contact = ([x, y0, r]: Disc, side: number) =>
      [x + r * (along * tx - side * across * ty), y0 + r * (along * ty + side * across * tx)] as const;
    const corners = [contact(a, 1), contact(b, 1), contact(b, -1), contact(a, -1)] as const;
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
