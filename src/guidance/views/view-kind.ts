/**
 * @file The contract of views: where on the picture one looks. A view is a square; its homography takes view
 * coordinates (u, v in 0..1) to the field looked at, in units of its shorter side.
 */
import type { LocalText, ParameterRows, ValuesOf } from '../../parameters/index.js';
import type { SeededGenerator } from '../../random/index.js';
import type { Homography } from '../../raster/index.js';
import type { Moment } from '../prompt/moment.js';

/** What is looked at, the picture or a region of it; the shorter side is 1. */
export interface Field {
  readonly width: number;
  readonly height: number;
}

export interface ViewContext {
  readonly field: Field;
  readonly moment: Moment;
  /** Low-discrepancy number in 0..1 for choices that shall come evenly: views of one step differ most. */
  readonly turn: number;
}

export interface ViewKind<Rows extends ParameterRows = ParameterRows> {
  readonly label: LocalText;
  readonly rows: Rows;
  draw(values: ValuesOf<Rows>, context: ViewContext, generator: SeededGenerator): Homography;
}

/** Lets the compiler infer a row's values while it checks the row. */
export const defineViewKind = <const Rows extends ParameterRows>(kind: ViewKind<Rows>): ViewKind<Rows> =>
  kind;

/** The view of an upright box. */
export const boxView = (left: number, top: number, width: number, height: number): Homography =>
  Float64Array.of(width, 0, left, 0, height, top, 0, 0, 1);

/** The view of the whole field: a square over its longer side. */
export function wholeView({ width, height }: Field): Homography {
  const side = Math.max(width, height);
  return boxView((width - side) / 2, (height - side) / 2, side, side);
}

/** The middle of a square of `side` inside `length`, anywhere it fits; the middle where it is longer. */
export function place(length: number, side: number, generator: SeededGenerator): number {
  const slack = Math.max(0, length - side) / 2;
  return length / 2 + generator.uniform(-slack, slack);
}

/** a ∘ b, row-major 3×3: first b, then a. */
export function compose(a: Homography, b: Homography): Homography {
  const product = new Float64Array(9);
  for (let row = 0; row < 3; row++) {
    for (let column = 0; column < 3; column++) {
      for (let k = 0; k < 3; k++) product[3 * row + column]! += a[3 * row + k]! * b[3 * k + column]!;
    }
  }
  return product;
}
