/**
 * @file Where each mark's numbers lie in each group, as it is now: remembered, because a canvas that has arranged its
 * marks no longer knows where they lay before.
 */
import type { Canvas } from '../../canvas/index.js';

export class MarkLayout {
  private constructor(private readonly spans: readonly (readonly (readonly [number, number])[])[]) {}

  static of({ marks, groups }: Canvas): MarkLayout {
    const count = marks?.count ?? 0;
    const spans = groups.map((_, group) => Array.from({ length: count }, (_, i) => marks!.span(group, i)));
    return new MarkLayout(spans);
  }

  get count(): number {
    return this.spans[0]?.length ?? 0;
  }

  /** From included, to not. */
  span(group: number, mark: number): readonly [from: number, to: number] {
    return this.spans[group]![mark]!;
  }
}
