/**
 * @file What a drawing is drawn towards: the guide, and what the settings want of it. The guide serves one drawing
 * after another, so it is aimed anew each time it is asked.
 */
import type { SourceImage } from '../canvas/index.js';
import type { Guidance, Guide, Look, SaliencyMap } from '../guidance/index.js';
import type { SeededGenerator } from '../random/index.js';
import type { Rgb } from '../raster/index.js';
import type { Guides, Intent, NamedPictures } from './guide-pool.js';
import { guidanceOf } from './look.js';
import type { DrawSettings } from './settings.js';

export class Pursuit {
  private guide!: Guide;
  /** What `intent` was prepared from. */
  private wanted = '';
  intent!: Intent;

  /** @param pictures those that the prompt and the settings name, by name */
  constructor(
    private readonly guides: Guides,
    private readonly pictures: NamedPictures = {},
  ) {}

  /** Side of a view, pixels. */
  get resolution(): number {
    return this.guide.resolution;
  }

  /** For canvases that compute in compiled programs. */
  get threads(): number {
    return this.guides.threads;
  }

  /** Where in a picture the model looks, 0..1. */
  saliency(picture: SourceImage): Promise<SaliencyMap> {
    return this.guide.saliency(picture);
  }

  /** The colour that the words name at the beginning, if they name one. */
  ink(): Promise<Rgb | undefined> {
    return this.guide.ink(this.intent.aim);
  }

  /** Takes up what these settings want. @throws PromptError, ObjectiveError; it is then aimed as before */
  async take(settings: DrawSettings): Promise<void> {
    const wanted = JSON.stringify([settings.prompt, guidanceOf(settings)]);
    if (wanted === this.wanted) return;
    this.guide = await this.guides.guide();
    this.intent = await this.guides.prepare(settings, this.pictures);
    this.wanted = wanted;
  }

  step(image: Float32Array, look: Look, generator: SeededGenerator): Promise<Guidance> {
    return this.aimed().step(image, look, generator);
  }

  /** Score of an image seen whole and without noise. */
  score(image: Float32Array, look: Look): Promise<number> {
    return this.aimed().score(image, look);
  }

  /** The same in the eyes of a model that had no part in the drawing; nothing without one. */
  judge(image: Float32Array, look: Look): Promise<number | undefined> {
    return this.aimed().judge(image, look);
  }

  private aimed(): Guide {
    this.guide.aim(this.intent.aim);
    return this.guide;
  }
}
