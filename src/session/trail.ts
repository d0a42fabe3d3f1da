/**
 * @file Where a drawing under way leaves points of its history: at every edit, where it rests, and after a stretch of
 * steps, which is longer where a point takes long to note.
 */
import type { Picture } from '../canvas/index.js';
import type { Drawing } from './drawing.js';
import type { DrawingState } from './drawing-state.js';
import type { Herald } from './herald.js';
import {
  type Deed,
  type Glimpse,
  History,
  type HistoryLimits,
  type KeptNode,
  type Travel,
} from './history.js';
import type { Shelf } from './shelf.js';
import { smallPicture } from './small-picture.js';

/** A stretch of optimisation that can be undone, seconds and steps. */
const STRETCH_SECONDS = 2;
const STRETCH_STEPS = 5;
/** How many times as long as it took to note one it lasts at least. */
const REST = 15;

/** Where a drawing that is gone on with had been. */
export interface Past {
  readonly nodes: readonly KeptNode[];
  /** The node that it stands after. */
  readonly after: number | null;
}

const now = (): number => performance.now() / 1000;

export class Trail {
  private readonly history: History;
  private lastNode = 0;
  private stretchSeconds = STRETCH_SECONDS;

  constructor(
    private readonly drawing: Drawing,
    private readonly herald: Herald,
    {
      past,
      shelf,
      limits,
    }: {
      readonly past?: Past | undefined;
      readonly shelf?: Shelf | undefined;
      readonly limits?: HistoryLimits | undefined;
    },
  ) {
    this.history = new History(shelf, limits);
    if (past) this.history.restore(past.nodes, past.after);
  }

  note(deed: Deed): void {
    const { drawing, history } = this;
    const before = now();
    // Looked at before it is copied: of a picture at 4K the copy alone would take 300 MB.
    const place = history.placeFor(drawing.bytes);
    if (place === 'memory') history.add(drawing.save(), deed);
    else if (place === 'disk') history.add(drawing.save(true), deed, smallPicture(drawing.picture()));
    this.lastNode = now();
    this.stretchSeconds = Math.max(STRETCH_SECONDS, REST * (this.lastNode - before));
    this.tell();
  }

  /** The steps since the last node, as a node of their own. */
  noteStretch(): void {
    if (this.drawing.iteration !== this.history.iteration) this.note('stretch');
  }

  /** A step was made; now and then that ends a stretch. */
  stepped(): void {
    const steps = this.drawing.iteration - this.history.iteration;
    if (now() - this.lastNode >= this.stretchSeconds && steps >= STRETCH_STEPS) this.note('stretch');
  }

  /** The drawing goes to another point. @throws SteeringError where it cannot; then it stays as it is */
  async travel(to: Travel): Promise<void> {
    this.noteStretch();
    await this.history.travel(to, (state) => this.drawing.load(state));
    this.lastNode = now();
  }

  /** What can be shown at once of the point that this leads to, where going there takes a while. */
  glimpse(to: Travel): Glimpse | undefined {
    return this.history.glimpse(to, this.drawing.iteration !== this.history.iteration);
  }

  /** @throws SteeringError where there is no such node */
  name(node: number, name: string | null): void {
    this.history.name(node, name);
    this.tell();
  }

  /** A copy. */
  stateOf(node: number): DrawingState | undefined {
    return this.history.stateOf(node);
  }

  async pictureOf(node: number): Promise<Picture | undefined> {
    const known = this.history.pictureOf(node);
    return known && 'facts' in known ? this.drawing.pictureOf(known) : known;
  }

  tell(): void {
    this.herald.history(this.history);
  }

  close(): void {
    this.history.close();
  }
}
