/**
 * @file Everything that the studio keeps on the disk: the drawing under way, interrupted ones, finished works, pictures
 * that people brought. Whatever begins here first lets the drawing before it become a work.
 */
import { basename, join } from 'node:path';
import type { Express } from 'express';
import { guideOf, type Recipe } from '../artwork/index.js';
import type { StudioEvent, WireSettings } from '../protocol/index.js';
import type { DrawSettings, ModelShare, Session, StartOptions } from '../session/index.js';
import { Attempts } from './attempts.js';
import { Autosave } from './autosave.js';
import { GivingWay } from './giving-way.js';
import type { LiveDrawing } from './live-drawing.js';
import { Notices } from './notices.js';
import { Offers } from './offers.js';
import { PictureShelf } from './picture-shelf.js';
import { openSaved, type SavedDrawing, takeSettings } from './saved-drawing.js';
import { servePictures } from './serve-pictures.js';
import { serveWorks } from './serve-works.js';
import { STUDIO_FOLDER } from './studio-folder.js';
import { Works } from './works.js';

/** Under the studio's own folder. */
const PICTURES = 'pictures';
/** That a drawing can have. */
const MOST_ITERATIONS = 20_000;

export interface KeepingOptions {
  readonly session: Session;
  readonly live: LiveDrawing;
  /** Where works go. */
  readonly outputs: string;
}

export class Keeping {
  private readonly works: Works;
  private readonly offers: Offers;
  /** What people brought. */
  private readonly shelf: PictureShelf;
  private readonly notices: Notices;
  private readonly autosave: Autosave;
  private readonly attempts: Attempts;
  private model: Promise<Recipe['model']>;
  private readonly givingWay: GivingWay;

  private constructor(private readonly options: KeepingOptions) {
    const { session, live, outputs } = options;
    const studio = join(outputs, STUDIO_FOLDER);
    this.model = guideFacts(session);
    this.givingWay = new GivingWay(session, live);
    this.works = new Works(outputs);
    this.offers = new Offers(studio);
    this.shelf = new PictureShelf(join(studio, PICTURES));
    this.notices = new Notices(live, this.shelf, this.offers);
    const added = () => this.notices.works();
    const model = () => this.model;
    this.autosave = new Autosave({ session, live, outputs, studio, model, added });
    this.attempts = new Attempts({
      draw: (settings, options) => this.draw(settings, options),
      remove: (folder) => this.removeWork(basename(folder)),
      open: (folder) => this.openWork(basename(folder), () => {}),
    });
    live.subscribe({ event: (event) => this.follow(event), frame: () => {} });
  }

  static async open(options: KeepingOptions): Promise<Keeping> {
    const keeping = new Keeping(options);
    await Promise.all([keeping.offers.find(), keeping.shelf.open()]);
    if (keeping.shelf.pictures.length > 0) keeping.notices.pictures();
    if (keeping.offers.newest) keeping.notices.offer();
    return keeping;
  }

  serve(app: Express): void {
    this.offers.servePictures(app);
    servePictures(app, this.shelf, () => this.notices.pictures());
    serveWorks(app, this.works);
  }

  /**
   * Begins a drawing, or the first of several of which the best is left; the one under way becomes a work.
   * @param willBegin called once nothing stands in its way
   * @throws PromptError naming a picture that is not here, and whatever the session throws
   */
  async begin(
    settings: DrawSettings,
    { bestOf = 1, ...options }: StartOptions & { readonly bestOf?: number | undefined },
    willBegin: () => void,
  ): Promise<void> {
    this.attempts.end();
    await this.draw(settings, options, () => {
      willBegin();
      this.attempts.begin(settings, options, bestOf);
    });
  }

  private draw(wanted: DrawSettings, options: StartOptions, willBegin = () => {}): Promise<void> {
    return this.givingWay.take(async () => {
      const { live } = this.options;
      const sums = this.shelf.sumsOf(wanted);
      const settings = Object.keys(sums).length > 0 ? { ...wanted, pictures: sums } : wanted;
      const { sources, originals } = await this.shelf.materialOf(settings);
      await this.conclude();
      willBegin();
      await this.autosave.makeRoom(originals, sums);
      live.attempt = this.attempts.current;
      await live.start(settings, { ...options, sources });
    });
  }

