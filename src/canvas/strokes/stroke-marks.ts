/**
 * @file Strokes one by one: which numbers belong to each, and what a person can do to one by hand.
 */
import type { Strokes } from '../../raster/index.js';
import type { MarkChange, Marks } from '../canvas.js';
import type { Picture } from '../picture.js';

export class StrokeMarks implements Marks {
  constructor(
    private readonly strokes: () => Strokes,
    private readonly replace: (strokes: Strokes) => void,
  ) {}

  get count(): number {
    return this.strokes().segments.length;
  }

  /** Groups in the order points, widths, colours; what else there is belongs to no mark. */
  span(group: number, mark: number): readonly [from: number, to: number] {
    const { segments } = this.strokes();
    if (group === 0) return pointRange(segments, mark);
    if (group === 1) return [mark, mark + 1];
    return group === 2 ? [4 * mark, 4 * mark + 4] : [0, 0];
  }

  centre(mark: number): readonly [x: number, y: number] {
    const { points } = this.strokes();
    const [from, to] = this.span(0, mark);
    let x = 0;
    let y = 0;
    for (let i = from; i < to; i += 2) {
      x += points[i]!;
      y += points[i + 1]!;
    }
    const controls = (to - from) / 2;
    return [x / controls, y / controls];
  }

  arrange(order: readonly number[], added?: Picture): void {
    const old = this.strokes();
    const fresh = added?.kind === 'strokes' ? added.strokes : undefined;
    const source = (mark: number): readonly [Strokes, number] => {
      if (mark >= 0) return [old, mark];
      if (!fresh) throw new RangeError('The new order names an added stroke, but no strokes were added.');
      return [fresh, -1 - mark];
    };
    const segments = Uint8Array.from(order, (mark) => {
      const [strokes, index] = source(mark);
      return strokes.segments[index]!;
    });
    const points = new Float32Array(pointOffset(segments, segments.length));
    const widths = new Float32Array(order.length);
    const colours = new Float32Array(4 * order.length);
    let at = 0;
    order.forEach((mark, i) => {
      const [strokes, index] = source(mark);
      const from = pointOffset(strokes.segments, index);
      const length = pointNumbers(strokes.segments[index]!);
      points.set(strokes.points.subarray(from, from + length), at);
      at += length;
      widths[i] = strokes.widths[index]!;
      colours.set(strokes.colours.subarray(4 * index, 4 * index + 4), 4 * i);
    });
    this.replace({ segments, points, widths, colours });
  }

  change(mark: number, { move, turn = 0, scale = 1, colour, opacity, width }: MarkChange): void {
    const { points, widths, colours } = this.strokes();
    const [from, to] = this.span(0, mark);
    const [cx, cy] = this.centre(mark);
    const [dx, dy] = move ?? [0, 0];
    const cos = Math.cos(turn) * scale;
    const sin = Math.sin(turn) * scale;
    for (let i = from; i < to; i += 2) {
      const x = points[i]! - cx;
      const y = points[i + 1]! - cy;
      points[i] = cx + dx + cos * x - sin * y;
      points[i + 1] = cy + dy + sin * x + cos * y;
    }
    if (width !== undefined) widths[mark] = width;
    if (colour) colours.set(colour, 4 * mark);
    if (opacity !== undefined) colours[4 * mark + 3] = opacity;
  }
}

export function copyStrokes({ segments, points, widths, colours }: Strokes): Strokes {
  return {
    segments: segments.slice(),
    points: points.slice(),
    widths: widths.slice(),
    colours: colours.slice(),
  };
}

/** Where the control points of a stroke lie among all. */
export function pointRange(segments: Uint8Array, mark: number): readonly [from: number, to: number] {
  const from = pointOffset(segments, mark);
  return [from, from + pointNumbers(segments[mark]!)];
}

/** Numbers of the control points of a stroke of so many segments. */
const pointNumbers = (segments: number): number => 2 * (3 * segments + 1);

function pointOffset(segments: Uint8Array, mark: number): number {
  let offset = 0;
  for (let i = 0; i < mark; i++) offset += pointNumbers(segments[i]!);
  return offset;
}
