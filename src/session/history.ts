/**
 * @file Where a drawing has been: a tree of its states, bounded in number and memory. Every edit and every stretch of
 * optimisation is a node; going back and on another way makes a branch.
 */
import { bytesOf, type DrawingState } from './drawing-state.js';
import { SteeringError } from './steering/change.js';

/** What led to a node. */
export const deeds = [
  'start',
  'stretch',
  'prompt',
  'values',
  'hold',
  'release',
  'alter',
  'remove',
  'add',
  'replace',
  'region',
  'best',
] as const;
export type Deed = (typeof deeds)[number];

/** A node as others see it. */
export interface HistoryNode {
  readonly id: number;
  /** Null for the first, and where the one before was forgotten. */
  readonly parent: number | null;
  readonly iteration: number;
  readonly score: number;
  readonly deed: Deed;
  /** Given by a person; such a node is forgotten last. */
  readonly name: string | null;
}

/** A node that outlives its session: as it was there, with its state. */
export interface KeptNode extends Pick<HistoryNode, 'id' | 'parent' | 'deed' | 'name'> {
  readonly state: DrawingState;
}

/** Where to go: one step back, forth again, or to any node. */
export type Travel = 'undo' | 'redo' | { readonly node: number };

interface Kept extends HistoryNode {
  readonly state: DrawingState;
  readonly bytes: number;
  name: string | null;
  /** The child that was left last: where redo goes. */
  next: number | null;
}

const FORGOTTEN = 'That point of the drawing is not kept any more; choose another one.';

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
    return [...this.kept.values()].map(({ id, parent, iteration, score, deed, name }) => ({
      id,
      parent: parent !== null && this.kept.has(parent) ? parent : null,
      iteration,
      score,
      deed,
      name,
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
    this.put({ id: this.ids + 1, parent: this.current, deed, name: null, state });
  }

  /**
   * Takes up the nodes of an earlier session; the drawing stands after one of them.
   * @param after nothing where none of them lies before it
   */
  restore(nodes: readonly KeptNode[], after: number | null): void {
    for (const node of nodes) this.put(node);
    this.current = this.node(after)?.id ?? null;
  }

  /** @throws SteeringError where there is no such node */
  name(id: number, name: string | null): void {
    const node = this.node(id);
    if (!node) throw new SteeringError(FORGOTTEN);
    node.name = name;
  }

  private put({ id, parent, deed, name, state }: KeptNode): void {
    const bytes = bytesOf(state);
    if (!this.hasRoomFor(bytes)) return;
    this.ids = Math.max(this.ids, id);
    const { iteration, score } = state.facts;
    this.kept.set(id, { id, parent, iteration, score, deed, name, state, bytes, next: null });
    this.bytes += bytes;
    const before = this.node(parent);
    if (before) before.next = id;
    this.current = id;
    this.makeRoom();
  }

  /** Forgets the oldest; those with names only where there are no others. */
  private makeRoom(): void {
    const old = [...this.kept.values()].filter(({ id }) => id !== this.current);
    for (const node of [...old.filter(({ name }) => name === null), ...old]) {
      if (this.kept.size <= this.limits.nodes && this.bytes <= this.limits.bytes) return;
      if (this.kept.has(node.id)) this.forget(node);
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
  return FORGOTTEN;
}
