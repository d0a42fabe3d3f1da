/**
 * @file Marks that may not change: held by hand, or outside the region that is worked on. Their moments rest too, and
 * whatever a canvas does to them between steps is undone from a copy.
 */
import type { Canvas } from '../../canvas/index.js';
import { isInside, type Outline } from '../../raster/index.js';
import type { MarkLayout } from './mark-layout.js';

export interface FrozenState {
  readonly held: readonly number[];
  /** Marks outside the region. */
  readonly outside: readonly number[];
}

export class Frozen {
  private held: Set<number>;
  private outside: Set<number>;
  /** Copies of the numbers of every frozen mark, by mark and group. */
  private copies = new Map<number, readonly Float32Array[]>();
  /** For each group, 1 where a number rests; nothing where all are free. */
  resting: readonly Uint8Array[] | undefined;

  constructor(
    private readonly canvas: Canvas,
    layout: MarkLayout,
    { held, outside }: FrozenState = { held: [], outside: [] },
  ) {
    this.held = new Set(held);
    this.outside = new Set(outside);
    this.copy(layout);
  }

  /** All marks that may not change. */
  get marks(): ReadonlySet<number> {
    return new Set([...this.held, ...this.outside]);
  }

  hold(marks: readonly number[], on: boolean, layout: MarkLayout): void {
    for (const mark of marks) on ? this.held.add(mark) : this.held.delete(mark);
    this.copy(layout);
  }

  /** Only marks whose middle lies in the outline stay free; all of them without one. */
  confine(outline: Outline | null, layout: MarkLayout): void {
    const { marks } = this.canvas;
    const outside = Array.from({ length: layout.count }, (_, mark) => mark).filter(
      (mark) => outline !== null && !isInside(outline, marks!.centre(mark)),
    );
    this.outside = new Set(outside);
    this.copy(layout);
  }

  /** The hand may do to these what a step may not. */
  changedByHand(marks: readonly number[], layout: MarkLayout): void {
    for (const mark of marks) this.copies.delete(mark);
    this.putBack(layout);
    this.copy(layout);
  }

  /** The marks stand in a new order; frozen ones keep the numbers they had. */
  arrange(order: readonly number[], layout: MarkLayout): void {
    const { copies } = this;
    const moved = (set: ReadonlySet<number>): Set<number> =>
      new Set(order.flatMap((mark, i) => (mark >= 0 && set.has(mark) ? [i] : [])));
    this.held = moved(this.held);
    this.outside = moved(this.outside);
    this.copies = new Map(
      order.flatMap((mark, i) => {
        const kept = mark >= 0 ? copies.get(mark) : undefined;
        return kept ? [[i, kept] as const] : [];
      }),
    );
    this.resting = this.restingIn(layout);
    this.putBack(layout);
  }

  /** Undoes whatever was done to frozen marks. */
  putBack(layout: MarkLayout): void {
    const { groups } = this.canvas;
    for (const [mark, copies] of this.copies) {
      copies.forEach((copy, group) => {
        groups[group]!.values.set(copy, layout.span(group, mark)[0]);
      });
    }
  }

  save(): FrozenState {
    const sorted = (set: ReadonlySet<number>): number[] => [...set].sort((a, b) => a - b);
    return { held: sorted(this.held), outside: sorted(this.outside) };
  }

  private copy(layout: MarkLayout): void {
    const { groups } = this.canvas;
    this.copies = new Map(
      [...this.marks].map((mark) => [
        mark,
        groups.map(({ values }, group) => values.slice(...layout.span(group, mark))),
      ]),
    );
    this.resting = this.restingIn(layout);
  }

  private restingIn(layout: MarkLayout): readonly Uint8Array[] | undefined {
    const { marks } = this;
    if (marks.size === 0) return undefined;
    return this.canvas.groups.map(({ values }, group) => {
      const resting = new Uint8Array(values.length);
      for (const mark of marks) resting.fill(1, ...layout.span(group, mark));
      return resting;
    });
  }
}