  /** What becomes of a drawing that is one of several. */
  private follow(event: StudioEvent): void {
    const { run } = event;
    if (event.type === 'started') this.attempts.started(run);
    else if (event.type === 'finished') this.attempts.finished(run, event);
    else if (event.type === 'kept' && event.folder !== null)
      this.attempts.kept(run, event.folder).catch((error: unknown) => {
        this.attempts.end();
        this.options.live.fail(run, 'start', error);
      });
  }

  /** What the drawing will name after a change is lent to the session before it. */
  async lend(wanted: DrawSettings): Promise<void> {
    const sums = this.shelf.sumsOf(wanted);
    if (Object.keys(sums).length === 0) return;
    const { sources, originals } = await this.shelf.materialOf({ ...wanted, pictures: sums });
    await this.autosave.add(originals, sums);
    await this.options.session.lend(sources.pictures ?? {});
  }

  /**
   * Goes on with an interrupted drawing from where it was saved.
   * @throws ArtworkError where it cannot be read, or another model guided it
   */
  goOn(id: string, willBegin: () => void): Promise<void> {
    return this.givingWay.take(async () => {
      const { state, past, sources, sums } = await this.saved(this.offers.folder(id));
      await this.makeWay(willBegin);
      await this.autosave.makeRoom([], sums);
      await this.options.live.goOn(state, { sources, past });
      await this.autosave.inTurn(() => this.offers.adopt(id));
      this.notices.offer();
    });
  }

  /**
   * Opens a work where it ended, paused, with as many iterations again where they are all made; the work stays as it is.
   * @throws ArtworkError, SourceImageError where it cannot be read, or another model guided it
   */
  openWork(id: string, willBegin: () => void): Promise<void> {
    return this.givingWay.take(() => this.open(id, willBegin));
  }

  private async open(id: string, willBegin: () => void): Promise<void> {
    const { live } = this.options;
    const folder = await this.works.folder(id);
    const { state, past, sources, originals, sums } = await this.saved(folder);
    await this.makeWay(willBegin);
    await this.autosave.makeRoom(originals, sums);
    const { facts, arrays } = state;
    const { iteration, schedule } = facts;
    // It shall go on now, where it was stopped or at its end.
    const { stopAt: _, ...settings } = facts.settings;
    await live.goOn(
      { facts: { ...facts, settings: settings as DrawSettings }, arrays },
      { sources, past, paused: true },
    );
    if (iteration >= schedule.iterations) {
      const iterations = Math.min(MOST_ITERATIONS, iteration + schedule.iterations);
      await this.options.session.steer({ type: 'values', values: { iterations } });
    }
    this.givingWay.openedAt(iteration);
    this.notices.opened(folder);
  }

  /** The settings of a work; the pictures that it is made from come onto the shelf. */
  async takeWork(id: string): Promise<WireSettings> {
    const settings = await takeSettings(await this.works.folder(id), this.shelf);
    this.notices.pictures();
    return settings;
  }

  async removeWork(id: string): Promise<void> {
    await this.works.remove(id);
    this.notices.works();
  }

  async discard(id: string): Promise<void> {
    await this.offers.discard(id);
    this.notices.offer();
  }

  /**
   * Other models guide from now on; once they are loaded the drawing under way becomes a work.
   * @param willBegin called once nothing stands in its way
   * @throws SessionError where they cannot be loaded; then nothing is changed
   */
  async guideBy(models: readonly ModelShare[], willBegin: () => void): Promise<void> {
    const { session } = this.options;
    await session.guideBy(models, () => this.givingWay.take(() => this.makeWay(willBegin)));
    this.model = guideFacts(session);
    // The points of the former drawing went with the session that had made them.
    this.notices.noPoints();
  }

  async removePicture(name: string): Promise<void> {
    await this.shelf.remove(name);
    this.notices.pictures();
  }

  close(): Promise<void> {
    return this.autosave.close();
  }

  /** A person's drawing that is under way becomes a work; what comes is one of a kind. */
  private async makeWay(willBegin: () => void): Promise<void> {
    this.attempts.end();
    await this.conclude();
    willBegin();
    this.options.live.attempt = null;
  }

  private async conclude(): Promise<void> {
    await this.givingWay.conclude();
    await this.autosave.settled();
  }

  private async saved(folder: string): Promise<SavedDrawing> {
    return await openSaved(folder, this.shelf, await this.model);
  }
}

/** The model that guides, as works name it. */
function guideFacts(session: Session): Promise<Recipe['model']> {
  const model = guideOf(session.model);
  // Told where it is needed.
  model.catch(() => {});
  return model;
}
