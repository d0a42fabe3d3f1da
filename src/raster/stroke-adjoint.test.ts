import { describe, expect, it } from 'vitest';
import { ARC } from './arc-frame.js';
import { ArcChain } from './arcs.js';
import { StrokeRaster } from './index.js';
import type { RasterSize, Rgb } from './raster-size.js';
import { oneStroke, randomScene, smoothWeights } from './scenes.reference.js';
import type { StrokeGradients, Strokes } from './strokes.js';
import { referenceGradient, renderReference } from './strokes.reference.js';

const PAPER: Rgb = [0.9, 1, 0.8];
const SIZE: RasterSize = { width: 48, height: 32 };
const WEIGHTS = smoothWeights(48, 32, 3);
type Group = keyof StrokeGradients;
const GROUPS: readonly Group[] = ['points', 'widths', 'colours'];

function ourGradients(strokes: Strokes, size = SIZE, weights = WEIGHTS): StrokeGradients {
  const raster = new StrokeRaster(size);
  raster.forward(strokes, PAPER);
  return raster.adjoint(weights);
}

/** |a − b| / |b| */
function relative(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let difference = 0;
  let norm = 0;
  for (let i = 0; i < b.length; i++) {
    difference += (a[i]! - b[i]!) ** 2;
    norm += b[i]! ** 2;
  }
  return Math.sqrt(difference / norm);
}

function referenceObjective(strokes: Strokes): number {
  return renderReference(strokes, SIZE, PAPER, 96).reduce((sum, v, i) => sum + v * WEIGHTS[i]!, 0);
}

const single: Record<string, Strokes> = {
  'a broad curve': oneStroke(32, [5, 9, 16, 30, 26, 2, 42, 22], 7, [0.1, 0.7, 0.4, 0.8]),
  'a curve two pixels wide': oneStroke(32, [5.2, 9, 16, 30, 26, 2, 42, 22.4], 2, [0.9, 0.2, 0.4, 1]),
  'a curve less than a pixel wide': oneStroke(32, [5.2, 9, 16, 30, 26, 2, 42, 22.4], 0.6, [0, 0, 0.4, 1]),
  'a hair': oneStroke(32, [5.2, 9, 16, 30, 26, 2, 42, 22.4], 0.15, [0, 0.1, 0.2, 0.6]),
  'two segments with a kink': oneStroke(
    32,
    [4, 6, 12, 28, 18, 20, 22, 8, 28, 26, 36, 30, 43, 11],
    4.4,
    [1, 0, 0.5, 0.5],
  ),
  'a loop': oneStroke(32, [10, 24, 52, 4, -6, 2, 38, 26], 3, [0, 0.5, 0.1, 0.7]),
  'a straight line': oneStroke(32, [8.3, 12.4, 18, 15.4, 28, 18.4, 38, 21.4], 5, [0, 0, 0, 1]),
  'a stroke partly outside': oneStroke(32, [-12, -5, 10, 12, 30, 12, 60, 36], 6, [0.2, 0.4, 0.6, 0.9]),
};

/** Strokes that curl over themselves, tighter than their pen is wide, and an eight. */
const curls: Record<string, Strokes> = {
  'a tight curl': oneStroke(32, [18, 20, 34, 8, 10, 8, 26, 20], 5, [0, 0.5, 0.1, 0.7]),
  'a curl within the pen': oneStroke(32, [18, 20, 28, 12, 16, 12, 26, 20], 6, [0, 0.5, 0.1, 0.7]),
  'an eight': oneStroke(32, [10, 10, 30, 30, 40, 0, 24, 8, 8, 16, 14, 34, 40, 24], 4, [0, 0.5, 0.1, 0.7]),
};

/**
 * The reference: differences over a sixteenth of a pixel of the quadrature at 16 lines a pixel; and the same 16 times as dense over half the
 * step, which tells the error of the reference and ours.
 */
const REFERENCE = { step: 0.001, lines: 16 };
const TRUTH = { step: 0.0005, lines: 256 };
/** What arcs for a curve and even bends in a pixel may leave at most, where the truth is that sure: not of pens below a pixel. */
const MODEL = { points: 0.012, widths: 0.014 };
/** Colours and opacity blend what is covered, so their gradients are as right as the areas are. */
const AREAS = 0.0015;

