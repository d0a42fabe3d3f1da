/**
 * @file The guide of the drawing under way, opened when it is first needed; and prompts made ready for it.
 */
import type { SourceImage } from '../canvas/index.js';
import type { Clip } from '../clip/index.js';
import {
  type Aim,
  Guide,
  OWN_PICTURE,
  PromptError,
  type UnknownWord,
  Vocabulary,
  type WeightedClip,
} from '../guidance/index.js';
import { guidanceOf } from './look.js';
import type { DrawSettings } from './settings.js';

/** A prompt made ready to be drawn. */
export interface Intent {
  readonly aim: Aim;
  readonly unknown: readonly UnknownWord[];
}

export type NamedPictures = Readonly<Record<string, SourceImage>>;

/** Where a drawing gets its guide from. */
export interface Guides {
  guide(): Promise<Guide>;
  /**
   * What the settings ask for, made ready for the guide.
   * @param pictures those that the prompt names, by name, and the one begun from under OWN_PICTURE
   * @throws PromptError, ObjectiveError
   */
  prepare(settings: DrawSettings, pictures: NamedPictures): Promise<Intent>;
  /** For canvases that compute in compiled programs. */
  readonly threads: number;
}

export class GuidePool implements Guides {
  private opened: Promise<Guide> | undefined;
  /** Brought while the drawing was under way. */
  private lent: NamedPictures = {};
  private vocabulary: Promise<Vocabulary> | undefined;

  /** @param judge scores what the others have guided */
  constructor(
    private readonly clips: readonly WeightedClip[],
    private readonly judge?: Clip,
  ) {}

  get threads(): number {
    return this.first.runtime.threads;
  }

  guide(): Promise<Guide> {
    this.opened ??= Guide.open(this.clips, this.judge ? { judge: this.judge } : {});
    return this.opened;
  }

  async prepare(settings: DrawSettings, pictures: NamedPictures): Promise<Intent> {
    const guide = await this.guide();
    // Whatever is embedded is embedded before the drawing's program is there, which needs the memory.
    const unknown = await this.unknownWords(settings.prompt);
    const read = async (name: string): Promise<SourceImage> => {
      const picture = pictures[name] ?? this.lent[name];
      if (!picture) throw new PromptError(`There is no picture named “${name}” here.`);
      return picture;
    };
    const aim = await guide.prepare(settings.prompt, guidanceOf(settings), read, pictures[OWN_PICTURE]);
    return { aim, unknown };
  }

  /** Pictures that prompts may name besides those that a drawing began with. */
  lend(pictures: NamedPictures): void {
    this.lent = { ...this.lent, ...pictures };
  }

  /** Another drawing brings its own pictures. */
  takeBack(): void {
    this.lent = {};
  }

  async unknownWords(prompt: string): Promise<readonly UnknownWord[]> {
    this.vocabulary ??= Vocabulary.of(this.first);
    return (await this.vocabulary).unknownWords(prompt);
  }

  async close(): Promise<void> {
    await (await this.opened)?.close();
    await Promise.all([...this.clips.map(({ clip }) => clip.dispose()), this.judge?.dispose()]);
  }

  /** The one whose words are told from unknown ones. */
  private get first(): Clip {
    return this.clips[0]!.clip;
  }
}
