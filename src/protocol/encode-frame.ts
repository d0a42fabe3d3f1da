/** @file Strokes to one compact ArrayBuffer; 256 strokes of three cubics take 12.1 kB. */
import type { Strokes } from '../raster/index.js';
import {
  FINAL_FLAG,
  FRAME_VERSION,
  FrameError,
  field,
  MAX_U16,
  POINT_MARGIN,
  type StrokeFrame,
  sections,
  sidesInUnits,
  WIDTH_RANGE,
} from './frame-layout.js';

/**
 * Quantises a frame. Half a step is the largest error: (side + 2) / 131070 canvas units for a coordinate within one
 * unit of the canvas (farther ones are clamped), 1/65535 for a width up to 2, 1/510 for a colour.
 * @throws FrameError when the arrays do not fit together or a number does not fit its field.
 */
export function encodeStrokeFrame(frame: StrokeFrame): ArrayBuffer {
  const { strokes } = frame;
  const count = strokes.segments.length;
  const points = countPoints(strokes);
  const place = sections(count, points);
  const buffer = new ArrayBuffer(place.end);
  const view = new DataView(buffer);

  view.setUint8(field.version, FRAME_VERSION);
  view.setUint8(field.flags, frame.final ? FINAL_FLAG : 0);
  view.setUint16(field.width, whole('width', frame.width, 1, MAX_U16), true);
  view.setUint16(field.height, whole('height', frame.height, 1, MAX_U16), true);
  view.setUint16(field.strokes, whole('stroke count', count, 0, MAX_U16), true);
  view.setUint32(field.sequence, whole('sequence', frame.sequence, 0, 0xffff_ffff), true);
  view.setUint32(field.run, whole('run', frame.run, 0, 0xffff_ffff), true);
  view.setUint32(field.iteration, whole('iteration', frame.iteration, 0, 0xffff_ffff), true);
  for (let channel = 0; channel < 3; channel++) {
    view.setUint8(field.paper + channel, quantise(frame.paper[channel]!, 0, 1, 255));
  }

  new Uint8Array(buffer, place.segments, count).set(strokes.segments);
  for (let s = 0; s < count; s++) {
    view.setUint16(place.widths + 2 * s, quantise(strokes.widths[s]!, 0, WIDTH_RANGE, MAX_U16), true);
  }
  const sides = sidesInUnits(frame.width, frame.height);
  for (let i = 0; i < 2 * points; i++) {
    const range = sides[i % 2 === 0 ? 0 : 1] + 2 * POINT_MARGIN;
    const coordinate = quantise(strokes.points[i]!, -POINT_MARGIN, range, MAX_U16);
    view.setUint16(place.coordinates + 2 * i, coordinate, true);
  }
  const colours = new Uint8Array(buffer, place.colours, 4 * count);
  for (let i = 0; i < colours.length; i++) colours[i] = quantise(strokes.colours[i]!, 0, 1, 255);
  return buffer;
}

function countPoints({ segments, points, widths, colours }: Strokes): number {
  let expected = 0;
  for (const [stroke, pieces] of segments.entries()) {
    if (pieces < 1) throw new FrameError(`Stroke ${stroke} has no segments; it needs at least one.`);
    expected += 3 * pieces + 1;
  }
  const wanted: [string, number, number][] = [
    ['points', points.length, 2 * expected],
    ['widths', widths.length, segments.length],
    ['colours', colours.length, 4 * segments.length],
  ];
  for (const [name, length, right] of wanted) {
    if (length !== right) {
      throw new FrameError(`The strokes' ${name} have ${length} numbers where ${right} are right.`);
    }
  }
  return expected;
}

function whole(name: string, value: number, min: number, max: number): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new FrameError(`The frame's ${name} is ${value}; a whole number from ${min} to ${max} is right.`);
}

/** Nearest of `steps` + 1 levels over `from`..`from + range`; outside is clamped, not-a-number becomes level 0. */
function quantise(value: number, from: number, range: number, steps: number): number {
  const level = Math.round(((value - from) / range) * steps);
  return level > 0 ? Math.min(level, steps) : 0;
}