describe('gradients of strokes against differences of the reference', () => {
  it.each(Object.entries({ ...single, ...curls }))('%s', (_, stroke) => {
    const ours = ourGradients(stroke);
    for (const group of GROUPS) {
      const [reference, truth] = [REFERENCE, TRUTH].map(({ step, lines }) =>
        referenceGradient(stroke, group, SIZE, PAPER, WEIGHTS, group === 'colours' ? 10 * step : step, lines),
      );
      const own = relative(reference!, truth!);
      const isThin = 32 * stroke.widths[0]! < 1;
      const most = group === 'colours' ? own + AREAS : isThin ? own : Math.min(own, MODEL[group]);
      expect(relative(ours[group], truth!), group).toBeLessThan(most);
    }
  });

  it('a dot, moved as a whole', () => {
    for (const width of [0.8, 3, 11]) {
      const dot = oneStroke(32, [20.3, 14.1, 20.3, 14.1, 20.3, 14.1, 20.3, 14.1], width, [0, 0, 0, 1]);
      const { points, widths } = ourGradients(dot);
      const sum = [0, 1].map((axis) => points.reduce((s, v, i) => s + (i % 2 === axis ? v : 0), 0));
      const byStep = [0, 1].map((axis) => {
        const [above, below] = [0.002, -0.002].map((step) => ({
          ...dot,
          points: dot.points.map((v, i) => (i % 2 === axis ? v + step : v)),
        }));
        return (referenceObjective(above!) - referenceObjective(below!)) / 0.004;
      });
      expect(relative(sum, byStep)).toBeLessThan(0.1);
      expect(
        relative(widths, referenceGradient(dot, 'widths', SIZE, PAPER, WEIGHTS, 0.002, 24)),
      ).toBeLessThan(0.05);
    }
  });

  it('a wide dot in the very middle of a pixel', () => {
    for (const width of [8, 20]) {
      const dot = oneStroke(32, [20.5, 14.5, 20.5, 14.5, 20.5, 14.5, 20.5, 14.5], width, [0, 0, 0, 1]);
      const { points } = ourGradients(dot);
      const beside = ourGradients({ ...dot, points: dot.points.map((v) => v + 1e-4) });
      expect(relative(points, beside.points)).toBeLessThan(0.01);
    }
  });

  it('strokes over one another, opaque and transparent', () => {
    const scene = randomScene({ seed: 21, strokes: 6, widths: [0.05, 0.2], step: 0.25, extent: [1.5, 1] });
    scene.colours[3] = 1;
    scene.colours[7] = 0;
    const ours = ourGradients(scene);
    for (const group of GROUPS) {
      const truth = referenceGradient(
        scene,
        group,
        SIZE,
        PAPER,
        WEIGHTS,
        group === 'colours' ? 0.01 : 0.002,
        12,
      );
      expect(relative(ours[group], truth), group).toBeLessThan(0.08);
    }
  });
});

/** Half the chords of a stroke's pieces. */
function chords(stroke: Strokes): Float64Array {
  const arcs = new ArcChain();
  arcs.append(stroke.points, 0, stroke.segments[0]!, 32, 0.5 * 32 * stroke.widths[0]!);
  return Float64Array.from(
    { length: arcs.vertices / 2 - 1 },
    (_, q) => arcs.frames[ARC.FRAME * q + ARC.HALF]!,
  );
}

/** Whether two strokes are cut at the same parameters: the forward steps a little where that changes. */
function areCutAlike(one: Strokes, other: Strokes): boolean {
  const [a, b] = [chords(one), chords(other)];
  return a.length === b.length && a.every((half, q) => Math.abs(half / b[q]! - 1) < 0.1);
}

/** How far our gradients are from central differences of our own forward, where both ends of the step are cut alike. */
function differenceFromForward(stroke: Strokes, group: Group, step: number): number {
  const raster = new StrokeRaster(SIZE);
  const objective = (s: Strokes) => raster.forward(s, PAPER).reduce((sum, v, i) => sum + v * WEIGHTS[i]!, 0);
  const ours = ourGradients(stroke)[group];
  const kept: number[] = [];
  const numeric: number[] = [];
  stroke[group].forEach((value, i) => {
    const [above, below] = [step, -step].map((by) => ({
      ...stroke,
      [group]: stroke[group].with(i, value + by),
    }));
    if (!areCutAlike(above!, below!)) return;
    kept.push(ours[i]!);
    numeric.push((objective(above!) - objective(below!)) / (above![group][i]! - below![group][i]!));
  });
  expect(kept.length).toBeGreaterThan(0);
  return relative(kept, numeric);
}

describe('gradients of strokes that curl over themselves', () => {
  it.each(Object.entries(curls))('%s, against differences of the same forward', (_, stroke) => {
    expect(differenceFromForward(stroke, 'points', 0.0005)).toBeLessThan(0.02);
  });
});

