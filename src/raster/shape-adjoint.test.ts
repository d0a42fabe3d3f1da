import { describe, expect, it } from 'vitest';
import { ShapeRaster } from './index.js';
import type { RasterSize, Rgb } from './raster-size.js';
import { smoothWeights } from './scenes.reference.js';
import { type OneShape, randomShapes, shapesOf } from './shape-scenes.reference.js';
import type { ShapeGradients, Shapes } from './shapes.js';
import { shapesReferenceGradient } from './shapes.reference.js';

const PAPER: Rgb = [0.9, 1, 0.8];
const SIZE: RasterSize = { width: 48, height: 32 };
const WEIGHTS = smoothWeights(48, 32, 3);
type Group = keyof ShapeGradients;
const GROUPS: readonly Group[] = ['points', 'radii', 'angles', 'colours'];
const STEPS = { points: 0.002, radii: 0.002, angles: 0.005, colours: 0.01 };

function ourGradients(shapes: Shapes): ShapeGradients {
  const raster = new ShapeRaster(SIZE);
  raster.forward(shapes, PAPER);
  return raster.adjoint(WEIGHTS);
}

/** |a − b| / |b|; 0 of nothing */
function relative(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let difference = 0;
  let norm = 0;
  for (let i = 0; i < b.length; i++) {
    difference += (a[i]! - b[i]!) ** 2;
    norm += b[i]! ** 2;
  }
  return b.length === 0 ? 0 : Math.sqrt(difference / norm);
}

const colour = [0.1, 0.7, 0.4, 0.8] as const;
const single: Record<string, OneShape> = {
  blob: {
    kind: 'blob',
    points: [6, 12, 10, 2, 30, 1, 40, 10, 46, 20, 30, 30, 20, 28, 12, 24, 4, 18],
    colour,
  },
  'blob crossing itself': { kind: 'blob', points: [6, 6, 44, 6, 6, 28, 40, 28, 6, 26, 36, 2], colour },
  'small blob': { kind: 'blob', points: [20, 15, 21.4, 14, 22, 16, 21.7, 17.3, 20.2, 17, 19, 16.2], colour },
  triangle: { kind: 'polygon', points: [5.2, 3.1, 43.8, 9.7, 20.4, 29.2], colour },
  star: { kind: 'polygon', points: [24, 2.2, 34, 29, 8, 12.3, 40, 13.4, 13, 28.1], colour },
  sliver: { kind: 'polygon', points: [5.2, 3.1, 43.8, 28.7, 6.1, 3.4], colour },
  'triangle partly outside': { kind: 'polygon', points: [-15, 3.1, 63.8, -9.7, 20.4, 49.2], colour },
  circle: { kind: 'circle', points: [22.2, 15.1], radii: [9.3], colour },
  'circle less than a pixel wide': { kind: 'circle', points: [22.3, 15.1], radii: [0.35], colour },
  'circle partly outside': { kind: 'circle', points: [2.2, 31.1], radii: [9.3], colour },
  ellipse: { kind: 'ellipse', points: [22.2, 15.1], radii: [16.3, 5.2], angle: 0.6, colour },
  rectangle: { kind: 'rectangle', points: [22.2, 15.1], radii: [13.3, 6.2], angle: 2.1, colour },
  'rectangle thinner than a pixel': {
    kind: 'rectangle',
    points: [22.2, 15.1],
    radii: [13.3, 0.2],
    angle: 0.2,
    colour,
  },
};

describe('gradients of shapes against differences of the reference', () => {
  it.each(Object.entries(single))('%s', (_, shape) => {
    const scene = shapesOf(32, [shape]);
    const ours = ourGradients(scene);
    for (const group of GROUPS) {
      const coarse = shapesReferenceGradient(scene, group, SIZE, PAPER, WEIGHTS, STEPS[group], 32);
      const fine = shapesReferenceGradient(scene, group, SIZE, PAPER, WEIGHTS, STEPS[group], 64);
      // What the reference does not know itself, and what flat pieces may differ by.
      expect(relative(ours[group], fine), group).toBeLessThan(relative(coarse, fine) + 0.04);
    }
  });

  it('shapes over one another, opaque and transparent', () => {
    const scene = randomShapes({ seed: 21, count: 10, width: 48, height: 32, reach: 12 });
    scene.colours[3] = 1;
    scene.colours[7] = 0;
    const ours = ourGradients(scene);
    for (const group of GROUPS) {
      const truth = shapesReferenceGradient(scene, group, SIZE, PAPER, WEIGHTS, STEPS[group], 24);
      expect(relative(ours[group], truth), group).toBeLessThan(0.06);
    }
  });
});

describe('gradients of shapes against differences of the same forward', () => {
  // Where a shape crosses itself within a pixel, or a curve's number of pieces changes, forward has a kink or step.
  const smooth = Object.entries(single).filter(([name]) => !['blob crossing itself', 'star'].includes(name));
  it.each(smooth)('%s', (_, shape) => {
    const scene = shapesOf(32, [shape]);
    const raster = new ShapeRaster(SIZE);
    const objective = (s: Shapes) => raster.forward(s, PAPER).reduce((sum, v, i) => sum + v * WEIGHTS[i]!, 0);
    const ours = ourGradients(scene);
    for (const group of GROUPS) {
      const numeric = Array.from(scene[group], (value, i) => {
        const [above, below] = [0.0005, -0.0005].map((step) => {
          const moved = { ...scene, [group]: scene[group].slice() };
          moved[group][i] = value + step;
          return moved;
        });
        const h = above![group][i]! - below![group][i]!;
        return (objective(above!) - objective(below!)) / h;
      });
      expect(relative(ours[group], numeric), group).toBeLessThan(0.01);
    }
  });
});
