/** @file The pictures of the drawing under way as frames, encoded once for all viewers; the newest is kept. */
import type { Ground } from '../artwork/index.js';
import type { Picture, SourceImage } from '../canvas/index.js';
import { encodeFrame, type FrameContent, type FrameHead } from '../protocol/index.js';
import { contentOf } from './frame-content.js';
import type { EncodedFrame } from './frame-window.js';

/** A picture of the drawing. Canvas size in pixels. */
export interface ShownPicture {
  readonly picture: Picture;
  readonly width: number;
  readonly height: number;
  /** What it lies on. */
  readonly ground: Ground;
  readonly prompt: string;
}

type From = Pick<FrameHead, 'run' | 'iteration' | 'paper' | 'marks'> & Pick<ShownPicture, 'picture'>;
type As = Pick<FrameHead, 'width' | 'height' | 'final'> &
  Pick<ShownPicture, 'prompt' | 'ground'> & { readonly background: SourceImage | undefined };

/** A picture to be sent. */
interface Shown {
  readonly picture: Picture;
  readonly head: Omit<FrameHead, 'sequence'>;
  readonly background: SourceImage | undefined;
}

export class FrameFeed {
  private frames = 0;
  private run = 0;
  private encoding: { next?: Shown } | null = null;
  /** Newest frame of the current drawing. */
  frame: EncodedFrame | null = null;
  shown: ShownPicture | null = null;

  constructor(
    private readonly send: (frame: EncodedFrame) => void,
    private readonly fail: (run: number, error: unknown) => void,
  ) {}

  /** Another drawing: the pictures of the one before are over. */
  begin(run: number): void {
    this.run = run;
    this.frame = null;
    this.shown = null;
  }

  show(
    { run, iteration, picture, marks, paper }: From,
    { width, height, prompt, final, ground, background }: As,
  ): void {
    this.shown = { picture, width, height, ground, prompt };
    this.encode({ picture, background, head: { run, iteration, final, width, height, paper, marks } });
  }

  /** An image takes a while to paint and encode: one at a time, and of those that wait only the newest. */
  private encode(next: Shown): void {
    if (this.encoding) {
      this.encoding.next = next;
      return;
    }
    const { picture, head, background } = next;
    const content = contentOf(picture, head, head.paper, background);
    if (content instanceof Promise) this.finishLater(head, content);
    else this.finish(head, content);
  }

  private finishLater(head: Shown['head'], content: Promise<FrameContent>): void {
    const encoding: { next?: Shown } = {};
    this.encoding = encoding;
    content
      .then(
        (ready) => {
          if (head.run >= this.run) this.finish(head, ready);
        },
        (error: unknown) => this.fail(head.run, error),
      )
      .finally(() => {
        this.encoding = null;
        if (encoding.next) this.encode(encoding.next);
      });
  }

  private finish(head: Omit<FrameHead, 'sequence'>, content: FrameContent): void {
    this.frames += 1;
    const sequence = this.frames;
    this.frame = { sequence, bytes: encodeFrame({ ...head, sequence, ...content }) };
    this.send(this.frame);
  }
}
