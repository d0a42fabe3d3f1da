/**
 * @file Strokes one by one: which numbers belong to each, and what a person can do to one by hand.
 */
import type { MarkChange } from '../../marks/index.js';
import type { Strokes } from '../../raster/index.js';
import type { Marks } from '../canvas.js';
import type { Picture } from '../picture.js';
import { arrangeStrokes, pointRange, widthRange } from './stroke-layout.js';

export class StrokeMarks implements Marks {
  /** @param replace takes up the strokes and the order that they now stand in */
  constructor(
    private readonly strokes: () => Strokes,
    private readonly replace: (strokes: Strokes, order: readonly number[]) => void,
  ) {}

  get count(): number {
    return this.strokes().segments.length;
  }

  /** Groups in the order points, widths, colours; what else there is belongs to no mark. */
  span(group: number, mark: number): readonly [from: number, to: number] {
    const strokes = this.strokes();
    if (group === 0) return pointRange(strokes.segments, mark);
    if (group === 1) return widthRange(strokes, mark);
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
    const fresh = added?.kind === 'strokes' ? added.strokes : undefined;
    this.replace(arrangeStrokes(this.strokes(), order, fresh), order);
  }

  /** A width is that of the stroke where it is widest; the others keep their proportion to it. */
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
    if (width !== undefined) rescale(widths.subarray(...this.span(1, mark)), width);
    if (colour) colours.set(colour, 4 * mark);
    if (opacity !== undefined) colours[4 * mark + 3] = opacity;
  }
}

function rescale(widths: Float32Array, widest: number): void {
  const most = Math.max(...widths);
  if (widths.length === 1 || !(most > 0)) widths.fill(widest);
  else for (let i = 0; i < widths.length; i++) widths[i]! *= widest / most;
}
