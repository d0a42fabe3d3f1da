/**
 * @file The one drawing everybody watches: turns what the session says into ordered events, a snapshot for whoever
 * joins, and the newest frame, encoded once for all viewers.
 */

import { type Ground, groundOf } from '../artwork/index.js';
import type { SourceImage } from '../canvas/index.js';
import {
  applyEvent,
  idleSnapshot,
  limits,
  type Snapshot,
  type StudioEvent,
  type UnknownWord,
  type WireSettings,
} from '../protocol/index.js';
import type { Rgb } from '../raster/index.js';
import {
  type DrawingState,
  type DrawRequest,
  type DrawSettings,
  rowsOf,
  type Session,
  type SessionEvent,
  SettingsError,
  type StartOptions,
} from '../session/index.js';
import { FrameFeed, type ShownPicture } from './frame-feed.js';
import type { EncodedFrame } from './frame-window.js';

type Beginning = Omit<StartOptions, 'state'>;

/** One who is told; see `LiveDrawing.subscribe`. */
export interface Subscriber {
  event(event: StudioEvent): void;
  frame(frame: EncodedFrame): void;
}

type Unnumbered<E> = E extends StudioEvent ? Omit<E, 'sequence'> : never;

export class LiveDrawing {
  private readonly subscribers = new Set<Subscriber>();
  private readonly unsubscribe: () => void;
  private readonly feed: FrameFeed;
  private watchers = 0;
  /** The photographs under the drawing and under the one that is about to begin. */
  private backgrounds: { readonly now?: SourceImage | undefined; readonly next?: SourceImage | undefined } =
    {};
  snapshot: Snapshot = idleSnapshot;
  /** Which of how many drawings the next one is, of which the best is left. */
  attempt: { number: number; of: number } | null = null;

  /** `isExample` is asked at each start and prompt change whether the drawing is still an example. */
  constructor(
    private readonly session: Session,
    private readonly isExample: () => boolean,
  ) {
    this.feed = new FrameFeed(
      (frame) => {
        for (const subscriber of this.subscribers) subscriber.frame(frame);
      },
      (run, error) => this.fail(run, 'frame', error),
    );
    this.unsubscribe = session.on((event) => this.receive(event));
  }

  /** Newest frame of the current drawing. */
  get frame(): EncodedFrame | null {
    return this.feed.frame;
  }

  get shown(): ShownPicture | null {
    return this.feed.shown;
  }

  /**
   * Starts a drawing in place of the one under way. If that fails everybody is told, since the one before has ended.
   * @throws SettingsError before anything is changed, or whatever the session failed with
   */
  start(request: DrawRequest, options: Beginning = {}): Promise<void> {
    return this.begin(options, () => this.session.start(request, options));
  }

  /** Goes on with a saved drawing in place of the one under way, in the same manner. */
  goOn(state: DrawingState, options: Beginning): Promise<void> {
    return this.begin(options, () => this.session.goOn(state, options));
  }

  private async begin({ sources }: Beginning, begin: () => Promise<void>): Promise<void> {
    try {
      this.backgrounds = { ...this.backgrounds, next: sources?.background };
      await begin();
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

  private get prompt(): string {
    return this.snapshot.drawing?.settings.prompt ?? '';
  }

  /** The photograph that lies under the marks. */
  get background(): SourceImage | undefined {
    return this.backgrounds.now;
  }

  /** What the drawing lies on. */
  groundOn(settings: Pick<DrawSettings, 'page'>, paper: Rgb): Ground {
    return groundOf(settings, paper, this.background);
  }

  private beneath(paper: Rgb) {
    const page = this.snapshot.drawing?.settings.values.page as DrawSettings['page'];
    return { background: this.background, ground: this.groundOn({ page }, paper) };
  }

  get viewed(): boolean {
    return this.watchers > 0;
  }

  /** Numbers an event, folds it into the snapshot and tells everybody. */
  publish(event: Unnumbered<StudioEvent>): void {
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

  /** Tells everybody what went wrong. */
  fail(run: number, code: string, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.publish({ type: 'failed', run, code, message });
  }

  private translate(event: SessionEvent): void {
    const { run } = event;
    if (run < (this.snapshot.drawing?.run ?? 0)) return; // a drawing that has been replaced
    switch (event.type) {
      case 'started':
        this.backgrounds = { ...this.backgrounds, now: this.backgrounds.next };
        this.feed.begin(run);
        this.publish({
          type: 'started',
          run,
          settings: toWire(event.settings),
          example: this.isExample(),
          attempt: this.attempt,
        });
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
        this.publish({
          type: 'steered',
          run,
          settings: toWire(event.now),
          example: this.isExample(),
          held: [...event.held],
          outline: event.outline?.map(([x, y]): [number, number] => [x, y]) ?? null,
        });
        return;
      case 'history': {
        const { nodes, current, canUndo, canRedo } = event;
        this.publish({ type: 'history', run, points: [...nodes], current, canUndo, canRedo });
        return;
      }
      case 'frame':
        this.feed.show(event, { ...event, ...this.beneath(event.paper), prompt: this.prompt, final: false });
        return;
      case 'finished': {
        const { reason, iteration, score, settings } = event;
        this.feed.show(event, {
          ...settings,
          ...this.beneath(event.paper),
          prompt: this.prompt,
          final: true,
        });
        this.publish({ type: 'finished', run, reason, iteration, score });
        return;
      }
      case 'failed':
        this.publish({ type: 'failed', run, code: event.code, message: event.message });
        return;
    }
  }
}

export function toWire(settings: DrawSettings): WireSettings {
  const all = settings as unknown as Readonly<Record<string, number | string>>;
  const values = Object.fromEntries(rowsOf(settings.canvas).map(({ name }) => [name, all[name]!]));
  const { canvas, image, background, patches } = settings;
  const prompt = settings.prompt.slice(0, limits.promptCharacters);
  return {
    prompt,
    canvas,
    values,
    ...(image === undefined ? {} : { image }),
    ...(background === undefined ? {} : { background }),
    ...(patches === undefined ? {} : { patches: patches.slice(0, limits.patches) }),
  };
}

/** Copies, since what arrives is read-only. */
export function toMutable(
  unknown: readonly (Readonly<Omit<UnknownWord, 'nearest'>> & { readonly nearest: readonly string[] })[],
): UnknownWord[] {
  return unknown.map((word) => ({ ...word, nearest: [...word.nearest] }));
}
