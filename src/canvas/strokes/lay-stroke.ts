/**
 * @file Lays one stroke where a picture differs most from the image it is to become (the order of LIVE, Ma et al.
 * 2022: the largest difference first), along the ridge of the difference and in the colour that is wanted there.
 */
import type { RasterSize, Strokes } from '../../raster/index.js';
import { pointRange, widthRange } from './stroke-layout.js';

export interface Lay {
  readonly strokes: Strokes;
  /** Which of them; its numbers are overwritten. */
  readonly stroke: number;
  /** Canvas units. */
  readonly width: number;
  /** 0..1 */
  readonly opacity: number;
}

/** A stroke's length: this many times the spread of the difference, and at least so many widths. */
const LENGTH_BY_SPREAD = 1.5;
const LENGTH_BY_WIDTH = 4;

/**
 * @param now the picture as it is, height·width·3, and @param wished as it is to become
 * @returns false, with nothing changed, where no difference is left
 */
export function layStroke(
  { strokes, stroke, width, opacity }: Lay,
  now: Float32Array,
  wished: Float32Array,
  size: RasterSize,
): boolean {
  const unit = Math.min(size.width, size.height);
  const difference = squaredDifference(now, wished);
  const [x, y] = brightest(difference, size, Math.max(1, Math.round((width * unit) / 2)));
  const ridge = ridgeAt(difference, size, x, y, Math.max(3, Math.round(1.5 * width * unit + 2)), wished);
  if (!ridge) return false;
  const length = Math.max(LENGTH_BY_WIDTH * width, (LENGTH_BY_SPREAD * ridge.spread) / unit);
  const [from, to] = pointRange(strokes.segments, stroke);
  const last = (to - from) / 2 - 1;
  for (let i = 0; i <= last; i++) {
    const along = (i / last - 0.5) * length;
    strokes.points[from + 2 * i] = ridge.x / unit + along * Math.cos(ridge.angle);
    strokes.points[from + 2 * i + 1] = ridge.y / unit + along * Math.sin(ridge.angle);
  }
  strokes.widths.fill(width, ...widthRange(strokes, stroke));
  strokes.colours.set(ridge.colour, 4 * stroke);
  strokes.colours[4 * stroke + 3] = opacity;
  return true;
}

function squaredDifference(a: Float32Array, b: Float32Array): Float64Array {
  const squares = new Float64Array(a.length / 3);
  for (let i = 0; i < a.length; i++) squares[(i / 3) | 0]! += (a[i]! - b[i]!) ** 2;
  return squares;
}

/** The pixel about which a box of the radius holds the largest sum. */
function brightest(map: Float64Array, { width, height }: RasterSize, radius: number): [x: number, y: number] {
  // Sums of everything above and to the left (Crow 1984), one row and one column more than the map.
  const pitch = width + 1;
  const sums = new Float64Array(pitch * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += map[y * width + x]!;
      sums[(y + 1) * pitch + x + 1] = sums[y * pitch + x + 1]! + row;
    }
  }
  let most = Number.NEGATIVE_INFINITY;
  let best: [number, number] = [0, 0];
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, y - radius) * pitch;
    const bottom = Math.min(height, y + radius + 1) * pitch;
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - radius);
      const right = Math.min(width, x + radius + 1);
      const sum = sums[bottom + right]! - sums[top + right]! - sums[bottom + left]! + sums[top + left]!;
      if (sum > most) {
        most = sum;
        best = [x, y];
      }
    }
  }
  return best;
}

/** Mean, principal direction and spread (standard deviation along it) of the difference in a window, pixels. */
function ridgeAt(
  difference: Float64Array,
  { width, height }: RasterSize,
  centreX: number,
  centreY: number,
  radius: number,
  wished: Float32Array,
) {
  let [mass, sumX, sumY, sumXX, sumXY, sumYY] = [0, 0, 0, 0, 0, 0];
  const colour: [number, number, number] = [0, 0, 0];
  for (let y = Math.max(0, centreY - radius); y <= Math.min(height - 1, centreY + radius); y++) {
    for (let x = Math.max(0, centreX - radius); x <= Math.min(width - 1, centreX + radius); x++) {
      const pixel = y * width + x;
      const weight = difference[pixel]!;
      const dx = x + 0.5 - centreX;
      const dy = y + 0.5 - centreY;
      mass += weight;
      sumX += weight * dx;
      sumY += weight * dy;
      sumXX += weight * dx * dx;
      sumXY += weight * dx * dy;
      sumYY += weight * dy * dy;
      for (let channel = 0; channel < 3; channel++) {
        colour[channel]! += weight * wished[3 * pixel + channel]!;
      }
    }
  }
  if (!(mass > 0)) return undefined;
  const x = sumX / mass;
  const y = sumY / mass;
  const [xx, xy, yy] = [sumXX / mass - x * x, sumXY / mass - x * y, sumYY / mass - y * y];
  const along = (xx + yy) / 2 + Math.hypot((xx - yy) / 2, xy);
  return {
    x: centreX + x,
    y: centreY + y,
    angle: 0.5 * Math.atan2(2 * xy, xx - yy),
    spread: Math.sqrt(Math.max(0, along)),
    colour: colour.map((channel) => channel / mass),
  };
}
