import { describe, expect, it } from 'vitest';
import { PAIR, pairUnions } from './pair-union.js';
import { randoms } from './scenes.reference.js';

type Point = readonly [number, number];
type Edge = readonly [nx: number, ny: number, s: number];

/** Area of the unit square that neither edge covers, by clipping its outline (Sutherland and Hodgman). */
function restOf(...edges: readonly Edge[]): number {
  let corners: Point[] = [
    [-0.5, -0.5],
    [0.5, -0.5],
    [0.5, 0.5],
    [-0.5, 0.5],
  ];
  for (const [nx, ny, s] of edges) {
    const beyond = ([x, y]: Point) => nx * x + ny * y - s;
    corners = corners.flatMap((p, k) => {
      const q = corners[(k + 1) % corners.length]!;
      const [f, g] = [beyond(p), beyond(q)];
      const t = f / (f - g);
      const cut: Point[] = f >= 0 !== g >= 0 ? [[p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])]] : [];
      return f >= 0 ? [p, ...cut] : cut;
    });
  }
  return corners.reduce((sum, [x, y], k) => {
    const [u, v] = corners[(k + 1) % corners.length]!;
    return sum + 0.5 * (x * v - u * y);
  }, 0);
}

function union(one: Edge, other: Edge): { covered: number; shares: Float64Array } {
  const covered = new Float64Array(1);
  const shares = new Float64Array(2);
  const edges = Float64Array.of(...one, ...other);
  expect(edges).toHaveLength(2 * PAIR.EDGE);
  pairUnions(edges, 1, covered, shares);
  return { covered: covered[0]!, shares };
}

const edgeAt = (angle: number, s: number): Edge => [Math.cos(angle), Math.sin(angle), s];

describe('two edges in a pixel', () => {
  const next = randoms(5);
  const pairs = Array.from({ length: 300 }, (): [Edge, Edge] => [
    edgeAt(2 * Math.PI * next(), 1.2 * next() - 0.6),
    edgeAt(2 * Math.PI * next(), 1.2 * next() - 0.6),
  ]);
  const along: [Edge, Edge][] = [
    [edgeAt(0, 0.1), edgeAt(Math.PI, -0.2)],
    [edgeAt(0, 0.1), edgeAt(Math.PI / 2, 0.3)],
    [edgeAt(0, -0.3), edgeAt(0, 0.2)],
    [edgeAt(1, 0.1), edgeAt(1, -0.1)],
    [edgeAt(1, 0.1), edgeAt(1 + Math.PI, 0.2)],
  ];

  it('cover what clipping leaves out', () => {
    for (const [one, other] of [...pairs, ...along]) {
      expect(union(one, other).covered).toBeCloseTo(1 - restOf(one, other), 5);
    }
  });

  it('take as much of the rest as their shares of their chords say', () => {
    const h = 1e-5;
    for (const [one, other] of pairs) {
      const { shares } = union(one, other);
      const [nx, ny, s] = one;
      const slope = (...others: Edge[]) =>
        (restOf([nx, ny, s - h], ...others) - restOf([nx, ny, s + h], ...others)) / (2 * h);
      const chord = slope();
      if (chord > 0.01) expect(shares[0]).toBeCloseTo(slope(other) / chord, 3);
      expect(union(other, one).shares[1]).toBeCloseTo(shares[0]!, 6);
    }
  });
});
