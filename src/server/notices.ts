/** @file What is told to everybody about what the studio keeps, as events of the drawing under way. */
import type { LiveDrawing } from './live-drawing.js';
import type { Offers } from './offers.js';
import type { PictureShelf } from './picture-shelf.js';

export class Notices {
  constructor(
    private readonly live: LiveDrawing,
    private readonly shelf: PictureShelf,
    private readonly offers: Offers,
  ) {}

  /** Which there are on the shelf. */
  pictures(): void {
    this.live.publish({ type: 'pictures', run: this.run, pictures: [...this.shelf.pictures] });
  }

  /** Which interrupted drawing can be gone on with. */
  offer(): void {
    this.live.publish({ type: 'offered', run: this.run, offer: this.offers.newest });
  }

  /** There are others than before. */
  works(): void {
    const { live, run } = this;
    live.publish({ type: 'works', run, works: live.snapshot.works + 1 });
  }

  /** The drawing is the work in this folder. */
  opened(folder: string): void {
    this.live.publish({ type: 'kept', run: this.run, folder, problem: null });
  }

  /** There is no point that one could go back to. */
  noPoints(): void {
    const { live, run } = this;
    live.publish({ type: 'history', run, points: [], current: null, canUndo: false, canRedo: false });
  }

  private get run(): number {
    return this.live.snapshot.drawing?.run ?? 0;
  }
}
