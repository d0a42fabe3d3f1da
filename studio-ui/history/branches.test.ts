import { describe, expect, it } from 'vitest';
import type { Point } from '../../src/protocol/index.js';
import { pathTo, tipFrom, tipsOf, worthShowing } from './branches.js';

const point = (id: number, parent: number | null, more: Partial<Point> = {}): Point => ({
  ...{ id, parent, iteration: 10 * id, score: 0.1, deed: 'stretch', name: null },
  ...more,
});
const ids = (points: readonly Point[]) => points.map(({ id }) => id);

/** 1 – 2 – 3 – 4, and from 2 another way: 5 – 6. */
const forked = [point(1, null), point(2, 1), point(3, 2), point(4, 3), point(5, 2), point(6, 5)];

describe('branches', () => {
  it('end where nothing follows, and share what is before the fork', () => {
    expect(ids(tipsOf(forked))).toEqual([4, 6]);
    expect(ids(pathTo(forked, 6))).toEqual([1, 2, 5, 6]);
    expect(tipFrom(forked, 3)?.id).toBe(4);
    expect(tipFrom(forked, 2)?.id).toBe(6);
  });

  it('begin later where the oldest points were forgotten', () => {
    expect(ids(pathTo([point(8, null), point(9, 8)], 9))).toEqual([8, 9]);
    expect(pathTo([], 3)).toEqual([]);
  });
});

describe('the points shown of a long branch', () => {
  const long = Array.from({ length: 100 }, (_, k) =>
    point(
      k + 1,
      k === 0 ? null : k,
      k === 41 ? { deed: 'prompt' } : k === 60 ? { name: 'a cat at last' } : {},
    ),
  );

  it('are few, evenly spaced, with every change, name and end among them', () => {
    const shown = ids(worthShowing(long, 77, 20));
    expect(shown.length).toBeLessThanOrEqual(20);
    expect(shown.length).toBeGreaterThanOrEqual(15);
    for (const id of [1, 42, 61, 77, 100]) expect(shown).toContain(id);
    expect(shown).toEqual([...shown].sort((a, b) => a - b));
  });

  it('are all of a short one', () => {
    expect(worthShowing(forked.slice(0, 4), 2, 20)).toHaveLength(4);
  });
});
