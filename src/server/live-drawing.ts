/**
 * @file The one drawing everybody watches: turns what the session says into ordered events, a snapshot for whoever
 * joins, and the newest frame, encoded once for all viewers.
 */

import type { Picture } from '../canvas/index.js';
import {
  applyEvent,
  encodeFrame,
  type FrameContent,
  type FrameHead,
  idleSnapshot,
  limits,
  type Snapshot,
  type StudioEvent,
  type UnknownWord,
  type WireSettings,
} from '../protocol/index.js';
import type { Rgb } from '../raster/index.js';
import {
  type DrawRequest,
  type DrawSettings,
  rowsOf,
  type Session,
  type SessionEvent,
  SettingsError,
} from '../session/index.js';
import { contentOf } from './frame-content.js';
import type { EncodedFrame } from './frame-window.js';

/** What a download shows. Canvas size in pixels. */
export interface ShownPicture {
  readonly picture: Picture;
  readonly width: number;
  readonly height: number;
  readonly paper: Rgb;
  readonly prompt: string;
}

/** One who is told; see `LiveDrawing.subscribe`. */
export interface Subscriber {
  event(event: StudioEvent): void;
  frame(frame: EncodedFrame): void;
}

type Unnumbered<E> = E extends StudioEvent ? Omit<E, 'sequence'> : never;
interface Shown {
  readonly run: number;
  readonly iteration: number;
  readonly picture: Picture;
  readonly paper: Rgb;
}

/** A picture that is being made ready to be sent. */
interface Encoding {
  readonly content: Promise<FrameContent>;
  readonly head: Omit<FrameHead, 'sequence'>;
}

export class LiveDrawing {
  private readonly subscribers = new Set<Subscriber>();
  private readonly unsubscribe: () => void;
  private frames = 0;
  private watchers = 0;
  private encoding: { next?: Encoding } | null = null;
  snapshot: Snapshot = idleSnapshot;
  /** Newest frame of the current drawing. */
  frame: EncodedFrame | null = null;
  shown: ShownPicture | null = null;

  /** `isExample` is asked at each start and prompt change whether the drawing is still an example. */
  constructor(
    private readonly session: Session,
    private readonly isExample: () => boolean,
  ) {
    this.unsubscribe = session.on((event) => this.receive(event));
  }

  /**
   * Starts a drawing in place of the one under way. If that fails everybody is told, since the one before has ended.
   * @throws SettingsError before anything is changed, or whatever the session failed with
   */
  async start(request: DrawRequest): Promise<void> {
    try {
      await this.session.start(request);
    } catch (error) {
      if (!(error instanceof SettingsError)) this.fail(this.snapshot.drawing?.run ?? 0, 'start', error);
      throw error;
    }
  }

  /** Tells `subscriber` of everything from now on; the returned function ends that. */
  subscribe(subscriber: Subscriber): () => void {
    this.subscribers.add(subscriber);
    return () => this.subscribers.delete(subscriber);
  }

  /** Asks the session for frames until the returned function is called; several may ask at once. */
  watch(): () => void {
    if (this.watchers++ === 0) this.session.watch(true);
    let watching = true;
    return () => {
      if (!watching) return;
      watching = false;
      if (--this.watchers === 0) this.session.watch(false);
    };
  }

  get viewed(): boolean {
    return this.watchers > 0;
  }

  /** Numbers an event, folds it into the snapshot and tells everybody. */
  private publish(event: Unnumbered<StudioEvent>): void {
    const numbered: StudioEvent = { ...event, sequence: this.snapshot.sequence + 1 };
    this.snapshot = applyEvent(this.snapshot, numbered);
    for (const subscriber of this.subscribers) subscriber.event(numbered);
  }

  close(): void {
    this.unsubscribe();
    this.subscribers.clear();
  }

  private receive(event: SessionEvent): void {
    try {
      this.translate(event);
    } catch (error) {
      this.fail(event.run, 'internal', error);
    }
  }

  private fail(run: number, code: string, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.publish({ type: 'failed', run, code, message });
  }

  private translate(event: SessionEvent): void {
    const { run } = event;
    if (run < (this.snapshot.drawing?.run ?? 0)) return; // a drawing that has been replaced
    switch (event.type) {
      case 'started':
        this.frame = null;
        this.shown = null;
        this.publish({ type: 'started', run, settings: toWire(event.settings), example: this.isExample() });
        return;
      case 'progress':
        this.publish({ ...event });
        return;
      case 'prompt': {
        const { prompt } = event;
        const unknown = toMutable(event.unknown);
        this.publish({ type: 'promptChecked', run, prompt, example: this.isExample(), unknown });
        return;
      }
      case 'steered':
      case 'history':
        return;
      case 'frame':
        this.show(event, event, false);
        return;
      case 'finished': {
        const { reason, iteration, score, settings } = event;
        this.show(event, settings, true);
        this.publish({ type: 'finished', run, reason, iteration, score });
        return;
      }
      case 'failed':
        this.publish({ type: 'failed', run, code: event.code, message: event.message });
        return;
    }
  }

  private show(from: Shown, size: { width: number; height: number }, final: boolean): void {
    const { run, iteration, picture, paper } = from;
    const { width, height } = size;
    const prompt = this.snapshot.drawing?.settings.prompt ?? '';
    this.shown = { picture, width, height, paper, prompt };
    const content = contentOf(picture, { width, height }, paper);
    const head = { run, iteration, final, width, height, paper };
    if (content instanceof Promise) this.encodeLater({ content, head });
    else this.send(head, content);
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
          if (next.head.run >= (this.snapshot.drawing?.run ?? 0)) this.send(next.head, content);
        },
        (error: unknown) => this.fail(next.head.run, 'frame', error),
      )
      .finally(() => {
        this.encoding = null;
        if (encoding.next) this.encodeLater(encoding.next);
      });
  }

  private send(head: Omit<FrameHead, 'sequence'>, content: FrameContent): void {
    this.frames += 1;
    const sequence = this.frames;
    this.frame = { sequence, bytes: encodeFrame({ ...head, sequence, ...content }) };
    for (const subscriber of this.subscribers) subscriber.frame(this.frame);
  }
}

function toWire(settings: DrawSettings): WireSettings {
  const all = settings as unknown as Readonly<Record<string, number | string>>;
  const values = Object.fromEntries(rowsOf(settings.canvas).map(({ name }) => [name, all[name]!]));
  return { prompt: settings.prompt.slice(0, limits.promptCharacters), canvas: settings.canvas, values };
}

/** Copies, since what arrives is read-only. */
export function toMutable(
  unknown: readonly (Readonly<Omit<UnknownWord, 'nearest'>> & { readonly nearest: readonly string[] })[],
): UnknownWord[] {
  return unknown.map((word) => ({ ...word, nearest: [...word.nearest] }));
}
