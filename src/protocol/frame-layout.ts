/**
 * @file The binary layout of one frame of strokes: field offsets, scales, and the error for a buffer that breaks it.
 * Little-endian. Drawn out byte by byte in docs/protocol.md; a change of layout raises `FRAME_VERSION`.
 */
import type { Rgb, Strokes } from '../raster/index.js';

export const FRAME_VERSION = 1;
export const HEADER_BYTES = 24;

/** Byte offsets in the header. */
export const field = {
  version: 0, // u8
  flags: 1, // u8
  width: 2, // u16, pixels
  height: 4, // u16, pixels
  strokes: 6, // u16
  sequence: 8, // u32
  run: 12, // u32
  iteration: 16, // u32
  paper: 20, // u8 × 3
  reserved: 23, // u8, zero
} as const;

/** Bit 0 of flags: the drawing is finished, this is how it stays. Other bits are zero. */
export const FINAL_FLAG = 1;

/** How far outside the canvas a control point may lie before it is clamped, in canvas units. */
export const POINT_MARGIN = 1;
/** Widest stroke that can be told, in canvas units. */
export const WIDTH_RANGE = 2;
export const MAX_U16 = 65_535;

/** One picture of the drawing. `sequence` counts frames, not events, and is what `frameAck` names. */
export interface StrokeFrame {
  readonly sequence: number;
  readonly run: number;
  readonly iteration: number;
  readonly final: boolean;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly paper: Rgb;
  readonly strokes: Strokes;
}

/** Length of each canvas side in canvas units: the shorter is 1. */
export function sidesInUnits(width: number, height: number): readonly [number, number] {
  const unit = Math.min(width, height);
  return [width / unit, height / unit];
}

/** Where the arrays lie after the header, for given counts of strokes and control points. Bytes. */
export function sections(strokes: number, points: number) {
  const segments = HEADER_BYTES;
  const widths = segments + strokes + (strokes % 2);
  const coordinates = widths + 2 * strokes;
  const colours = coordinates + 4 * points;
  return { segments, widths, coordinates, colours, end: colours + 4 * strokes };
}

/** A frame that cannot be written or read; the message says which field and what would be right. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
}
