/**
 * @file Where a drawing has been: a tree of its states, bounded in number and memory. Every edit and every stretch of
 * optimisation is a node; going back and on another way makes a branch.
 */
import { bytesOf, type DrawingState } from './drawing-state.js';
import { SteeringError } from './steering/change.js';

/** What led to a node. */
export type Deed =
  | 'start'
  | 'stretch'
  | 'prompt'
  | 'values'
  | 'hold'
  | 'release'
  | 'alter'
  | 'remove'
  | 'add'
  | 'replace'
  | 'region'
  | 'best';

/** A node as others see it. */
export interface HistoryNode {
  readonly id: number;
  /** Null for the first, and where the one before was forgotten. */
  readonly parent: number | null;
  readonly iteration: number;
  readonly score: number;
  readonly deed: Deed;
}

/** Where to go: one step back, forth again, or to any node. */
export type Travel = 'undo' | 'redo' | { readonly node: number };

interface Kept extends HistoryNode {
  readonly state: DrawingState;
  readonly bytes: number;
  /** The child that was left last: where redo goes. */
  next: number | null;
}

const MOST_NODES = 200;
const MOST_BYTES = 192 * 2 ** 20;

export class History {
  private readonly kept = new Map<number, Kept>();
  private bytes = 0;
  private ids = 0;
  /** The node that the drawing stands on, or last stood on. */
  current: number | null = null;

  /** @param limits for tests */
  constructor(private readonly limits = { nodes: MOST_NODES, bytes: MOST_BYTES }) {}

  get nodes(): readonly HistoryNode[] {
    return [...this.kept.values()].map(({ id, parent, iteration, score, deed }) => ({
      id,
      parent: parent !== null && this.kept.has(parent) ? parent : null,
      iteration,
      score,
      deed,
    }));
  }

  /** Iteration of the current node, −1 without one. */
  get iteration(): number {
    return this.node(this.current)?.iteration ?? -1;
  }

  /** Whether a state of this size can be kept with at least one other. */
  hasRoomFor(bytes: number): boolean {
    return bytes <= this.limits.bytes / 2;
  }

  /** A new node after the current one, on which the drawing now stands. Forgets the oldest where there are too many. */
  add(state: DrawingState, deed: Deed): void {
    const bytes = bytesOf(state);
    if (!this.hasRoomFor(bytes)) return;
    const id = ++this.ids;
    const parent = this.current;
    const { iteration, score } = state.facts;
    this.kept.set(id, { id, parent, iteration, score, deed, state, bytes, next: null });
    this.bytes += bytes;
    const before = this.node(parent);
    if (before) before.next = id;
    this.current = id;
    for (const old of this.kept.values()) {
      if (this.kept.size <= this.limits.nodes && this.bytes <= this.limits.bytes) break;
      if (old.id !== id) this.forget(old);
    }
  }

  get canUndo(): boolean {
    return this.node(this.destination('undo')) !== undefined;
  }

  get canRedo(): boolean {
    return this.node(this.destination('redo')) !== undefined;
  }

  /** @returns the state there, on which the drawing now stands. @throws SteeringError where there is no way */
  travel(to: Travel): DrawingState {
    const there = this.node(this.destination(to));
    if (!there) throw new SteeringError(nowhere(to));
    this.current = there.id;
    // Redo follows the way that leads here.
    let child = there;
    for (let parent = this.node(child.parent); parent; parent = this.node(child.parent)) {
      parent.next = child.id;
      child = parent;
    }
    return there.state;
  }

  stateOf(id: number): DrawingState | undefined {
    return this.node(id)?.state;
  }

  private destination(to: Travel): number | null {
    if (typeof to !== 'string') return to.node;
    const here = this.node(this.current);
    return (to === 'undo' ? here?.parent : here?.next) ?? null;
  }

  private node(id: number | null): Kept | undefined {
    return id === null ? undefined : this.kept.get(id);
  }

  private forget({ id, bytes }: Kept): void {
    this.kept.delete(id);
    this.bytes -= bytes;
  }
}

function nowhere(to: Travel): string {
  if (to === 'undo') return 'There is nothing to undo.';
  if (to === 'redo') return 'There is nothing to redo.';
  return 'That point of the drawing is not kept any more; choose another one.';
}
