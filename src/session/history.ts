/**
 * @file Where a drawing has been: a tree of its states, bounded in number and memory. Every edit and every stretch of
 * optimisation is a node; going back and on another way makes a branch.
 */
import type { Picture } from '../canvas/index.js';
import { type DrawingState, isOfCanvas } from './drawing-state.js';
import type { Shelf } from './shelf.js';
import { SteeringError } from './steering/change.js';
import { copyOf, type StoredState, Storeroom } from './storeroom.js';

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

/** A picture of a node, smaller than the drawing. */
export interface Glimpse {
  readonly picture: Picture;
  readonly iteration: number;
}

/** Where to go: one step back, forth again, or to any node. */
export type Travel = 'undo' | 'redo' | { readonly node: number };

interface Kept extends HistoryNode {
  readonly state: StoredState;
  /** Its picture, where it would be much to read the state for it. */
  readonly shown: Picture | undefined;
  name: string | null;
  /** The child that was left last: where redo goes. */
  next: number | null;
}

/** How many nodes are kept, and how many bytes of them in memory. */
export interface HistoryLimits {
  readonly nodes: number;
  readonly bytes: number;
}

const FORGOTTEN = 'That point of the drawing is not kept any more; choose another one.';
const MOST_NODES = 200;
const MOST_BYTES = 192 * 2 ** 20;

export class History {
  private readonly kept = new Map<number, Kept>();
  private readonly storeroom: Storeroom;
  private ids = 0;
  /** The node that the drawing stands on, or last stood on. */
  current: number | null = null;

  /**
   * @param shelf where states lie that are too large for memory; without one they are not kept
   * @param limits for tests
   */
  constructor(
    shelf?: Shelf,
    private readonly limits: HistoryLimits = { nodes: MOST_NODES, bytes: MOST_BYTES },
  ) {
    this.storeroom = new Storeroom(limits.bytes, shelf);
  }

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

  /** Where a state of this size can be kept with at least one other; nothing where it cannot. */
  placeFor(bytes: number): 'memory' | 'disk' | undefined {
    return this.storeroom.placeFor(bytes);
  }

  /**
   * A new node after the current one, on which the drawing now stands. Forgets the oldest where there are too many.
   * @param state where its place is on the disk, only read while this runs
   */
  add(state: DrawingState, deed: Deed, shown?: Picture): void {
    this.put({ id: this.ids + 1, parent: this.current, deed, name: null, state }, shown);
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

  private put({ id, parent, deed, name, state: given }: KeptNode, shown?: Picture): void {
    const state = this.storeroom.put(given);
    if (!state) return;
    this.ids = Math.max(this.ids, id);
    const { iteration, score } = state.facts;
    this.kept.set(id, { id, parent, iteration, score, deed, name, state, shown, next: null });
    const before = this.node(parent);
    if (before) before.next = id;
    this.current = id;
    this.makeRoom();
  }

  /** Forgets the oldest; those with names only where there are no others. */
  private makeRoom(): void {
    const old = [...this.kept.values()].filter(({ id }) => id !== this.current);
    for (const node of [...old.filter(({ name }) => name === null), ...old]) {
      const isTooMany = this.kept.size > this.limits.nodes;
      if (!(isTooMany || this.storeroom.isFull())) return;
      if (this.kept.has(node.id) && (isTooMany || this.storeroom.isFull(node.state))) this.forget(node);
    }
  }

  /** Another drawing takes the place of this one. */
  close(): void {
    for (const node of this.kept.values()) this.forget(node);
  }

  get canUndo(): boolean {
    return this.node(this.destination('undo')) !== undefined;
  }

  get canRedo(): boolean {
    return this.node(this.destination('redo')) !== undefined;
  }

  /**
   * The drawing goes to another node and then stands on it; where it cannot, it stands where it did.
   * @param go given the state there, only to be read
   * @throws SteeringError where there is no way, and what `go` throws
   */
  async travel(to: Travel, go: (state: StoredState) => Promise<void>): Promise<void> {
    const there = this.node(this.destination(to));
    if (!there) throw new SteeringError(this.storeroom.refusal ?? nowhere(to));
    await go(there.state);
    this.current = there.id;
    // Redo follows the way that leads here.
    let child = there;
    for (let parent = this.node(child.parent); parent; parent = this.node(child.parent)) {
      parent.next = child.id;
      child = parent;
    }
  }

  /**
   * What can be shown of a node at once, where its state is much to read.
   * @param isPast the drawing has gone on from the current node, so that undo leads back to it
   */
  glimpse(to: Travel, isPast: boolean): Glimpse | undefined {
    const there = this.node(to === 'undo' && isPast ? this.current : this.destination(to));
    return there?.shown && { picture: there.shown, iteration: there.iteration };
  }

  /** A copy. */
  stateOf(id: number): DrawingState | undefined {
    const node = this.node(id);
    return node && copyOf(node.state);
  }

  /** What is known of a node's picture: itself, or a copy of the state with no more than its canvas. */
  pictureOf(id: number): Picture | DrawingState | undefined {
    const node = this.node(id);
    return node && (node.shown ?? copyOf(node.state, isOfCanvas));
  }

  private destination(to: Travel): number | null {
    if (typeof to !== 'string') return to.node;
    const here = this.node(this.current);
    return (to === 'undo' ? here?.parent : here?.next) ?? null;
  }

  private node(id: number | null): Kept | undefined {
    return id === null ? undefined : this.kept.get(id);
  }

  private forget({ id, state }: Kept): void {
    this.kept.delete(id);
    this.storeroom.drop(state);
  }
}

function nowhere(to: Travel): string {
  if (to === 'undo') return 'There is nothing to undo.';
  if (to === 'redo') return 'There is nothing to redo.';
  return FORGOTTEN;
}
