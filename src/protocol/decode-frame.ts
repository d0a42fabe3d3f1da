/** @file One frame's ArrayBuffer back to strokes; trusts nothing about the buffer. */
import {
  FINAL_FLAG,
  FRAME_VERSION,
  FrameError,
  field,
  HEADER_BYTES,
  MAX_U16,
  POINT_MARGIN,
  type StrokeFrame,
  sections,
  sidesInUnits,
  WIDTH_RANGE,
} from './frame-layout.js';

/** Reads a frame written by `encodeStrokeFrame`. @throws FrameError on any buffer that is not exactly one frame. */
export function decodeStrokeFrame(buffer: ArrayBuffer): StrokeFrame {
  if (buffer.byteLength < HEADER_BYTES) {
    throw new FrameError(`The frame has ${buffer.byteLength} bytes; its header alone takes ${HEADER_BYTES}.`);
  }
  const view = new DataView(buffer);
  const version = view.getUint8(field.version);
  if (version !== FRAME_VERSION) {
    throw new FrameError(
      `The frame has layout version ${version}; this page reads version ${FRAME_VERSION}.`,
    );
  }
  const flags = view.getUint8(field.flags);
  if ((flags & ~FINAL_FLAG) !== 0 || view.getUint8(field.reserved) !== 0) {
    throw new FrameError(
      `The frame has flags ${flags} or a reserved byte that version ${version} does not know.`,
    );
  }
  const width = view.getUint16(field.width, true);
  const height = view.getUint16(field.height, true);
  if (width === 0 || height === 0) {
    throw new FrameError(`The frame's canvas is ${width}x${height}; both sides must be at least 1.`);
  }
  const count = view.getUint16(field.strokes, true);
  const segments = readSegments(buffer, count);
  let points = 0;
  for (const pieces of segments) points += 3 * pieces + 1;
  const place = sections(count, points);
  if (buffer.byteLength !== place.end) {
    throw new FrameError(
      `The frame has ${buffer.byteLength} bytes where its ${count} strokes take ${place.end}.`,
    );
  }

  const widths = new Float32Array(count);
  for (let s = 0; s < count; s++) {
    widths[s] = (view.getUint16(place.widths + 2 * s, true) / MAX_U16) * WIDTH_RANGE;
  }
  const sides = sidesInUnits(width, height);
  const coordinates = new Float32Array(2 * points);
  for (let i = 0; i < coordinates.length; i++) {
    const range = sides[i % 2 === 0 ? 0 : 1] + 2 * POINT_MARGIN;
    coordinates[i] = (view.getUint16(place.coordinates + 2 * i, true) / MAX_U16) * range - POINT_MARGIN;
  }
  const colours = Float32Array.from(new Uint8Array(buffer, place.colours, 4 * count), (level) => level / 255);
  const channel = (index: number) => view.getUint8(field.paper + index) / 255;
  return {
    sequence: view.getUint32(field.sequence, true),
    run: view.getUint32(field.run, true),
    iteration: view.getUint32(field.iteration, true),
    final: (flags & FINAL_FLAG) !== 0,
    width,
    height,
    paper: [channel(0), channel(1), channel(2)],
    strokes: { segments, points: coordinates, widths, colours },
  };
}

/** A copy, so that the strokes do not keep the whole buffer alive. */
function readSegments(buffer: ArrayBuffer, count: number): Uint8Array {
  if (buffer.byteLength < HEADER_BYTES + count) {
    throw new FrameError(`The frame ends within the segment counts of its ${count} strokes.`);
  }
  const segments = new Uint8Array(buffer.slice(HEADER_BYTES, HEADER_BYTES + count));
  const empty = segments.indexOf(0);
  if (empty >= 0)
    throw new FrameError(`Stroke ${empty} of the frame has no segments; it needs at least one.`);
  return segments;
}
