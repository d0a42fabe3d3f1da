/**
 * @file The contract of everything that can be painted. A canvas owns its parameters, renders them at the
 * size the guide looks at, and turns the gradient of that image into gradients of its parameters. What is painted
 * is one row in the registry (`index.ts`): its parameter rows, and how a canvas is made or restored.
 */
import type { MarkChange } from '../marks/index.js';
import type { LocalText, ParameterRows, ValuesOf } from '../parameters/index.js';
import type { SeededGenerator } from '../random/index.js';
import type { Outline, Page, RasterSize, Rgb } from '../raster/index.js';
import type { Picture, PictureKind } from './picture.js';
import type { SourceImage } from './source-image.js';

/** Parameters that are optimised together, with one learning rate. */
export interface ParameterGroup {
  readonly name: string;
  /** The parameters themselves, changed in place by the optimiser. Another array after `Marks.arrange` and `confine`. */
  readonly values: Float32Array;
  /** Step size, in the units of the values, at `progress` 0..1 of the drawing. */
  rate(progress: number): number;
  /** Where Adam's decay of the first moment is not the usual .9. */
  beta1?(): number;
}

/** Arrays by name. Everything a canvas needs to go on from where it was, bit by bit. */
export type CanvasState = Readonly<Record<string, Float32Array | Int32Array | Uint8Array>>;

export interface Canvas<Values = unknown> {
  /** Size of the image that `render` gives, pixels. Another object, with other groups, once `tend` has let it grow. */
  readonly size: RasterSize;
  readonly groups: readonly ParameterGroup[];
  /** Single marks that can be held, moved, added and taken away; absent where the medium has none. */
  readonly marks?: Marks;
  /** The image, height·width·3, RGB 0..1; reused by the next call. */
  render(page: Page): Float32Array | Promise<Float32Array>;
  /**
   * What the guide looks at in place of the image just rendered, while there is such a thing: an underdrawing that the
   * marks follow.
   * @param page the one rendered on
   */
  underdrawing?(page: Page): Float32Array | undefined;
  /**
   * Gradients of the parameters, one array for each group in order, of the image last looked at. Includes what the
   * canvas itself asks of its parameters (ink, self-crossing, palette …).
   * @param imageGradient height·width·3; a canvas that has no further use of it may write over it. The arrays given back
   * are reused by the next call.
   */
  adjoint(imageGradient: Float32Array): readonly Float32Array[] | Promise<readonly Float32Array[]>;
  /** Brings every parameter back into its range, after a step. */
  project(): void;
  /**
   * Between two steps: takes away marks that do nothing, adds new ones where they are wanted. Absent where a canvas
   * never changes its marks. All randomness comes from `tend.generator`.
   * @returns the order of the marks now, as `Marks.arrange` takes it, or nothing if all stayed as it was
   */
  tend?(tend: Tending): readonly number[] | undefined;
  /** The words have changed: what the canvas keeps to for the sake of the former ones is given up. */
  letGo?(): void;
  /**
   * From now on only this region may change, everything again without one. Absent where the gradient, which is 0
   * outside, says it all. A canvas that was restored is told of its region once more.
   * @returns where the groups have become others, for each the former one whose moments it goes on with
   * @throws CanvasError where it cannot; then nothing is changed
   */
  confine?(region: Region | undefined): readonly number[] | undefined;
  /** Takes up changed values of the canvas's rows, while it runs. Rows that only say how to begin do nothing. */
  configure(values: Values): void;
  /** A copy of the picture as it stands. */
  picture(): Picture;
  /**
   * Copies.
   * @param isLent the arrays may be the canvas's own, for who has read them before the next step
   */
  save(isLent?: boolean): CanvasState;
  /**
   * Goes on from another state of this drawing, as `CanvasKind.restore` would, in the arrays that it has; the state may
   * hold those very arrays. For canvases of which a second one would take much memory.
   * @returns false where it cannot; then nothing is changed
   */
  resume?(state: CanvasState, values: Values): boolean;
  /** Its own large arrays, to be given back once it is not used any more. Absent where it has none. */
  large?(): readonly Float32Array[];
}

