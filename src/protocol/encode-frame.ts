/** @file A picture to one compact ArrayBuffer; 256 strokes of three cubics take 12.1 kB. */
import { hasVaryingWidths, type Shapes, type Strokes, shapePlaces } from '../raster/index.js';
import {
  FINAL_FLAG,
  FRAME_VERSION,
  type Frame,
  type FrameContent,
  FrameError,
  field,
  frameKinds,
  MAX_U16,
  MAX_U32,
  NAMES_FLAG,
  VARYING_FLAG,
  WIDTH_RANGE,
} from './frame-layout.js';
import { NumberWriter, quantise } from './frame-numbers.js';

/** Half a turn is as far as a rectangle or ellipse can be turned before it is itself again. */
export const TURN = Math.PI;

/**
 * Quantises a frame. Half a step is the largest error: (side + 2) / 131070 canvas units for a coordinate within one
 * unit of the canvas (farther ones are clamped), 1/65535 for a width up to 2, 1/510 for a colour. An image is sent
 * as it is.
 * @throws FrameError when the arrays do not fit together or a number does not fit its field.
 */
export function encodeFrame(frame: Frame): ArrayBuffer {
  const writer = new NumberWriter(frame);
  const named = frame.marks.some((name, place) => name !== place);
  if (named) writer.names(frame.marks.map((name) => whole('name of a mark', name, 0, MAX_U32)));
  const { count, flags = 0, tail } = writeContent(frame, writer);
  if (count !== frame.marks.length)
    throw new FrameError(`The frame has ${count} marks, but ${frame.marks.length} names for them.`);
  const buffer = writer.finish(tail);
  const view = new DataView(buffer);
  view.setUint8(field.version, FRAME_VERSION);
  view.setUint8(field.flags, flags | (frame.final ? FINAL_FLAG : 0) | (named ? NAMES_FLAG : 0));
  view.setUint16(field.width, whole('width', frame.width, 1, MAX_U16), true);
  view.setUint16(field.height, whole('height', frame.height, 1, MAX_U16), true);
  view.setUint16(field.count, whole('count', count, 0, MAX_U16), true);
  view.setUint32(field.sequence, whole('sequence', frame.sequence, 0, MAX_U32), true);
  view.setUint32(field.run, whole('run', frame.run, 0, MAX_U32), true);
  view.setUint32(field.iteration, whole('iteration', frame.iteration, 0, MAX_U32), true);
  for (let channel = 0; channel < 3; channel++) {
    view.setUint8(field.paper + channel, quantise(frame.paper[channel]!, 0, 1, 255));
  }
  view.setUint8(field.kind, frameKinds.indexOf(frame.kind));
  return buffer;
}

interface Written {
  readonly count: number;
  readonly flags?: number;
  /** Bytes that come after the numbers as they are. */
  readonly tail?: Uint8Array;
}

function writeContent(content: FrameContent, writer: NumberWriter): Written {
  switch (content.kind) {
    case 'strokes':
      return writeStrokes(content.strokes, writer);
    case 'shapes':
      return writeShapes(content.shapes, writer);
    case 'image': {
      const { jpeg: tail, outlines } = content;
      return outlines ? { ...writeShapes(outlines, writer), tail } : { count: 0, tail };
    }
    default:
      return content satisfies never;
  }
}

function writeStrokes(strokes: Strokes, writer: NumberWriter): Written {
  const { segments, points, widths, colours } = strokes;
  let expected = 0;
  for (const [stroke, pieces] of segments.entries()) {
    if (pieces < 1) throw new FrameError(`Stroke ${stroke} has no segments; it needs at least one.`);
    expected += 3 * pieces + 1;
  }
  const varying = hasVaryingWidths(strokes);
  expectLength('strokes’ points', points, 2 * expected);
  expectLength('strokes’ widths', widths, varying ? expected : segments.length);
  expectLength('strokes’ colours', colours, 4 * segments.length);
  writer.counts(segments);
  writer.levels(widths, WIDTH_RANGE);
  writer.coordinates(points);
  writer.shares(colours);
  return { count: segments.length, flags: varying ? VARYING_FLAG : 0 };
}

function writeShapes(
  { kinds, corners, points, radii, angles, colours }: Shapes,
  writer: NumberWriter,
): Written {
  // The place after a last, empty shape is where the arrays end.
  const [end] = [
    ...shapePlaces({ kinds: Uint8Array.of(...kinds, 0), corners: Uint8Array.of(...corners, 0) }),
  ].slice(-1);
  expectLength('shapes’ corners', corners, kinds.length);
  expectLength('shapes’ points', points, 2 * end!.point);
  expectLength('shapes’ radii', radii, end!.radius);
  expectLength('shapes’ angles', angles, end!.angle);
  expectLength('shapes’ colours', colours, 4 * kinds.length);
  writer.counts(kinds);
  writer.counts(corners);
  writer.coordinates(points);
  writer.levels(radii, WIDTH_RANGE);
  writer.levels(
    angles.map((angle) => angle - TURN * Math.floor(angle / TURN)),
    TURN,
  );
  writer.shares(colours);
  return { count: kinds.length };
}

function expectLength(name: string, { length }: ArrayLike<number>, right: number): void {
  if (length !== right) throw new FrameError(`The ${name} have ${length} numbers where ${right} are right.`);
}

function whole(name: string, value: number, min: number, max: number): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new FrameError(`The frame's ${name} is ${value}; a whole number from ${min} to ${max} is right.`);
}
