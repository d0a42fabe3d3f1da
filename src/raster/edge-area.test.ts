import { describe, expect, it } from 'vitest';
import { edgeArea } from './edge-area.reference.js';

/** Area of the unit square's part with x·cos + y·sin ≤ s, by clipping its outline. */
function clippedArea(s: number, angle: number): number {
  const [c, d] = [Math.cos(angle), Math.sin(angle)];
  const square = [
    [-0.5, -0.5],
    [0.5, -0.5],
    [0.5, 0.5],
    [-0.5, 0.5],
  ] as const;
  const inside = ([x, y]: readonly [number, number]) => s - (x * c + y * d);
  const kept: [number, number][] = [];
  square.forEach((p, k) => {
    const q = square[(k + 1) % 4]!;
    const [f, g] = [inside(p), inside(q)];
    if (f >= 0) kept.push([p[0], p[1]]);
    if (f >= 0 !== g >= 0)
      kept.push([p[0] + (f / (f - g)) * (q[0] - p[0]), p[1] + (f / (f - g)) * (q[1] - p[1])]);
  });
  return kept.reduce((sum, [x, y], k) => {
    const [u, v] = kept[(k + 1) % kept.length]!;
    return sum + 0.5 * (x * v - u * y);
  }, 0);
}

describe('area of a pixel inside an edge', () => {
  const angles = [0, 1e-7, 0.1, 0.4, 0.7, Math.PI / 4];
  const offsets = Array.from({ length: 33 }, (_, k) => -0.8 + 0.05 * k + 0.003);

  it('equals the clipped square', () => {
    for (const angle of angles) {
      for (const s of offsets) {
        expect(edgeArea(s, Math.cos(angle), Math.sin(angle))).toBeCloseTo(clippedArea(s, angle), 6);
      }
    }
  });
});
