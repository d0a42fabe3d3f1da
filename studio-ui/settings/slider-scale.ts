/**
 * @file Where a value stands on its slider. A range like 1..20000 with a usual value of 300 is useless on an even
 * scale, so wide ranges go by the cube of the position: fine steps near the small end, coarse ones far out.
 */

/** Part of a parameter row. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** Positions of a wide slider, end to end; also the number of key presses from one end to the other. */
const POSITIONS = 120;
/** Ranges of more steps than this are wide. */
const EVEN_STEPS = 150;
/** Ranges of more steps than this (seeds) get no slider: no position of it would mean anything. */
const SENSIBLE_STEPS = 1_000_000;

function steps({ min, max, step }: Range): number {
  return Math.round((max - min) / step);
}

export function hasSlider(range: Range): boolean {
  return steps(range) <= SENSIBLE_STEPS;
}

/** The last position; the first is 0. */
export function lastPosition(range: Range): number {
  return steps(range) > EVEN_STEPS ? POSITIONS : steps(range);
}

/** The whole position nearest to a value. */
export function positionOf(value: number, range: Range): number {
  const share = Math.min(1, Math.max(0, (value - range.min) / (range.max - range.min)));
  return Math.round((steps(range) > EVEN_STEPS ? Math.cbrt(share) : share) * lastPosition(range));
}

/**
 * The value at a position, on the range's own grid; on a wide slider rounded to two digits. Moving on from
 * `current` always changes the value by at least one step, so that no arrow key is ever stuck.
 */
export function valueAt(position: number, range: Range, current: number): number {
  const share = position / lastPosition(range);
  const wide = steps(range) > EVEN_STEPS;
  const raw = range.min + (range.max - range.min) * (wide ? share ** 3 : share);
  const rounded = wide && position < POSITIONS ? Number(raw.toPrecision(2)) : raw;
  const value = onGrid(rounded, range);
  const direction = Math.sign(position - positionOf(current, range));
  if (direction !== 0 && (value - current) * direction <= 0) {
    return onGrid(current + direction * range.step, range);
  }
  return value;
}

/** The nearest value that is a whole number of steps from the minimum, free of binary dust (0.30000000000000004). */
function onGrid(value: number, { min, max, step }: Range): number {
  const snapped = min + Math.round((value - min) / step) * step;
  return Math.min(max, Math.max(min, Number(snapped.toPrecision(12))));
}
