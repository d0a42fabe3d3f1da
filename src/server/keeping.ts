/** @file Everything that the studio keeps on the disk: the drawing under way, interrupted ones, finished works. */
import { join } from 'node:path';
import type { Express } from 'express';
import { expectModel, hashWeights } from '../artwork/index.js';
import type { Session } from '../session/index.js';
import { Autosave } from './autosave.js';
import type { LiveDrawing } from './live-drawing.js';
import { Offers } from './offers.js';
import { PictureShelf } from './picture-shelf.js';
import { servePictures } from './serve-pictures.js';

/** Under the folder of works. */
const STUDIO = 'studio';
/** Under that. */
const PICTURES = 'pictures';

export interface KeepingOptions {
  readonly session: Session;
  readonly live: LiveDrawing;
  /** Where works go. */
  readonly outputs: string;
}

export class Keeping {
  private constructor(
    private readonly live: LiveDrawing,
    private readonly offers: Offers,
    /** What people brought. */
    readonly shelf: PictureShelf,
    private readonly autosave: Autosave,
    private readonly model: Promise<{ readonly name: string; readonly sha256: string }>,
  ) {}

  static async open({ session, live, outputs }: KeepingOptions): Promise<Keeping> {
    const studio = join(outputs, STUDIO);
    const { name, weightFiles } = session.model;
    const model = hashWeights(weightFiles).then((sha256) => ({ name, sha256 }));
    // Told where it is needed.
    model.catch(() => {});
    const offers = new Offers(studio);
    const shelf = new PictureShelf(join(studio, PICTURES));
    await Promise.all([offers.find(), shelf.open()]);
    const autosave = new Autosave({ session, live, outputs, studio, model });
    const keeping = new Keeping(live, offers, shelf, autosave, model);
    if (shelf.pictures.length > 0) keeping.announcePictures();
    if (offers.newest) keeping.announce();
    return keeping;
  }

  serve(app: Express): void {
    this.offers.servePictures(app);
    servePictures(app, this.shelf, () => this.announcePictures());
  }

  /**
   * Goes on with an interrupted drawing from where it was saved.
   * @param willBegin called once nothing stands in its way
   * @throws ArtworkError where it cannot be read, or another model guided it
   */
  async goOn(id: string, willBegin: () => void): Promise<void> {
    const { state, model } = await this.offers.open(id);
    expectModel('drawing', model, await this.model);
    const { settings, changes, script } = state.facts;
    const sources = await this.shelf.sourcesOf({ ...settings, changes: [...changes, ...script] });
    willBegin();
    await this.live.goOn(state, sources);
    await this.autosave.inTurn(() => this.offers.adopt(id));
    this.announce();
  }

  async discard(id: string): Promise<void> {
    await this.offers.discard(id);
    this.announce();
  }

  async removePicture(name: string): Promise<void> {
    await this.shelf.remove(name);
    this.announcePictures();
  }

  close(): Promise<void> {
    return this.autosave.close();
  }

  private announcePictures(): void {
    const run = this.live.snapshot.drawing?.run ?? 0;
    this.live.publish({ type: 'pictures', run, pictures: [...this.shelf.pictures] });
  }

  private announce(): void {
    const run = this.live.snapshot.drawing?.run ?? 0;
    this.live.publish({ type: 'offered', run, offer: this.offers.newest });
  }
}
