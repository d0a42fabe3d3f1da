import { describe, expect, it } from 'vitest';
import { capSweeps, SWEEP } from './cap-sweep.js';

const LINES = 8000;

/** Area of a pixel in a stroke's end, exact along x, midpoints of lines along y. The vertex lies at the origin. */
function scannedArea(r: number, x: number, y: number, angle: number): number {
  const [tx, ty] = [Math.cos(angle), Math.sin(angle)];
  let sum = 0;
  for (let k = 0; k < LINES; k++) {
    const v = y - 0.5 + (k + 0.5) / LINES;
    // The band before the end, |across| ≤ r and t ≤ 0, and the disc: their union is the end.
    let [from, to] = [-Infinity, Infinity];
    for (const [a, b] of [
      [-ty, r - v * tx],
      [ty, r + v * tx],
      [tx, -v * ty],
    ] as const) {
      if (a > 0) to = Math.min(to, b / a);
      else from = Math.max(from, b / a);
    }
    const half = Math.sqrt(Math.max(0, r * r - v * v));
    const spans = [
      [from, to],
      [-half, half],
    ]
      .map(([a, b]) => [Math.max(a!, x - 0.5), Math.min(b!, x + 0.5)] as const)
      .filter(([a, b]) => b > a)
      .sort((a, b) => a[0] - b[0]);
    let reached = -Infinity;
    for (const [a, b] of spans) {
      sum += Math.max(0, b - Math.max(a, reached)) / LINES;
      reached = Math.max(reached, b);
    }
  }
  return sum;
}

describe('what the end of a stroke sweeps of a pixel', () => {
  const places = [
    [0.1, 0.2],
    [0.9, -0.4],
    [-0.3, 1.1],
    [1.3, 0.7],
    [-0.2, -1.2],
    [0.4, 2.6],
  ] as const;

  it.each([1.1, 1.63, 2.7])('is the derivative of its area, half-width %f', (r) => {
    const h = 1e-3;
    for (const angle of [0.3, 1.1, 2.5, 4.4]) {
      for (const [x, y] of places) {
        const out = new Float64Array(SWEEP);
        capSweeps(r, Float64Array.of(x, y), Float64Array.of(Math.cos(angle), Math.sin(angle)), 1, out);
        const sides = out[3]! - out[5]!;
        // Moving the end moves the pixel the other way.
        const byX = (scannedArea(r, x - h, y, angle) - scannedArea(r, x + h, y, angle)) / (2 * h);
        const byY = (scannedArea(r, x, y - h, angle) - scannedArea(r, x, y + h, angle)) / (2 * h);
        const byR = (scannedArea(r + h, x, y, angle) - scannedArea(r - h, x, y, angle)) / (2 * h);
        expect(out[0]! - Math.sin(angle) * sides).toBeCloseTo(byX, 2);
        expect(out[1]! + Math.cos(angle) * sides).toBeCloseTo(byY, 2);
        expect(out[2]! + out[3]! + out[5]!).toBeCloseTo(byR, 2);
      }
    }
  });

  it('is the whole circle for a dot within a pixel', () => {
    const out = new Float64Array(SWEEP);
    capSweeps(0.3, Float64Array.of(0.1, -0.05), Float64Array.of(0, 0), 1, out);
    expect(out[0]).toBeCloseTo(0, 6);
    expect(out[1]).toBeCloseTo(0, 6);
    expect(out[2]).toBeCloseTo(0.6 * Math.PI, 4);
    expect(out[3]! + out[5]!).toBe(0);
  });
});