/** What is worked on alone. */
export interface Region {
  /** Canvas units. */
  readonly outline: Outline;
  /** height·width of the canvas as it is, 1 inside. */
  readonly mask: Uint8Array;
}

/** What a canvas may look at when it tends its marks. */
export interface Tending {
  /** Steps made. */
  readonly iteration: number;
  /** 0..1 */
  readonly progress: number;
  /** Gradient of the loss by the image at the last step, height·width·3, as `adjoint` left it. */
  readonly imageGradient: Float32Array;
  readonly generator: SeededGenerator;
  /** Marks that may not be touched. */
  readonly held: ReadonlySet<number>;
}

/** The marks of a canvas, numbered from 0 in the order in which they are painted. */
export interface Marks {
  readonly count: number;
  /** Where the numbers of a mark lie in a group, by the group's index: from included, to not. */
  span(group: number, mark: number): readonly [from: number, to: number];
  /** Middle of the mark, canvas units. */
  centre(mark: number): readonly [x: number, y: number];
  /**
   * New order of the marks: an old number keeps that mark with all its numbers; −1 − k is the k-th mark of `added`.
   * Marks that are not named are gone.
   * @param added a picture of this canvas's kind
   */
  arrange(order: readonly number[], added?: Picture): void;
  /** Changes one mark, as a person does by hand. */
  change(mark: number, change: MarkChange): void;
}

/** What a canvas is made from. Lengths are in canvas units: 1 = the shorter side. */
export interface CanvasOptions<Values> {
  /** Size of the finished work, pixels. */
  readonly size: RasterSize;
  /** Side of a view, pixels: the size at which the guide sees. */
  readonly resolution: number;
  readonly paper: Rgb;
  readonly values: Values;
  readonly generator: SeededGenerator;
  /** To begin from, where the rows say so. */
  readonly image?: SourceImage;
  /** What the image encoder attends to in `image`, 0..1, at any size; for beginnings where it matters. */
  readonly saliency?: { readonly width: number; readonly height: number; readonly data: Float32Array };
  /** The colour that the words name, for beginnings that are tinted with it. */
  readonly ink?: Rgb;
  /** A saved work of the same kind to begin from. */
  readonly picture?: Picture;
  /** What a collage is made of; patches of its own where none are given. The same ones when it is restored. */
  readonly patches?: readonly SourceImage[];
  /** Threads for canvases that compute in compiled programs. */
  readonly threads?: number;
}

/** One medium: a row of the registry. */
export interface CanvasKind<Rows extends ParameterRows = ParameterRows> {
  readonly label: LocalText;
  /** What its works are. */
  readonly picture: PictureKind;
  readonly rows: Rows;
  /** It covers all of the page, so that nothing of a background would be seen. */
  readonly covers?: true;
  /** Values of rows that make it begin from the image that is given. */
  readonly fromImage?: Partial<ValuesOf<Rows>>;
  /** What is wrong between values that are each in their range: the row's name and a sentence without a full stop. */
  check?(values: ValuesOf<Rows>): { readonly name: string; readonly message: string } | undefined;
  /** Whether `saliency` makes a difference to a beginning with these values. */
  wantsSaliency?(values: ValuesOf<Rows>): boolean;
  /** The same of `ink`. */
  wantsInk?(values: ValuesOf<Rows>): boolean;
  create(options: CanvasOptions<ValuesOf<Rows>>): Promise<Canvas<ValuesOf<Rows>>>;
  /** The canvas that `save` described; it goes on bit by bit as the saved one would have. The state is only read. */
  restore(state: CanvasState, options: CanvasOptions<ValuesOf<Rows>>): Promise<Canvas<ValuesOf<Rows>>>;
}

/** Lets the compiler infer a row's values while it checks the row. */
export const defineCanvas = <const Rows extends ParameterRows>(kind: CanvasKind<Rows>): CanvasKind<Rows> =>
  kind;

/**
 * The pixel size with the aspect of `size` whose shorter side is `resolution`.
 * @param size the size asked for, pixels
 */
export function workingSize(size: RasterSize, resolution: number): RasterSize {
  const scale = resolution / Math.min(size.width, size.height);
  return {
    width: Math.max(1, Math.round(size.width * scale)),
    height: Math.max(1, Math.round(size.height * scale)),
  };
}
