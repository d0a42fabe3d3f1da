/** @file The pieces of a collage: which patch each shows, where it lies, how it is turned, sized and tinted. */

/** Lengths in canvas units: 1 = the shorter side. One entry a piece, in the order of laying down. */
export interface Pieces {
  /** [count] number of the patch */
  readonly which: Uint8Array | Int32Array;
  /** [count·2] middle of the piece, x, y */
  readonly places: Float32Array;
  /** [count] length of the patch's longer side */
  readonly sizes: Float32Array;
  /** [count] clockwise on the screen, radians */
  readonly turns: Float32Array;
  /** [count·4] what the patch's RGB and its opacity are multiplied by, 0..1 */
  readonly colours: Float32Array;
}

/** Gradients by the numbers of `Pieces`. */
export interface PieceGradients {
  readonly places: Float32Array;
  readonly sizes: Float32Array;
  readonly turns: Float32Array;
  readonly colours: Float32Array;
}

export const copyPieces = ({ which, places, sizes, turns, colours }: Pieces): Pieces => ({
  which: which.slice(),
  places: places.slice(),
  sizes: sizes.slice(),
  turns: turns.slice(),
  colours: colours.slice(),
});
