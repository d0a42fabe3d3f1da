import { describe, expect, it } from 'vitest';
import { SeededGenerator } from '../random/index.js';
import { drawView, type ViewPlan } from './view-plan.js';

const still: ViewPlan = { rotation: 0, zoom: [1, 1], shift: 0, shear: 0, perspective: 0 };
const lively: ViewPlan = { rotation: 0.3, zoom: [0.7, 2], shift: 0.2, shear: 0.2, perspective: 0.4 };

function project(h: Float64Array, u: number, v: number): [number, number, number] {
  const w = h[6]! * u + h[7]! * v + h[8]!;
  return [(h[0]! * u + h[1]! * v + h[2]!) / w, (h[3]! * u + h[4]! * v + h[5]!) / w, w];
}

describe('drawView', () => {
  it('shows the whole of a square canvas when nothing is warped', () => {
    const view = drawView(still, { width: 64, height: 64 }, SeededGenerator.fromSeed(1));
    expect(project(view, 0, 0)[0]).toBeCloseTo(0, 12);
    expect(project(view, 1, 0.25)).toEqual([expect.closeTo(1, 12), expect.closeTo(0.25, 12), 1]);
  });

  it('zooms about the middle', () => {
    const view = drawView({ ...still, zoom: [2, 2] }, { width: 64, height: 64 }, SeededGenerator.fromSeed(1));
    expect(project(view, 0, 0)[0]).toBeCloseTo(0.25, 12);
    expect(project(view, 1, 1)[1]).toBeCloseTo(0.75, 12);
  });

  it('never turns the picture inside out: the denominator stays positive over the view', () => {
    const generator = SeededGenerator.fromSeed(2);
    for (let i = 0; i < 2000; i++) {
      const view = drawView(lively, { width: 96, height: 64 }, generator);
      for (const u of [0, 1]) {
        for (const v of [0, 1]) expect(project(view, u, v)[2]).toBeGreaterThan(0.05);
      }
    }
  });

  it('keeps the middle of the view inside a long canvas and reaches both its ends', () => {
    const generator = SeededGenerator.fromSeed(3);
    const middles = Array.from({ length: 500 }, () =>
      project(drawView(still, { width: 300, height: 100 }, generator), 0.5, 0.5),
    );
    expect(Math.min(...middles.map(([x]) => x))).toBeLessThan(0.8);
    expect(Math.max(...middles.map(([x]) => x))).toBeGreaterThan(2.2);
    for (const [, y] of middles) expect(y).toBeCloseTo(0.5, 9);
  });
});
