/**
 * @file Keeps the drawing under way on the disk, a few seconds old at most, and the finished one as a work. It is saved
 * between two steps, encoded and written beside; a large drawing is saved less often, so that saving takes no more than
 * a small part of the time. The pictures it is made from lie beside it from its beginning.
 */
import { join } from 'node:path';
import {
  CHECKPOINT_NAME,
  defaultFolder,
  makeRecipe,
  type Original,
  POINTS_NAME,
  type Recipe,
  SOURCES_NAME,
  saveCheckpoint,
  saveOrRescue,
  writeWhole,
} from '../artwork/index.js';
import {
  type DrawingState,
  type DrawSettings,
  type FinishedEvent,
  letGoOf,
  type Session,
  type SessionEvent,
} from '../session/index.js';
import { currentPicture } from './downloads.js';
import { KeptFolder } from './kept-folder.js';
import type { LiveDrawing } from './live-drawing.js';
import { ownFolder, PICTURE_NAME } from './offers.js';
import { copyBeside, PointKeeper } from './point-keeper.js';
import { renderWebp } from './render-picture.js';
import { saveWork } from './save-work.js';
import { Turns } from './turns.js';

/** Least time between two savings, milliseconds; and how many times as long as a saving took. */
const INTERVAL = 3000;
const REST = 15;
/** Longer side of the picture beside a checkpoint, pixels. */
const PICTURE_SIDE = 320;

export interface AutosaveOptions {
  readonly session: Session;
  readonly live: LiveDrawing;
  /** Where works go. */
  readonly outputs: string;
  /** Where drawings under way are kept. */
  readonly studio: string;
  /** The one that guides. */
  readonly model: () => Promise<Recipe['model']>;
  /** A work was added. */
  readonly added: () => void;
}

/** What names the pictures of a drawing. */
type Sums = Readonly<Record<string, string>>;

export class Autosave {
  private readonly folder: KeptFolder;
  private readonly off: () => void;
  /** The drawing has changed since it was last saved. */
  private isChanged = false;
  private timer: NodeJS.Timeout | undefined;
  private restUntil = 0;
  private readonly saving = new Turns();
  /** The pictures that prompts of this drawing have named, by name. */
  private named: Sums = {};
  /** The work that the drawing under way has become, until it is changed again. */
  private work: string | null = null;
  private readonly points: PointKeeper;

  constructor(private readonly options: AutosaveOptions) {
    this.folder = new KeptFolder(ownFolder(options.studio));
    this.points = new PointKeeper(options.session, options.model);
    this.off = options.session.on((event) => this.receive(event));
  }

  /** Does something to the folder of the drawing under way while nothing is being saved. */
  inTurn(act: () => Promise<void>): Promise<void> {
    return this.saving.take(act);
  }

  /** Resolves when nothing is being saved any more. */
  settled(): Promise<void> {
    return this.saving.settled();
  }

