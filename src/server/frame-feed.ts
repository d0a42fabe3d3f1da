/** @file The pictures of the drawing under way as frames, encoded once for all viewers; the newest is kept. */
import type { Picture } from '../canvas/index.js';
import { encodeFrame, type FrameContent, type FrameHead } from '../protocol/index.js';
import type { Rgb } from '../raster/index.js';
import { contentOf } from './frame-content.js';
import type { EncodedFrame } from './frame-window.js';

/** A picture of the drawing. Canvas size in pixels. */
export interface ShownPicture {
  readonly picture: Picture;
  readonly width: number;
  readonly height: number;
  readonly paper: Rgb;
  readonly prompt: string;
}

type From = Pick<FrameHead, 'run' | 'iteration' | 'paper' | 'marks'> & Pick<ShownPicture, 'picture'>;
type As = Pick<FrameHead, 'width' | 'height' | 'final'> & Pick<ShownPicture, 'prompt'>;

/** A picture that is being made ready to be sent. */
interface Encoding {
  readonly content: Promise<FrameContent>;
  readonly head: Omit<FrameHead, 'sequence'>;
}

export class FrameFeed {
  private frames = 0;
  private run = 0;
  private encoding: { next?: Encoding } | null = null;
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

  show({ run, iteration, picture, marks, paper }: From, { width, height, prompt, final }: As): void {
    this.shown = { picture, width, height, paper, prompt };
    const content = contentOf(picture, { width, height }, paper);
    const head = { run, iteration, final, width, height, paper, marks };
    if (content instanceof Promise) this.encodeLater({ content, head });
    else this.finish(head, content);
  }

  /** An image takes a while to encode: one at a time, and of those that wait only the newest. */
  private encodeLater(next: Encoding): void {
    if (this.encoding) {
      this.encoding.next = next;
      return;
    }
    const encoding: { next?: Encoding } = {};
    this.encoding = encoding;
    next.content
      .then(
        (content) => {
          if (next.head.run >= this.run) this.finish(next.head, content);
        },
        (error: unknown) => this.fail(next.head.run, error),
      )
      .finally(() => {
        this.encoding = null;
        if (encoding.next) this.encodeLater(encoding.next);
      });
  }

  private finish(head: Omit<FrameHead, 'sequence'>, content: FrameContent): void {
    this.frames += 1;
    const sequence = this.frames;
    this.frame = { sequence, bytes: encodeFrame({ ...head, sequence, ...content }) };
    this.send(this.frame);
  }
}
