/**
 * @file Which views of the picture the guide looks at: random warps, anew every step, so that only what
 * survives turning, scaling, shifting, shearing and perspective raises the score (the augmentations of CLIPDraw).
 */
import type { SeededGenerator } from '../random/index.js';
import type { Homography, RasterSize } from '../raster/index.js';

/** How strongly the views are warped. */
export interface ViewPlan {
  /** Standard deviation of the rotation, radians. */
  readonly rotation: number;
  /** Smallest and largest zoom; 1 shows the whole picture, 2 the half of it. */
  readonly zoom: readonly [number, number];
  /** Largest shift either way, in canvas units. */
  readonly shift: number;
  /** Standard deviation of the shear, a ratio. */
  readonly shear: number;
  /** Standard deviation of the perspective: relative change of scale from the middle to an edge. */
  readonly perspective: number;
}

/** What drew whole shapes with the embedded weights (their README). */
export const defaultViewPlan: ViewPlan = {
  rotation: 0.12,
  zoom: [0.75, 1.15],
  shift: 0.08,
  shear: 0.08,
  perspective: 0.1,
};

/** The view of the whole picture: a square over its longer side, unwarped. */
export function wholeView(size: RasterSize): Homography {
  const shorter = Math.min(size.width, size.height);
  const side = Math.max(size.width, size.height) / shorter;
  const left = (size.width / shorter - side) / 2;
  const top = (size.height / shorter - side) / 2;
  return Float64Array.of(side, 0, left, 0, side, top, 0, 0, 1);
}

/**
 * Draws one view: the homography that takes view coordinates (u, v in 0..1) to canvas units.
 * A canvas that is not square is seen through squares whose side lies between its shorter and longer side.
 */
export function drawView(plan: ViewPlan, size: RasterSize, generator: SeededGenerator): Homography {
  const shorter = Math.min(size.width, size.height);
  const width = size.width / shorter;
  const height = size.height / shorter;
  const side = generator.uniform(1, Math.max(width, height));
  const [least, most] = plan.zoom;
  const scale = side / generator.uniform(least, most);
  const angle = generator.normal(plan.rotation);
  const shear = generator.normal(plan.shear);
  const centreX = place(width, side, generator) + generator.uniform(-plan.shift, plan.shift);
  const centreY = place(height, side, generator) + generator.uniform(-plan.shift, plan.shift);
  const gx = 2 * clampPerspective(generator.normal(plan.perspective));
  const gy = 2 * clampPerspective(generator.normal(plan.perspective));
  // With p = (u − ½, v − ½) and w = 1 + g·p, the canvas point is centre + A·p / w, A = scale · rotation · shear.
  const cos = Math.cos(angle) * scale;
  const sin = Math.sin(angle) * scale;
  const a = [cos, cos * shear - sin, sin, sin * shear + cos] as const;
  const rest = 1 - 0.5 * (gx + gy);
  return Float64Array.of(
    a[0] + centreX * gx,
    a[1] + centreX * gy,
    -0.5 * (a[0] + a[1]) + centreX * rest,
    a[2] + centreY * gx,
    a[3] + centreY * gy,
    -0.5 * (a[2] + a[3]) + centreY * rest,
    gx,
    gy,
    rest,
  );
}

/** The middle of a square of `side` inside `length`, anywhere it fits; the middle where it is longer. */
function place(length: number, side: number, generator: SeededGenerator): number {
  const slack = Math.max(0, length - side) / 2;
  return length / 2 + generator.uniform(-slack, slack);
}

/** Keeps w positive over the whole view: |gx| + |gy| < 2. */
const clampPerspective = (value: number): number => Math.min(0.45, Math.max(-0.45, value));
