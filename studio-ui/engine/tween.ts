/**
 * @file The motion between two frames, free of canvas and clock: a frame is a list of marks, and while the
 * next one is on its way the shown marks glide to the latest. Where the layout of marks changes (another
 * drawing, another number of segments) there is nothing to glide from, so the new frame is shown at once.
 */

/**
 * Marks as the frame codec gives them: whole numbers say how they are laid out, the others glide. Strokes and shapes
 * are both of this form.
 */
export type Marks = { readonly [Name in string]: Uint8Array | Float32Array };

/** A copy that shares no memory with the original. */
function cloneMarks<State extends object>(marks: State): State {
  const entries = Object.entries(marks as Marks).map(([name, array]) => [name, array.slice()]);
  return Object.fromEntries(entries) as State;
}

/** True where mark i of one frame is mark i of the other: the same count, each laid out as the other. */
export function sameLayout(a: object, b: object): boolean {
  const other = b as Marks;
  return Object.entries(a as Marks).every(([name, array]) => {
    const match = other[name];
    if (match === undefined || match.length !== array.length) return false;
    return !(array instanceof Uint8Array) || array.every((count, i) => count === match[i]);
  });
}

/** Writes `from + (to − from)·t` into `out`; the three share one layout, t in 0..1. */
function blend(from: Marks, to: Marks, t: number, out: Marks): void {
  for (const [name, mixed] of Object.entries(out)) {
    if (mixed instanceof Uint8Array) continue;
    const [start, end] = [from[name]!, to[name]!];
    for (let i = 0; i < mixed.length; i++) mixed[i] = start[i]! + (end[i]! - start[i]!) * t;
  }
}

/** The marks on show and the frame they are moving to. Times in milliseconds, from any one clock. */
export class Tween<State extends object> {
  #from: State | null = null;
  #to: State | null = null;
  #shown: State | null = null;
  #startedAt = 0;
  #duration = 0;

  /** What is to be drawn now; null before the first frame. The object stays the same while the layout does. */
  get shown(): State | null {
    return this.#shown;
  }

  /** True when `shown` has arrived at the latest frame. */
  get settled(): boolean {
    return this.#from === null;
  }

  /** Aims at a new frame, reached `duration` ms from `now`; 0 shows it at once. The frame is kept, not copied. */
  aim(to: State, now: number, duration: number): void {
    const shown = this.#shown;
    this.#to = to;
    if (shown === null || !sameLayout(shown, to)) {
      this.#shown = cloneMarks(to);
      this.#from = null;
      return;
    }
    this.#from = cloneMarks(shown);
    this.#startedAt = now;
    this.#duration = duration;
    if (duration <= 0) this.advance(now);
  }

  /** Moves `shown` to where it belongs at `now`. */
  advance(now: number): void {
    if (this.#from === null || this.#to === null || this.#shown === null) return;
    const t = this.#duration <= 0 ? 1 : Math.min(1, Math.max(0, (now - this.#startedAt) / this.#duration));
    blend(this.#from as Marks, this.#to as Marks, t, this.#shown as Marks);
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
