/**
 * @file Back-pressure for one viewer: at most two frames on the way, and behind them one waiting, the newest.
 * Acknowledged by the page itself, because a socket counts as writable as soon as the kernel has the bytes: a slow
 * viewer would fall seconds behind without a single frame dropped.
 */
import { limits } from '../protocol/index.js';

/** An encoded frame, shared by all viewers. */
export interface EncodedFrame {
  readonly sequence: number;
  readonly bytes: ArrayBuffer;
}

export class FrameWindow {
  private readonly onTheWay = new Set<number>();
  private waiting: EncodedFrame | null = null;

  constructor(private readonly send: (frame: EncodedFrame) => void) {}

  /** Sends the frame now, or keeps it in place of an older one until there is room. */
  offer(frame: EncodedFrame): void {
    this.waiting = frame;
    this.flush();
  }

  /** The viewer has this frame and all before it. A sequence that was never sent changes nothing. */
  acknowledge(sequence: number): void {
    if (!this.onTheWay.has(sequence)) return;
    for (const sent of this.onTheWay) if (sent <= sequence) this.onTheWay.delete(sent);
    this.flush();
  }

  /** Forgets the waiting frame: it shows a drawing that has been replaced. */
  forget(): void {
    this.waiting = null;
  }

  private flush(): void {
    if (this.waiting === null || this.onTheWay.size >= limits.unacknowledgedFrames) return;
    const frame = this.waiting;
    this.waiting = null;
    this.onTheWay.add(frame.sequence);
    this.send(frame);
  }
}
