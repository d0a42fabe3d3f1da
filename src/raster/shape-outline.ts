/** @file What every kind of shape can do: become a closed polygon, and take the gradient of that polygon back. */
import type { Rings } from './rings.js';
import type { ShapePlace, Shapes } from './shapes.js';

/** Largest distance between a curve and its polygon, pixels. */
export const FLATNESS = 0.05;

/** Gradients by the shapes' numbers, layouts as in `Shapes`, by pixels and radians. */
export interface OutlineGradients {
  readonly points: Float64Array;
  readonly radii: Float64Array;
  readonly angles: Float64Array;
}

export interface ShapeOutline {
  /**
   * Appends the shape's polygon, in pixels.
   * @param scale pixels per unit
   * @returns false, and nothing appended, where there is nothing to fill: a radius of 0 or less
   */
  trace(shapes: Shapes, place: ShapePlace, scale: number, rings: Rings): boolean;
  /** Adds the gradients of the shape's polygon, vertices from..to−1, to those of its numbers. */
  pull(
    shapes: Shapes,
    place: ShapePlace,
    scale: number,
    rings: Rings,
    from: number,
    to: number,
    out: OutlineGradients,
  ): void;
}
