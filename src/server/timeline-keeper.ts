/** @file The history as pages are told of it: the session's points with the names that people gave them. */
import type { Timeline } from '../protocol/index.js';
import type { HistoryEvent } from '../session/index.js';

export class TimelineKeeper {
  private names = new Map<number, string>();
  private last: Omit<HistoryEvent, 'type' | 'run'> | null = null;

  /** Another drawing: its points have no names yet. */
  begin(): void {
    this.names = new Map();
    this.last = null;
  }

  take(event: HistoryEvent): Timeline {
    this.last = event;
    return this.timeline();
  }

  /** @returns nothing where there is no such point */
  name(point: number, name: string): Timeline | null {
    if (!this.last?.nodes.some(({ id }) => id === point)) return null;
    if (name === '') this.names.delete(point);
    else this.names.set(point, name);
    return this.timeline();
  }

  private timeline(): Timeline {
    const { nodes = [], current = null, canUndo = false, canRedo = false } = this.last ?? {};
    const points = nodes.map((node) => ({ ...node, name: this.names.get(node.id) ?? null }));
    return { points, current, canUndo, canRedo };
  }
}
