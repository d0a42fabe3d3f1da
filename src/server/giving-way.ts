/**
 * @file What becomes of the drawing under way when another takes its place: a person's own is ended first and kept as a
 * work. Those that are to begin do so one after the other, so that each finds the one before it and none is lost.
 */
import type { Session } from '../session/index.js';
import type { LiveDrawing } from './live-drawing.js';
import { Turns } from './turns.js';

export class GivingWay {
  private readonly turns = new Turns();
  /** A work that was opened and not touched yet: it need not be kept once more. */
  private opened: { readonly run: number; readonly iteration: number; readonly points: number } | null = null;

  constructor(
    private readonly session: Session,
    private readonly live: LiveDrawing,
  ) {}

  /** Lets something begin in its turn. */
  take(begin: () => Promise<void>): Promise<void> {
    return this.turns.take(begin);
  }

  /** The drawing under way is a work as it was opened, after so many iterations. */
  openedAt(iteration: number): void {
    const { drawing } = this.live.snapshot;
    if (drawing) this.opened = { run: drawing.run, iteration, points: drawing.timeline.points.length };
  }

  /**
   * Ends what a person draws; it becomes a work where a step of it was made. Only the session knows: what was told of
   * its steps may be older.
   */
  async conclude(): Promise<void> {
    const { session, live } = this;
    const { state, drawing } = live.snapshot;
    const isAtWork = state === 'running' || state === 'paused';
    if (!isAtWork || drawing?.example !== false || this.isUntouched) return;
    const { run } = drawing;
    const ended = new Promise<void>((resolve) => {
      const off = session.on((event) => {
        const isOver = event.type === 'finished' || event.type === 'failed';
        if (event.run < run || (event.run === run && !isOver)) return;
        off();
        resolve();
      });
    });
    session.stop();
    await ended;
  }

  private get isUntouched(): boolean {
    const { opened } = this;
    const { drawing } = this.live.snapshot;
    return (
      opened !== null &&
      drawing?.run === opened.run &&
      (drawing.progress?.iteration ?? 0) === opened.iteration &&
      drawing.timeline.points.length === opened.points
    );
  }
}
