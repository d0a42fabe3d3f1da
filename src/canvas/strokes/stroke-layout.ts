/** @file Which of the numbers in the flat arrays belong to which stroke, and strokes put together from others. */
import { hasVaryingWidths, type Strokes } from '../../raster/index.js';

/** Control points of a stroke of so many segments. */
export const controlsOf = (segments: number): number => 3 * segments + 1;

/** Where the control points of a stroke begin, counted in control points. */
function firstControl(segments: Uint8Array, mark: number): number {
  let first = 0;
  for (let i = 0; i < mark; i++) first += controlsOf(segments[i]!);
  return first;
}

type Range = readonly [from: number, to: number];

/** Where the coordinates of a stroke lie among all. */
export function pointRange(segments: Uint8Array, mark: number): Range {
  const from = 2 * firstControl(segments, mark);
  return [from, from + 2 * controlsOf(segments[mark]!)];
}

/** Where the widths of a stroke lie among all: one, or one a control point. */
export function widthRange(strokes: Pick<Strokes, 'segments' | 'widths'>, mark: number): Range {
  if (!hasVaryingWidths(strokes)) return [mark, mark + 1];
  const from = firstControl(strokes.segments, mark);
  return [from, from + controlsOf(strokes.segments[mark]!)];
}

export function copyStrokes({ segments, points, widths, colours }: Strokes): Strokes {
  return {
    segments: segments.slice(),
    points: points.slice(),
    widths: widths.slice(),
    colours: colours.slice(),
  };
}

/** The same strokes with a width at every control point, or with the widest of them alone; widths are copied. */
export function withWidths(strokes: Strokes, varying: boolean): Strokes {
  const { segments, widths } = strokes;
  if (varying === hasVaryingWidths(strokes)) return { ...strokes, widths: widths.slice() };
  const each = Array.from(segments, (_, mark) => widths.subarray(...widthRange(strokes, mark)));
  const changed = each.map((own, mark) =>
    varying ? new Array<number>(controlsOf(segments[mark]!)).fill(own[0]!) : [Math.max(...own)],
  );
  return { ...strokes, widths: Float32Array.from(changed.flat()) };
}

/**
 * Strokes in a new order.
 * @param order an old number keeps that stroke; −1 − k is the k-th of `added`
 * @param added brought to widths of the same kind
 */
export function arrangeStrokes(old: Strokes, order: readonly number[], added?: Strokes): Strokes {
  const fresh = added && withWidths(added, hasVaryingWidths(old));
  const taken = order.map((mark): readonly [Strokes, number] => {
    if (mark >= 0) return [old, mark];
    if (!fresh) throw new RangeError('The new order names an added stroke, but no strokes were added.');
    return [fresh, -1 - mark];
  });
  const gather = (part: (strokes: Strokes, mark: number) => Float32Array): Float32Array =>
    joined(taken.map(([strokes, mark]) => part(strokes, mark)));
  return {
    segments: Uint8Array.from(taken, ([{ segments }, mark]) => segments[mark]!),
    points: gather(({ segments, points }, mark) => points.subarray(...pointRange(segments, mark))),
    widths: gather((strokes, mark) => strokes.widths.subarray(...widthRange(strokes, mark))),
    colours: gather(({ colours }, mark) => colours.subarray(4 * mark, 4 * mark + 4)),
  };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
