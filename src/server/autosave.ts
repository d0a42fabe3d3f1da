/**
 * @file Keeps the drawing under way on the disk, a few seconds old at most, and the finished one as a work. It is saved
 * between two steps, encoded and written beside; a large drawing is saved less often, so that saving takes no more than
 * a small part of the time.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CHECKPOINT_NAME,
  defaultFolder,
  groundOf,
  makeRecipe,
  prepareFolder,
  type Recipe,
  saveArtwork,
  saveCheckpoint,
  writeWhole,
} from '../artwork/index.js';
import type { FinishedEvent, Session, SessionEvent } from '../session/index.js';
import { currentPicture } from './downloads.js';
import type { LiveDrawing } from './live-drawing.js';
import { ownFolder, PICTURE_NAME } from './offers.js';
import { renderWebp } from './render-picture.js';

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
  readonly model: Promise<Recipe['model']>;
}

export class Autosave {
  private readonly folder: string;
  private readonly off: () => void;
  /** The drawing has changed since it was last saved. */
  private isChanged = false;
  private timer: NodeJS.Timeout | undefined;
  private restUntil = 0;
  private saving: Promise<void> = Promise.resolve();
  private isPrepared = false;

  constructor(private readonly options: AutosaveOptions) {
    this.folder = ownFolder(options.studio);
    this.off = options.session.on((event) => this.receive(event));
  }

  /** Does something to the folder of the drawing under way while nothing is being saved. */
  async inTurn(act: () => Promise<void>): Promise<void> {
    const turn = this.saving.then(act);
    this.saving = turn.catch(() => {});
    await turn;
  }

  /** What is under way is saved once more, for the next start. */
  async close(): Promise<void> {
    this.off();
    clearTimeout(this.timer);
    if (this.isChanged) this.save();
    await this.saving;
  }

  private receive(event: SessionEvent): void {
    // What nobody asked for is not kept.
    if (this.options.live.snapshot.drawing?.example !== false) return;
    switch (event.type) {
      case 'started':
        this.isChanged = false;
        return;
      case 'progress':
      case 'steered':
        this.isChanged = true;
        this.timer ??= setTimeout(() => this.save(), Math.max(INTERVAL, this.restUntil - performance.now()));
        return;
      case 'finished':
        this.isChanged = false;
        this.afterSaving(() => this.finish(event), event.run);
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
    this.afterSaving(() => this.checkpoint(), this.run);
  }

  private async checkpoint(): Promise<void> {
    const { session, live, model } = this.options;
    const before = performance.now();
    const state = await session.checkpoint();
    if (!state || state.facts.iteration === 0) return;
    await this.prepare();
    const shown = await currentPicture(live);
    if (shown) await writeWhole(join(this.folder, PICTURE_NAME), await renderWebp(shown, PICTURE_SIDE));
    await saveCheckpoint(join(this.folder, CHECKPOINT_NAME), state, await model);
    const now = performance.now();
    this.restUntil = now + REST * (now - before);
  }

  /** The work in a folder of its own, with a checkpoint to go on from; what was under way is done. */
  private async finish({ run, settings, picture, paper, iteration, score }: FinishedEvent): Promise<void> {
    const { session, live, outputs } = this.options;
    const model = await this.options.model;
    const now = new Date();
    const prompt = live.snapshot.drawing?.settings.prompt ?? settings.prompt;
    const folder = defaultFolder(prompt, now, outputs);
    const recipe = makeRecipe({
      model,
      settings,
      result: { iteration, score },
      createdAt: now.toISOString(),
    });
    await saveArtwork(folder, { picture, ground: groundOf(settings, paper, undefined), recipe });
    const state = await session.checkpoint();
    if (state?.facts.iteration === iteration)
      await saveCheckpoint(join(folder, CHECKPOINT_NAME), state, model);
    this.isPrepared = false;
    await rm(this.folder, { recursive: true, force: true });
    live.publish({ type: 'kept', run, folder, problem: null });
  }

  private async prepare(): Promise<void> {
    if (this.isPrepared) return;
    await prepareFolder(this.folder);
    this.isPrepared = true;
  }

  private get run(): number {
    return this.options.live.snapshot.drawing?.run ?? 0;
  }

  /** One at a time. What cannot be kept is told; the drawing goes on. */
  private afterSaving(act: () => Promise<void>, run: number): void {
    this.saving = this.saving.then(act).catch((error: unknown) => {
      const problem = error instanceof Error ? error.message : String(error);
      this.options.live.publish({ type: 'kept', run, folder: null, problem });
    });
  }
}
