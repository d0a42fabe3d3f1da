import { describe, expect, it } from 'vitest';
import { ARC } from './arc-frame.js';
import { ArcChain } from './arcs.js';
import { BendPull } from './bend-pull.js';
import { PieceSums, PUSH } from './piece-sums.js';

const STEPS = 200_000;
const { UX, UY, MIDDLE_X, MIDDLE_Y, RADIUS } = ARC;

/** A curve whose first piece bends tightly. */
function tightArc(): { arcs: ArcChain; centreX: number; centreY: number; bow: number } {
  const arcs = new ArcChain();
  const pixels = [10.2, 12.3, 12.1, 9.9, 15.3, 10.2, 16.8, 12.9];
  expect(
    arcs.append(
      Float32Array.from(pixels, (v) => v / 32),
      0,
      1,
      32,
      1.2,
    ),
  ).toBe(true);
  const { frames } = arcs;
  const radius = frames[RADIUS]!;
  expect(Math.abs(radius)).toBeLessThan(6);
  // The centre lies against the normal (−uy, ux).
  const centreX = frames[MIDDLE_X]! + frames[UY]! * radius;
  const centreY = frames[MIDDLE_Y]! - frames[UX]! * radius;
  return { arcs, centreX, centreY, bow: Math.abs(radius) };
}

describe('the way back beside a bend', () => {
  it.each([
    ['outer', 1],
    ['inner', -1],
  ] as const)('is the %s outline pushed where it passes through the pixel', (_, side) => {
    const { arcs, centreX, centreY, bow } = tightArc();
    const [ux, uy] = [arcs.frames[UX]!, arcs.frames[UY]!];
    const outline = bow + 1.2 * side;
    // pixels along the outline, near the arc's own middle
    const middle = Math.atan2(arcs.frames[MIDDLE_Y]! - centreY, arcs.frames[MIDDLE_X]! - centreX);
    for (const turn of [-0.3, -0.1, 0, 0.15, 0.35]) {
      for (const beyond of [-0.4, 0, 0.3]) {
        const x = (outline + beyond) * Math.cos(middle + turn);
        const y = (outline + beyond) * Math.sin(middle + turn);
        const bends = new BendPull();
        const sums = new PieceSums();
        bends.reserve(1);
        sums.begin(arcs.vertices >> 1);
        bends.places.set([x, y, outline]);
        bends.pieces[0] = 0;
        bends.pushes[0] = 1.7;
        bends.count = 1;
        bends.spend(arcs, sums);
        const truth = new Float64Array(PUSH.SUMS);
        for (let k = 0; k < STEPS; k++) {
          const angle = (2 * Math.PI * (k + 0.5)) / STEPS;
          const [nx, ny] = [Math.cos(angle), Math.sin(angle)];
          if (Math.abs(outline * nx - x) > 0.5 || Math.abs(outline * ny - y) > 0.5) continue;
          const push = (1.7 * 2 * Math.PI * outline) / STEPS;
          const along = bow * (nx * ux + ny * uy);
          for (let power = 0; power < 3; power++) {
            truth[power]! += side * push * nx * along ** power;
            truth[3 + power]! += side * push * ny * along ** power;
          }
          truth[PUSH.RADIUS]! += push;
        }
        // The normal turns over the pixel's arc, the more the tighter it is; its push is taken in the middle's direction.
        const difference = Math.hypot(...truth.map((v, i) => sums.values[i]! - v));
        expect(difference / Math.hypot(...truth), `${turn} ${beyond}`).toBeLessThan(side > 0 ? 0.03 : 0.08);
        expect(bends.count).toBe(0);
      }
    }
  });
});
