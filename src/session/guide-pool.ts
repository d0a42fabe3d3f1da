/**
 * @file The guide of the drawing under way, opened when it is first needed or when a setting asks for another one; and
 * prompts made ready for it.
 */
import type { Clip } from '../clip/index.js';
import { type Aim, Guide, type UnknownWord, Vocabulary } from '../guidance/index.js';
import type { DrawSettings } from './settings.js';

/** A prompt made ready to be drawn. */
export interface Intent {
  readonly aim: Aim;
  readonly unknown: readonly UnknownWord[];
}

/** Where a drawing gets its guide from. */
export interface Guides {
  guideFor(settings: DrawSettings): Promise<Guide>;
  /** @throws PromptError */
  prepare(prompt: string, guide: Guide): Promise<Intent>;
  /** For canvases that compute in compiled programs. */
  readonly threads: number;
}

export class GuidePool implements Guides {
  private guide: Guide | undefined;
  private vocabulary: Promise<Vocabulary> | undefined;

  constructor(private readonly clip: Clip) {}

  get threads(): number {
    return this.clip.runtime.threads;
  }

  async guideFor({ views }: DrawSettings): Promise<Guide> {
    if (this.guide?.views === views) return this.guide;
    await this.guide?.close();
    this.guide = undefined;
    this.guide = await Guide.open(this.clip, { views });
    return this.guide;
  }

  async prepare(prompt: string, guide: Guide): Promise<Intent> {
    return { aim: await guide.prepare(prompt), unknown: await this.unknownWords(prompt) };
  }

  async unknownWords(prompt: string): Promise<readonly UnknownWord[]> {
    this.vocabulary ??= Vocabulary.of(this.clip);
    return (await this.vocabulary).unknownWords(prompt);
  }

  async close(): Promise<void> {
    await this.guide?.close();
    await this.clip.dispose();
  }
}