  /** Another drawing takes the place of what lies in the folder; `named` are the pictures that its prompts name. */
  async makeRoom(originals: readonly Original[], named: Sums): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.isChanged = false;
    await this.inTurn(async () => {
      await this.folder.empty();
      this.named = named;
      this.work = null;
      this.points.begin();
      await this.folder.keep(originals);
    });
  }

  /** Pictures that a change of the drawing brings along. */
  async add(originals: readonly Original[], named: Sums): Promise<void> {
    this.named = { ...this.named, ...named };
    await this.inTurn(() => this.folder.keep(originals));
  }

  /**
   * What is under way is saved once more, for the next start.
   * @throws ArtworkError saying where it was saved instead, or that it is lost
   */
  async close(): Promise<void> {
    this.off();
    clearTimeout(this.timer);
    await this.saving.settled();
    if (this.isChanged) await saveOrRescue(this.folder.path, (folder) => this.checkpoint(folder));
    else if (this.work !== null) await this.folder.clear(true);
  }

  private receive(event: SessionEvent): void {
    // What nobody asked for is not kept.
    if (this.options.live.snapshot.drawing?.example !== false) return;
    switch (event.type) {
      case 'started':
        this.isChanged = false;
        return;
      case 'history':
        this.afterSaving(
          () => this.points.keep(event, this.folder.path, () => this.folder.prepare(), this.work),
          event.run,
        );
        return;
      case 'progress':
      case 'steered':
        this.isChanged = true;
        this.work = null;
        this.timer ??= setTimeout(() => this.save(), Math.max(INTERVAL, this.restUntil - performance.now()));
        return;
      case 'finished':
        this.isChanged = false;
        // A drawing without a step is nothing to keep.
        if (event.iteration > 0) this.afterSaving(() => this.finish(event), event.run);
        return;
      default:
        return;
    }
  }

  private save(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (!this.isChanged) return;
    this.isChanged = false;
    const save = () =>
      this.checkpoint(this.folder.path).catch((error: unknown) => {
        this.isChanged = true;
        throw error;
      });
    this.afterSaving(save, this.run);
  }

  private async checkpoint(folder: string): Promise<void> {
    const { session, live, model } = this.options;
    const before = performance.now();
    const state = await session.checkpoint();
    if (!state || state.facts.iteration === 0) return;
    if (folder === this.folder.path) await this.folder.prepare();
    else for (const name of [SOURCES_NAME, POINTS_NAME]) await copyBeside(this.folder.path, folder, name);
    try {
      // First, so that what is offered has one. Without it there is nothing to look at, and nothing is lost.
      const shown = await currentPicture(live);
      if (shown)
        await writeWhole(join(folder, PICTURE_NAME), await renderWebp(shown, PICTURE_SIDE)).catch(() => {});
      await saveCheckpoint(join(folder, CHECKPOINT_NAME), this.naming(state), await model());
    } finally {
      await letGoOf(state);
    }
    const now = performance.now();
    this.restUntil = now + REST * (now - before);
  }

  /** The work in a folder of its own, with a checkpoint to go on from; what was under way is done. */
  private async finish({ run, settings, picture, paper, iteration, score }: FinishedEvent): Promise<void> {
    const { session, live, outputs, added } = this.options;
    const model = await this.options.model();
    const now = new Date();
    const prompt = live.snapshot.drawing?.settings.prompt ?? settings.prompt;
    const folder = await defaultFolder(prompt, now, outputs);
    const recipe = makeRecipe({
      model,
      settings: this.withPictures(settings),
      result: { iteration, score },
      createdAt: now.toISOString(),
    });
    const state = await session.checkpoint();
    const drawing = {
      picture,
      ground: live.groundOn(settings, paper),
      recipe,
      state: state?.facts.iteration === iteration ? this.naming(state) : null,
      keptIn: this.folder.path,
    };
    try {
      await saveOrRescue(folder, (there) => saveWork(there, drawing));
    } finally {
      if (state) await letGoOf(state);
    }
    await this.folder.clear(false);
    this.work = folder;
    live.publish({ type: 'kept', run, folder, problem: null });
    added();
  }

  private naming(state: DrawingState): DrawingState {
    return { ...state, facts: { ...state.facts, settings: this.withPictures(state.facts.settings) } };
  }

  private withPictures<S extends DrawSettings>(settings: S): S {
    const pictures = { ...this.named, ...settings.pictures };
    return Object.keys(pictures).length > 0 ? { ...settings, pictures } : settings;
  }

  private get run(): number {
    return this.options.live.snapshot.drawing?.run ?? 0;
  }

  /** One at a time. What cannot be kept is told; the drawing goes on. */
  private afterSaving(act: () => Promise<void>, run: number): void {
    this.saving.take(act).catch((error: unknown) => {
      const problem = error instanceof Error ? error.message : String(error);
      this.options.live.publish({ type: 'kept', run, folder: null, problem });
    });
  }
}
