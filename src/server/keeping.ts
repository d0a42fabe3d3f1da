/** @file Everything that the studio keeps on the disk: the drawing under way, interrupted ones, finished works. */
import { join } from 'node:path';
import type { Express } from 'express';
import { expectModel, hashWeights } from '../artwork/index.js';
import type { Session } from '../session/index.js';
import { Autosave } from './autosave.js';
import type { LiveDrawing } from './live-drawing.js';
import { Offers } from './offers.js';

/** Under the folder of works. */
const STUDIO = 'studio';

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
    await offers.find();
    const autosave = new Autosave({ session, live, outputs, studio, model });
    const keeping = new Keeping(live, offers, autosave, model);
    if (offers.newest) keeping.announce();
    return keeping;
  }

  serve(app: Express): void {
    this.offers.servePictures(app);
  }

  /**
   * Goes on with an interrupted drawing from where it was saved.
   * @param willBegin called once nothing stands in its way
   * @throws ArtworkError where it cannot be read, or another model guided it
   */
  async goOn(id: string, willBegin: () => void): Promise<void> {
    const { state, model } = await this.offers.open(id);
    expectModel('drawing', model, await this.model);
    willBegin();
    await this.live.goOn(state);
    await this.autosave.inTurn(() => this.offers.adopt(id));
    this.announce();
  }

  async discard(id: string): Promise<void> {
    await this.offers.discard(id);
    this.announce();
  }

  close(): Promise<void> {
    return this.autosave.close();
  }

  private announce(): void {
    const run = this.live.snapshot.drawing?.run ?? 0;
    this.live.publish({ type: 'offered', run, offer: this.offers.newest });
  }
}
