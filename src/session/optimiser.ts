/**
 * @file Adam for every group of a canvas, and what becomes of the moments when marks come, go and change places.
 */
import type { Canvas } from '../canvas/index.js';
import { Adam, type Moments } from '../optimiser/index.js';
import type { MarkLayout } from './steering/mark-layout.js';

export class Optimiser {
  private adams: readonly Adam[];

  constructor(private readonly canvas: Canvas) {
    this.adams = adamsOf(canvas);
  }

  /** The canvas has grown: its numbers are others, and what was known of the old ones says nothing about them. */
  beginAnew(): void {
    this.adams = adamsOf(this.canvas);
  }

  /** The canvas has other groups: each goes on with the moments of a former one. @param from its place */
  regroup(from: readonly number[]): void {
    const before = this.adams;
    this.adams = adamsOf(this.canvas);
    this.load(from.map((place) => before[place]!.save()));
  }

  /**
   * @param progress 0..1 of the drawing
   * @param resting for each group, 1 where a number stays as it is
   */
  step(gradients: readonly Float32Array[], progress: number, resting?: readonly Uint8Array[]): void {
    this.canvas.groups.forEach((group, i) => {
      const { values } = group;
      this.adams[i]!.step(values, gradients[i]!, group.rate(progress), resting?.[i], group.beta1?.());
    });
  }

  /**
   * The canvas has arranged its marks: kept marks keep their moments, new ones begin without.
   * @param order as `Marks.arrange` took it
   */
  arrange(order: readonly number[], before: MarkLayout, after: MarkLayout): void {
    this.adams.forEach((adam, group) => {
      const pieces = order.map((mark, i) => {
        if (mark >= 0) return before.span(group, mark);
        const [from, to] = after.span(group, i);
        return to - from;
      });
      const ofMarks = pieces.reduce<number>(
        (sum, piece) => sum + (typeof piece === 'number' ? piece : piece[1] - piece[0]),
        0,
      );
      // A group that belongs to no mark, such as a palette, keeps what it has.
      if (ofMarks === this.canvas.groups[group]!.values.length) adam.arrange(pieces, ofMarks);
    });
  }

  save(isLent = false): readonly Moments[] {
    return this.adams.map((adam) => adam.save(isLent));
  }

  load(moments: readonly Moments[]): void {
    this.adams.forEach((adam, i) => {
      adam.load(moments[i]!);
    });
  }
}

const adamsOf = ({ groups }: Canvas): readonly Adam[] => groups.map(({ values }) => new Adam(values.length));
