import { describe, expect, it } from 'vitest';
import { DISC, discSweeps } from './disc-sweep.js';

const STEPS = 200_000;
const LINES = 4000;

interface Sweep {
  /** ∫ n ds */
  readonly x: number;
  readonly y: number;
  readonly arc: number;
  readonly area: number;
}

/** The circle in equal steps, the area exact along x and by midpoints of lines along y. */
function scanned(r: number, x: number, y: number): Sweep {
  const sum = { x: 0, y: 0, arc: 0, area: 0 };
  const step = (2 * Math.PI * r) / STEPS;
  for (let k = 0; k < STEPS; k++) {
    const angle = (2 * Math.PI * (k + 0.5)) / STEPS;
    const [nx, ny] = [Math.cos(angle), Math.sin(angle)];
    if (Math.abs(r * nx - x) > 0.5 || Math.abs(r * ny - y) > 0.5) continue;
    sum.x += step * nx;
    sum.y += step * ny;
    sum.arc += step;
  }
  for (let k = 0; k < LINES; k++) {
    const v = y - 0.5 + (k + 0.5) / LINES;
    const half = Math.sqrt(Math.max(0, r * r - v * v));
    sum.area += Math.max(0, Math.min(half, x + 0.5) - Math.max(-half, x - 0.5)) / LINES;
  }
  return sum;
}

function swept(r: number, x: number, y: number): Sweep & { readonly chord: number } {
  const out = new Float64Array(DISC.DISC_SWEEP);
  discSweeps(Float64Array.of(x, y, r), 1, out);
  return { x: out[0]!, y: out[1]!, chord: out[2]!, arc: out[3]!, area: out[4]! };
}

/** Pixels by the distance of their centres, beyond the radius, and the direction. */
const BEYOND = [-0.65, -0.3, 0, 0.2, 0.55] as const;
const ANGLES = [0, 0.21, 0.785, 1.4, 2.6, 4.1, 5.9] as const;

describe('what a disc sweeps of a pixel', () => {
  it.each([1, 1.37, 2.6, 9.3, 61])('is what dense quadrature finds, radius %f', (r) => {
    for (const beyond of BEYOND) {
      for (const angle of ANGLES) {
        const [x, y] = [(r + beyond) * Math.cos(angle), (r + beyond) * Math.sin(angle)];
        const [ours, truth] = [swept(r, x, y), scanned(r, x, y)];
        // a step of the quadrature is up to .002 long
        expect(ours.x).toBeCloseTo(truth.x, 2);
        expect(ours.y).toBeCloseTo(truth.y, 2);
        expect(ours.chord).toBeCloseTo(Math.hypot(truth.x, truth.y), 2);
        expect(ours.arc).toBeCloseTo(truth.arc, 2);
        expect(ours.area).toBeCloseTo(truth.area, 3);
      }
    }
  });

  it('counts both arcs where the disc bulges out through the far side', () => {
    // The pixel reaches to .99 and the circle to 1.
    const [ours, truth] = [swept(1, 0.49, 0.02), scanned(1, 0.49, 0.02)];
    expect(truth.arc - Math.hypot(truth.x, truth.y)).toBeGreaterThan(0.03);
    expect(ours.arc).toBeCloseTo(truth.arc, 2);
    expect(ours.area).toBeCloseTo(truth.area, 3);
  });

  it('is nothing of a disc of radius 0, and of a pixel that the circle misses', () => {
    for (const value of Object.values(swept(0, 0.1, 0.2))) expect(value).toBeCloseTo(0, 9);
    expect(swept(2, 6, 1).arc).toBe(0);
    const within = swept(9, 1, 2);
    expect(within.arc).toBeCloseTo(0, 9);
    expect(within.area).toBeCloseTo(1, 9);
  });
});
