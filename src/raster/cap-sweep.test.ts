import { describe, expect, it } from 'vitest';
import { CAP, capSweeps } from './cap-sweep.js';
import { scannedEndArea } from './end-area.reference.js';

/** The areas of wide discs are not asked for. */
const noAreas = new Float64Array(1);

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
        const out = new Float64Array(CAP.CAP_SWEEP);
        capSweeps(
          Float64Array.of(x, y, r),
          Float64Array.of(Math.cos(angle), Math.sin(angle)),
          1,
          noAreas,
          out,
        );
        const sides = out[3]! - out[5]!;
        // Moving the end moves the pixel the other way.
        const byX = (scannedEndArea(r, x - h, y, angle) - scannedEndArea(r, x + h, y, angle)) / (2 * h);
        const byY = (scannedEndArea(r, x, y - h, angle) - scannedEndArea(r, x, y + h, angle)) / (2 * h);
        const byR = (scannedEndArea(r + h, x, y, angle) - scannedEndArea(r - h, x, y, angle)) / (2 * h);
        expect(out[0]! - Math.sin(angle) * sides).toBeCloseTo(byX, 2);
        expect(out[1]! + Math.cos(angle) * sides).toBeCloseTo(byY, 2);
        expect(out[2]! + out[3]! + out[5]!).toBeCloseTo(byR, 2);
      }
    }
  });

  it('is the whole circle for a dot within a pixel', () => {
    const out = new Float64Array(CAP.CAP_SWEEP);
    capSweeps(
      Float64Array.of(0.1, -0.05, 0.3),
      Float64Array.of(0, 0),
      1,
      Float64Array.of(0.09 * Math.PI),
      out,
    );
    expect(out[0]).toBeCloseTo(0, 6);
    expect(out[1]).toBeCloseTo(0, 6);
    expect(out[2]).toBeCloseTo(0.6 * Math.PI, 4);
    expect(out[3]! + out[5]!).toBe(0);
  });
});
