/**
 * @file Where the states of a history lie: in memory while they are small, else on the disk, as many bytes of them as
 * there is room for.
 */
import { bytesOf, type DrawingState } from './drawing-state.js';
import { type Shelf, Shelved } from './shelf.js';

type Place = 'memory' | 'disk';

/** A state that lies in memory, or on the disk. */
export type StoredState = DrawingState | Shelved;

export class Storeroom {
  private readonly filled: Record<Place, number> = { memory: 0, disk: 0 };
  private refused: number | undefined;

  /**
   * @param most bytes of all states in memory
   * @param shelf where states lie that are too large for memory; without one they are not kept
   */
  constructor(
    private readonly most: number,
    private readonly shelf?: Shelf,
  ) {}

  /** Where a state of this size can be kept with at least one other; nothing where it cannot. */
  placeFor(bytes: number): Place | undefined {
    if (bytes <= this.most / 2) return 'memory';
    if (this.shelf?.hasRoomFor(bytes)) return 'disk';
    this.refused = bytes;
    return undefined;
  }

  /**
   * @param state where its place is on the disk, only read while this runs
   * @returns nothing where there is no room, or the disk would not take it
   */
  put(state: DrawingState): StoredState | undefined {
    const bytes = bytesOf(state);
    const stored = this.placed(state, bytes);
    if (!stored) return undefined;
    this.filled[placeOf(stored)] += bytes;
    return stored;
  }

  /** Whether there are more bytes than there is room for: where this state lies, or anywhere. */
  isFull(where?: StoredState): boolean {
    if (!where) return this.filled.memory > this.most || this.filled.disk > (this.shelf?.most ?? 0);
    const place = placeOf(where);
    return this.filled[place] > (place === 'memory' ? this.most : (this.shelf?.most ?? 0));
  }

  drop(stored: StoredState): void {
    this.filled[placeOf(stored)] -= stored instanceof Shelved ? stored.bytes : bytesOf(stored);
    if (stored instanceof Shelved) stored.drop();
  }

  /** What is said where there was no room for a state. */
  get refusal(): string | undefined {
    if (this.refused === undefined) return undefined;
    const megabytes = Math.ceil(this.refused / 1e6).toLocaleString('en');
    return `This drawing cannot go back: a point of it takes ${megabytes} MB, for which there is no room in memory or on the disk; it goes on, and is saved, as always.`;
  }

  private placed(state: DrawingState, bytes: number): StoredState | undefined {
    const place = this.placeFor(bytes);
    if (place !== 'disk') return place && state;
    try {
      return this.shelf!.put(state);
    } catch {
      this.refused = bytes;
      return undefined;
    }
  }
}

const placeOf = (stored: StoredState): Place => (stored instanceof Shelved ? 'disk' : 'memory');

/** @param wanted which arrays, by name; all when absent @throws SteeringError where the disk does not give it back */
export function copyOf(stored: StoredState, wanted: (name: string) => boolean = () => true): DrawingState {
  if (stored instanceof Shelved) return stored.read(wanted);
  const arrays = Object.entries(stored.arrays).filter(([name]) => wanted(name));
  return { facts: stored.facts, arrays: Object.fromEntries(arrays.map(([name, a]) => [name, a.slice()])) };
}
