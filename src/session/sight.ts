/**
 * @file How the guide sees a canvas: on which page, beside which beginning, at which moment; at a step through noise and
 * in views, for a score whole and clean.
 */
import type { Canvas, SourceImage } from '../canvas/index.js';
import type { Guidance, Moment } from '../guidance/index.js';
import { Beginning } from './beginning.js';
import type { Surroundings } from './canvas-of.js';
import { lookOf } from './look.js';
import { Pages, paperAround } from './pages.js';
import type { Pursuit } from './pursuit.js';
import type { DrawSettings } from './settings.js';

/** What a step is made by. */
export interface Seen extends Guidance {
  /** It was not the picture that was looked at, but what its marks follow. */
  readonly ofUnderdrawing: boolean;
}

export class Sight {
  private readonly pages: Pages;
  private readonly beginning: Beginning;

  /** @param settings as the drawing began */
  constructor(
    settings: DrawSettings,
    private readonly pursuit: Pursuit,
    background: SourceImage | undefined,
  ) {
    this.pages = new Pages(background);
    this.beginning = new Beginning({ ...settings, changes: [] }, this.pages);
  }

  /** A look of one step. @param moment of the step */
  async step(canvas: Canvas, now: DrawSettings, moment: Moment, surroundings: Surroundings): Promise<Seen> {
    const { generator } = surroundings;
    const page = this.pages.draw(now, canvas.size, generator);
    const image = await canvas.render(page);
    const underdrawing = canvas.underdrawing?.(page);
    const start = await this.beginning.wantedBy(now, canvas.size, surroundings);
    const look = { ...lookOf(now, canvas.size, moment), paper: paperAround(page), ...start };
    const guidance = await this.pursuit.step(underdrawing ?? image, look, generator);
    return { ...guidance, ofUnderdrawing: underdrawing !== undefined };
  }

  /** Score of the picture as it stands, seen whole and without noise. */
  async score(canvas: Canvas, now: DrawSettings, moment: Moment): Promise<number> {
    return this.pursuit.score(await this.shown(canvas), lookOf(now, canvas.size, moment));
  }

  /** What comes of it: the same of the underdrawing that its marks follow, while there is one. */
  async promise(canvas: Canvas, now: DrawSettings, moment: Moment): Promise<number> {
    const page = this.pages.shown(canvas.size);
    const image = await canvas.render(page);
    return this.pursuit.score(canvas.underdrawing?.(page) ?? image, lookOf(now, canvas.size, moment));
  }

  /** The score in the eyes of the judge; nothing without one. */
  async judge(canvas: Canvas, now: DrawSettings, moment: Moment): Promise<number | undefined> {
    return this.pursuit.judge(await this.shown(canvas), lookOf(now, canvas.size, moment));
  }

  private async shown(canvas: Canvas): Promise<Float32Array> {
    return await canvas.render(this.pages.shown(canvas.size));
  }
}
