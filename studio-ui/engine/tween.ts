/**
 * @file The motion between two frames, free of canvas and clock: a frame is a list of strokes, and while the
 * next one is on its way the shown strokes glide to the latest. Where the layout of strokes changes (another
 * drawing, another number of segments) there is nothing to glide from, so the new frame is shown at once.
 */

/** Strokes in canvas units (1 = the shorter side of the drawing), as the frame codec gives them. */
export interface StrokeState {
  /** [count] cubic segments of each stroke, ≥ 1. */
  readonly segments: Uint8Array;
  /** [(Σ(3·segments+1))·2] control points x, y, stroke after stroke. */
  readonly points: Float32Array;
  /** [count] full stroke width. */
  readonly widths: Float32Array;
  /** [count·4] RGBA, straight alpha, 0..1. */
  readonly colours: Float32Array;
}

/** A copy that shares no memory with the original. */
function cloneStrokes(strokes: StrokeState): StrokeState {
  return {
    segments: strokes.segments.slice(),
    points: strokes.points.slice(),
    widths: strokes.widths.slice(),
    colours: strokes.colours.slice(),
  };
}

/** True where stroke i of one frame is stroke i of the other: the same count, each with the same segments. */
export function sameLayout(a: StrokeState, b: StrokeState): boolean {
  return (
    a.points.length === b.points.length &&
    a.segments.length === b.segments.length &&
    a.segments.every((count, stroke) => count === b.segments[stroke])
  );
}

function mix(from: Float32Array, to: Float32Array, t: number, out: Float32Array): void {
  for (let i = 0; i < out.length; i++) out[i] = from[i]! + (to[i]! - from[i]!) * t;
}

/** Writes `from + (to − from)·t` into `out`; the three share one layout, t in 0..1. */
function blendStrokes(from: StrokeState, to: StrokeState, t: number, out: StrokeState): void {
  mix(from.points, to.points, t, out.points);
  mix(from.widths, to.widths, t, out.widths);
  mix(from.colours, to.colours, t, out.colours);
}

/** The strokes on show and the frame they are moving to. Times in milliseconds, from any one clock. */
export class StrokeTween {
  #from: StrokeState | null = null;
  #to: StrokeState | null = null;
  #shown: StrokeState | null = null;
  #startedAt = 0;
  #duration = 0;

  /** What is to be drawn now; null before the first frame. The object stays the same while the layout does. */
  get shown(): StrokeState | null {
    return this.#shown;
  }

  /** True when `shown` has arrived at the latest frame. */
  get settled(): boolean {
    return this.#from === null;
  }

  /** Aims at a new frame, reached `duration` ms from `now`; 0 shows it at once. The frame is kept, not copied. */
  aim(to: StrokeState, now: number, duration: number): void {
    const shown = this.#shown;
    this.#to = to;
    if (shown === null || !sameLayout(shown, to)) {
      this.#shown = cloneStrokes(to);
      this.#from = null;
      return;
    }
    this.#from = cloneStrokes(shown);
    this.#startedAt = now;
    this.#duration = duration;
    if (duration <= 0) this.advance(now);
  }

  /** Moves `shown` to where it belongs at `now`. */
  advance(now: number): void {
    if (this.#from === null || this.#to === null || this.#shown === null) return;
    const t = this.#duration <= 0 ? 1 : Math.min(1, Math.max(0, (now - this.#startedAt) / this.#duration));
    blendStrokes(this.#from, this.#to, t, this.#shown);
    if (t === 1) this.#from = null;
  }
}

/** Milliseconds: a shorter gap is faster than any display, a longer one would make the drawing lag behind. */
const SHORTEST_GAP = 16;
const LONGEST_GAP = 500;

/** Measures how far apart frames arrive: a running mean that follows a change within a few frames. */
export class FramePace {
  #last: number | null = null;
  #gap = 120;

  /** Notes a frame that arrived at `now` and returns the expected gap to the next, in ms. */
  arrived(now: number): number {
    if (this.#last !== null) {
      const gap = Math.min(LONGEST_GAP, Math.max(SHORTEST_GAP, now - this.#last));
      this.#gap += (gap - this.#gap) * 0.3;
    }
    this.#last = now;
    return this.#gap;
  }
}
