/**
 * @file The contract of objectives of the picture itself, whatever the encoder sees in it: one image in, a loss and
 * its gradient out, in typed arrays.
 */
import type { NumberRow, ParameterRows, ValuesOf } from '../../parameters/index.js';
import type { RasterSize } from '../../raster/index.js';

/** A picture and what it is compared with. */
export interface PictureScene<Values> {
  readonly size: RasterSize;
  /** height·width·3, RGB 0..1 */
  readonly image: Float32Array;
  /** The picture at the beginning of the drawing, height·width·3; absent where nobody kept it. */
  readonly start: Float32Array | undefined;
  readonly values: Values;
}

export interface PictureObjective<Rows extends ParameterRows = ParameterRows> {
  readonly kind: 'picture';
  /** Its weight; 0 leaves it out. */
  readonly weight: NumberRow;
  readonly rows?: Rows;
  /**
   * @param gradient height·width·3; `scale` times the derivative of the loss is added to it
   * @returns the loss, not scaled
   */
  evaluate(scene: PictureScene<ValuesOf<Rows>>, scale: number, gradient: Float32Array): number;
}

/** Lets the compiler infer a row's values while it checks the row. */
export const definePictureObjective = <const Rows extends ParameterRows>(
  objective: PictureObjective<Rows>,
): PictureObjective<Rows> => objective;
