/**
 * @file Where a drawing has been: a tree of its states, bounded in number and memory. Every edit and every stretch of
 * optimisation is a node; going back and on another way makes a branch. States too large for memory lie on the disk.
 */
import type { Picture } from '../canvas/index.js';
import { bytesOf, type DrawingState, isOfCanvas } from './drawing-state.js';
import { type Shelf, Shelved } from './shelf.js';
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

/** A picture of a node, smaller than the drawing. */
export interface Glimpse {
  readonly picture: Picture;
  readonly iteration: number;
}

/** Where to go: one step back, forth again, or to any node. */
export type Travel = 'undo' | 'redo' | { readonly node: number };

interface Kept extends HistoryNode {
  readonly state: DrawingState | Shelved;
  readonly bytes: number;
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
  /** Of the states in memory, and of those on the disk. */
  private bytes = { memory: 0, disk: 0 };
  private ids = 0;
  /** Bytes of a state that there was no room for. */
  private refused: number | undefined;
  /** The node that the drawing stands on, or last stood on. */
  current: number | null = null;

  /**
   * @param shelf where states lie that are too large for memory; without one they are not kept
   * @param limits for tests
   */
  constructor(
    private readonly shelf?: Shelf,
    private readonly limits: HistoryLimits = { nodes: MOST_NODES, bytes: MOST_BYTES },
  ) {}

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
    if (bytes <= this.limits.bytes / 2) return 'memory';
    if (this.shelf?.hasRoomFor(bytes)) return 'disk';
    this.refused = bytes;
    return undefined;
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
    const bytes = bytesOf(given);
    const state = this.placed(given, bytes);
    if (!state) return;
    this.ids = Math.max(this.ids, id);
    const { iteration, score } = state.facts;
    this.kept.set(id, { id, parent, iteration, score, deed, name, state, bytes, shown, next: null });
    this.bytes[placeOf(state)] += bytes;
    const before = this.node(parent);
    if (before) before.next = id;
    this.current = id;
    this.makeRoom();
  }

  /** Nothing where there is no room, or the disk would not take it. */
  private placed(state: DrawingState, bytes: number): DrawingState | Shelved | undefined {
    const place = this.placeFor(bytes);
    if (place !== 'disk') return place && state;
    try {
      return this.shelf!.put(state);
    } catch {
      this.refused = bytes;
      return undefined;
    }
  }

  /** Forgets the oldest; those with names only where there are no others. */
  private makeRoom(): void {
    const old = [...this.kept.values()].filter(({ id }) => id !== this.current);
    for (const node of [...old.filter(({ name }) => name === null), ...old]) {
      const isTooMany = this.kept.size > this.limits.nodes;
      const isTooMuch = {
        memory: this.bytes.memory > this.limits.bytes,
        disk: this.bytes.disk > (this.shelf?.most ?? 0),
      };
      if (!(isTooMany || isTooMuch.memory || isTooMuch.disk)) return;
      if (this.kept.has(node.id) && (isTooMany || isTooMuch[placeOf(node.state)])) this.forget(node);
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
  async travel(to: Travel, go: (state: DrawingState | Shelved) => Promise<void>): Promise<void> {
    const there = this.node(this.destination(to));
    if (!there) throw new SteeringError(this.refused === undefined ? nowhere(to) : noRoom(this.refused));
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

  private forget({ id, bytes, state }: Kept): void {
    this.kept.delete(id);
    this.bytes[placeOf(state)] -= bytes;
    if (state instanceof Shelved) state.drop();
  }
}

const placeOf = (state: Kept['state']): 'memory' | 'disk' => (state instanceof Shelved ? 'disk' : 'memory');

function copyOf(state: Kept['state'], wanted: (name: string) => boolean = () => true): DrawingState {
  if (state instanceof Shelved) return state.read(wanted);
  const arrays = Object.entries(state.arrays).filter(([name]) => wanted(name));
  return { facts: state.facts, arrays: Object.fromEntries(arrays.map(([name, a]) => [name, a.slice()])) };
}

function noRoom(bytes: number): string {
  const megabytes = Math.ceil(bytes / 1e6).toLocaleString('en');
  return `This drawing cannot go back: a point of it takes ${megabytes} MB, for which there is no room in memory or on the disk; it goes on, and is saved, as always.`;
}

function nowhere(to: Travel): string {
  if (to === 'undo') return 'There is nothing to undo.';
  if (to === 'redo') return 'There is nothing to redo.';
  return FORGOTTEN;
}
