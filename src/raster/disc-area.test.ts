import { describe, expect, it } from 'vitest';
import { discAreas } from './disc-area.js';

function discArea(r: number, x: number, y: number): number {
  const area = new Float64Array(1);
  discAreas(Float64Array.of(x, y, r), 1, area);
  return area[0]!;
}

/** Exact along x, midpoints of 4000 lines along y. */
function scannedArea(r: number, x: number, y: number): number {
  let sum = 0;
  for (let k = 0; k < 4000; k++) {
    const v = y - 0.5 + (k + 0.5) / 4000;
    const half = Math.sqrt(Math.max(0, r * r - v * v));
    sum += Math.max(0, Math.min(half, x + 0.5) - Math.max(-half, x - 0.5));
  }
  return sum / 4000;
}

describe('area of a pixel in a disc', () => {
  const radii = [0.1, 0.45, 0.5, 0.6, 0.75, 1.3, 2.9];
  const places = [
    [0, 0],
    [0.3, -0.1],
    [-0.5, 0.5],
    [0.7, 0.2],
    [1.1, 1.2],
    [-0.2, -2.7],
    [2.1, -1.9],
  ] as const;

  it('equals a dense scan', () => {
    for (const r of radii) {
      for (const [x, y] of places) expect(discArea(r, x, y)).toBeCloseTo(scannedArea(r, x, y), 4);
    }
  });
});
