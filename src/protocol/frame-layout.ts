/**
 * @file The binary layout of one frame: what is in its header, scales, and the error for a buffer that breaks it.
 * Little-endian. Drawn out byte by byte in docs/protocol.md; a change of layout raises `FRAME_VERSION`.
 */
import type { Rgb, Shapes, Strokes } from '../raster/index.js';

export const FRAME_VERSION = 3;
export const HEADER_BYTES = 24;

/** Byte offsets in the header. */
export const field = {
  version: 0, // u8
  flags: 1, // u8
  width: 2, // u16, pixels
  height: 4, // u16, pixels
  count: 6, // u16, marks; 0 where the medium has none
  sequence: 8, // u32
  run: 12, // u32
  iteration: 16, // u32
  paper: 20, // u8 × 3
  kind: 23, // u8
} as const;

/** Bit 0 of flags: the drawing is finished, this is how it stays. */
export const FINAL_FLAG = 1;
/** Bit 1: the strokes have a width at every control point. */
export const VARYING_FLAG = 2;
/** Bit 2: the marks are not called 0, 1, 2 …; what they are called follows the header. Other bits are zero. */
export const NAMES_FLAG = 4;

/** The kind byte: what follows the header. */
export const frameKinds = ['strokes', 'shapes', 'image'] as const satisfies readonly FrameContent['kind'][];

/** How far outside the canvas a control point may lie before it is clamped, in canvas units. */
export const POINT_MARGIN = 1;
/** Widest stroke and largest radius that can be told, in canvas units. */
export const WIDTH_RANGE = 2;
export const MAX_U16 = 65_535;
export const MAX_U32 = 0xffff_ffff;

/** What a picture is made of: numbers that the page draws, or an image in a format that browsers read. */
export type FrameContent =
  | { readonly kind: 'strokes'; readonly strokes: Strokes }
  | { readonly kind: 'shapes'; readonly shapes: Shapes }
  | {
      readonly kind: 'image';
      readonly jpeg: Uint8Array;
      /** Where the marks of an image lie, in their colours; absent where the medium has none. */
      readonly outlines?: Shapes;
    };

/** `sequence` counts frames, not events, and is what `frameAck` names. */
export interface FrameHead {
  readonly sequence: number;
  readonly run: number;
  readonly iteration: number;
  readonly final: boolean;
  /** Pixels of the finished work. */
  readonly width: number;
  readonly height: number;
  readonly paper: Rgb;
  /** What each mark is called, in the order of painting: a number that stays its own. */
  readonly marks: readonly number[];
}

/** One picture of the drawing. */
export type Frame = FrameHead & FrameContent;

/** Length of each canvas side in canvas units: the shorter is 1. */
export function sidesInUnits(width: number, height: number): readonly [number, number] {
  const unit = Math.min(width, height);
  return [width / unit, height / unit];
}

/** A frame that cannot be written or read; the message says which field and what would be right. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
}
