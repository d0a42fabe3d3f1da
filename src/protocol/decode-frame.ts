/** @file One frame's ArrayBuffer back to a picture; trusts nothing about the buffer. */
import { type Shapes, shapeKinds, shapePlaces } from '../raster/index.js';
import { TURN } from './encode-frame.js';
import {
  FINAL_FLAG,
  FRAME_VERSION,
  type Frame,
  type FrameContent,
  FrameError,
  field,
  frameKinds,
  HEADER_BYTES,
  NAMES_FLAG,
  VARYING_FLAG,
  WIDTH_RANGE,
} from './frame-layout.js';
import { NumberReader } from './frame-numbers.js';

/** Reads a frame written by `encodeFrame`. @throws FrameError on any buffer that is not exactly one frame. */
export function decodeFrame(buffer: ArrayBuffer): Frame {
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
  const kind = frameKinds[view.getUint8(field.kind)];
  const known = FINAL_FLAG | NAMES_FLAG | (kind === 'strokes' ? VARYING_FLAG : 0);
  if (kind === undefined || (flags & ~known) !== 0) {
    throw new FrameError(
      `The frame has flags ${flags} or a kind ${view.getUint8(field.kind)} that version ${version} does not know.`,
    );
  }
  const width = view.getUint16(field.width, true);
  const height = view.getUint16(field.height, true);
  if (width === 0 || height === 0) {
    throw new FrameError(`The frame's canvas is ${width}x${height}; both sides must be at least 1.`);
  }
  const count = view.getUint16(field.count, true);
  const reader = new NumberReader(buffer, { width, height });
  const marks = (flags & NAMES_FLAG) !== 0 ? reader.names(count) : Array.from({ length: count }, (_, i) => i);
  const channel = (index: number) => view.getUint8(field.paper + index) / 255;
  return {
    sequence: view.getUint32(field.sequence, true),
    run: view.getUint32(field.run, true),
    iteration: view.getUint32(field.iteration, true),
    final: (flags & FINAL_FLAG) !== 0,
    width,
    height,
    paper: [channel(0), channel(1), channel(2)],
    marks,
    ...decodeContent(kind, reader, { count, varying: (flags & VARYING_FLAG) !== 0 }),
  };
}

interface Told {
  readonly count: number;
  readonly varying: boolean;
}

function decodeContent(kind: FrameContent['kind'], reader: NumberReader, told: Told): FrameContent {
  switch (kind) {
    case 'strokes':
      return toTheEnd(reader, readStrokes(reader, told));
    case 'shapes':
      return toTheEnd(reader, { kind, shapes: readShapes(reader, told) });
    case 'image': {
      const outlines = told.count > 0 ? { outlines: readShapes(reader, told) } : {};
      return { kind, ...outlines, jpeg: reader.rest() };
    }
    default:
      return kind satisfies never;
  }
}

function toTheEnd(reader: NumberReader, content: FrameContent): FrameContent {
  reader.end();
  return content;
}

function readStrokes(reader: NumberReader, { count, varying }: Told): FrameContent {
  const segments = reader.counts(count);
  const empty = segments.indexOf(0);
  if (empty >= 0)
    throw new FrameError(`Stroke ${empty} of the frame has no segments; it needs at least one.`);
  const points = segments.reduce((sum, pieces) => sum + 3 * pieces + 1, 0);
  const widths = reader.levels(varying ? points : count, WIDTH_RANGE);
  const coordinates = reader.coordinates(2 * points);
  const colours = reader.shares(4 * count);
  return { kind: 'strokes', strokes: { segments, points: coordinates, widths, colours } };
}

function readShapes(reader: NumberReader, { count }: Told): Shapes {
  const kinds = reader.counts(count);
  const corners = reader.counts(count);
  const strange = kinds.findIndex((kind, shape) => kind >= shapeKinds.length || corners[shape] === 0);
  if (strange >= 0)
    throw new FrameError(`Shape ${strange} of the frame is of no known kind or has no corners.`);
  const walked = { kinds: Uint8Array.of(...kinds, 0), corners: Uint8Array.of(...corners, 0) };
  const end = [...shapePlaces(walked)].at(-1)!;
  const points = reader.coordinates(2 * end.point);
  const radii = reader.levels(end.radius, WIDTH_RANGE);
  const angles = reader.levels(end.angle, TURN);
  const colours = reader.shares(4 * count);
  return { kinds, corners, points, radii, angles, colours };
}
