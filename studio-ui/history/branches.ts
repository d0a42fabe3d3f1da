/** @file The history as branches: which there are, which one the drawing is on, and which of its points to show. Pure. */
import type { Point } from '../../src/protocol/index.js';

/** The points from the first to this one. */
export function pathTo(points: readonly Point[], id: number): readonly Point[] {
  const byId = new Map(points.map((point) => [point.id, point]));
  const path: Point[] = [];
  for (let at = byId.get(id); at; at = at.parent === null ? undefined : byId.get(at.parent)) path.unshift(at);
  return path;
}

/** The ends of all branches, in the order in which they were begun. */
export function tipsOf(points: readonly Point[]): readonly Point[] {
  const parents = new Set(points.map(({ parent }) => parent));
  return points.filter(({ id }) => !parents.has(id));
}

/** The end of the branch that a point lies on; of several, the newest. */
export function tipFrom(points: readonly Point[], id: number): Point | undefined {
  return tipsOf(points).findLast((tip) => pathTo(points, tip.id).some((point) => point.id === id));
}

/**
 * At most about `most` points of a branch: changes, names, both ends and the current one always, stretches of
 * optimisation as evenly as there is room.
 */
export function worthShowing(
  branch: readonly Point[],
  current: number | null,
  most: number,
): readonly Point[] {
  const last = branch.length - 1;
  const stays = (point: Point, index: number) =>
    point.deed !== 'stretch' || point.name !== null || point.id === current || index === 0 || index === last;
  const stretches = branch.filter((point, index) => !stays(point, index));
  const room = Math.max(0, most - (branch.length - stretches.length));
  const every = room === 0 ? Number.POSITIVE_INFINITY : Math.max(1, stretches.length / room);
  const kept = new Set(
    Array.from({ length: Math.min(room, stretches.length) }, (_, k) => stretches[Math.floor(k * every)]!.id),
  );
  return branch.filter((point, index) => stays(point, index) || kept.has(point.id));
}