/** Pens both of whose sides may lie in one pixel: their outlines are walked. */
const thin: Record<string, Strokes> = {
  'a curve .6 px wide': oneStroke(32, [5.2, 9, 16, 30, 26, 2, 42, 22.4], 0.6, [0, 0, 0.4, 1]),
  'a pen of .3 px that crosses itself': oneStroke(
    32,
    [10, 24, 52, 4, -6, 2, 38, 26],
    0.3,
    [0, 0.5, 0.1, 0.7],
  ),
  'an eight 1 px wide': oneStroke(
    32,
    [10, 10, 30, 30, 40, 0, 24, 8, 8, 16, 14, 34, 40, 24],
    1,
    [0, 0.5, 0.1, 0.7],
  ),
  'a tangle 1 px wide': oneStroke(
    32,
    [10, 12, 34, 22, 40, 4, 18, 9, 2, 13, 30, 29, 27, 5, 24, -12, 14, 26, 33, 18],
    1,
    [0, 0.5, 0.1, 0.7],
  ),
  'a kink 1.2 px wide': oneStroke(
    32,
    [4, 6, 12, 28, 18, 20, 22, 8, 28, 26, 36, 30, 43, 11],
    1.2,
    [0, 0.5, 0.1, 0.7],
  ),
  'a ring whose ends meet': oneStroke(
    32,
    [20, 8, 28, 8, 32, 18, 24, 22, 16, 26, 10, 8, 20, 8],
    1,
    [0, 0.5, 0.1, 0.7],
  ),
};

describe('gradients of pens below a pixel', () => {
  it.each(Object.entries(thin))('%s, against differences of the reference', (_, stroke) => {
    const ours = ourGradients(stroke);
    for (const group of ['points', 'widths'] as const) {
      const coarse = referenceGradient(stroke, group, SIZE, PAPER, WEIGHTS, 0.002, 64);
      const fine = referenceGradient(stroke, group, SIZE, PAPER, WEIGHTS, 0.002, 128);
      // .005 is what arcs may leave of a curve.
      expect(relative(ours[group], fine), group).toBeLessThan(relative(coarse, fine) + 0.005);
    }
  });

  it('is of one outline where a stroke lies on itself', () => {
    const there = [8.3, 9.6, 18.4, 12.5, 28.2, 20.1, 39.7, 21.3];
    const back = [28.2, 20.1, 18.4, 12.5, 8.3, 9.6];
    const colour = [0, 0.5, 0.1, 0.7] as const;
    const once = ourGradients(oneStroke(32, there, 1.1, colour));
    const twice = ourGradients(oneStroke(32, [...there, ...back], 1.1, colour));
    expect(relative(twice.widths, once.widths)).toBeLessThan(1e-3);
    // moved as a whole: a path of its own would also widen the stroke, whichever way it is moved
    const whole = ({ points }: StrokeGradients) =>
      [0, 1].map((axis) => points.reduce((sum, v, i) => sum + (i % 2 === axis ? v : 0), 0));
    expect(relative(whole(twice), whole(once))).toBeLessThan(1e-3);
  });
});

/**
 * The adjoint follows the true outline (Reynolds), the forward bends it evenly within a pixel, blends free ends and takes two
 * of three outlines, as around the loop's hole of one pixel. So they agree to a hundredth, or as far as the forward's own
 * differences are off the reference: 2 to 3 % for pens of 2 and 3 pixels, 5 % by the width at a kink, and below a pixel, where an end is a
 * large part of the gradient, 14 and 24 %. The adjoint is near the reference in all of them (above).
 */
const OWN = { points: 0.01, widths: 0.015, colours: 0.002 };
const OWN_MORE: Record<string, Partial<typeof OWN>> = {
  'a curve two pixels wide': { points: 0.024 },
  'a curve less than a pixel wide': { points: 0.14 },
  'a hair': { points: 0.25 },
  'two segments with a kink': { widths: 0.048 },
  'a loop': { points: 0.028 },
};
/** Within them no pixel of the kink takes another second outline, at which the forward jumps by a fiftieth of a pixel's area. */
const STEPS = { points: 0.0001, widths: 0.0005, colours: 0.0005 };

describe('gradients of strokes against differences of the same forward', () => {
  it.each(Object.entries(single))('%s', (name, stroke) => {
    for (const group of GROUPS) {
      const most = { ...OWN, ...OWN_MORE[name] }[group];
      expect(differenceFromForward(stroke, group, STEPS[group]), group).toBeLessThan(most);
    }
  });
});
