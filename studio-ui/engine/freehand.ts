/**
 * @file What a hand drew, as marks: the path of a pointer fitted to cubic Béziers by paper.js (Schneider's algorithm,
 * Graphics Gems 1990), as a stroke that follows it or a blob that it encloses. Lengths are in canvas units.
 */
/// <reference types="paper" />
import paper from 'paper/dist/paper-core';
import type { DrawnPicture } from '../../src/protocol/index.js';

/** A place of the pointer; pressure 0..1, .5 where there is none. */
export interface Touch {
  readonly x: number;
  readonly y: number;
  readonly pressure: number;
}

export interface Pen {
  readonly colour: readonly [number, number, number];
  readonly opacity: number;
  /** Where the pressure is .5. */
  readonly width: number;
}

/** paper.js fits in units in which its own tolerances make sense. */
const UNIT = 1000;
/** How far the fitted path may run beside the pointer, in those units. */
const TOLERANCE = 1.5;
/** Places of the pointer that are fitted to; more only cost time. */
const MOST_TOUCHES = 400;
/** A mark's segments are counted in a byte. */
const MOST_SEGMENTS = 255;
/** Decimals that are told: a tenth of a pixel at 1,000. */
const DECIMALS = 4;

/** paper.js keeps a path's style in a project; this one is never shown. */
let scope: paper.PaperScope | undefined;
function ownScope(): paper.PaperScope {
  if (!scope) {
    scope = new paper.PaperScope();
    scope.setup(new paper.Size(1, 1));
  }
  return scope;
}

const rounded = (value: number): number => Number(value.toFixed(DECIMALS));

/** A stroke along the path; a dot where the pointer hardly moved. */
export function strokeAlong(touches: readonly Touch[], { colour, opacity, width }: Pen): DrawnPicture {
  const path = fitted(touches, false);
  const points = controlsOf(path);
  // A dot has to have some length to have an outline.
  if (points.length === 2)
    points.push(points[0]! + 1e-3, points[1]!, ...points, points[0]! + 1e-3, points[1]!);
  const segments = (points.length / 2 - 1) / 3;
  const presses = touches.some(({ pressure }) => pressure !== 0.5 && pressure > 0);
  const widthAt = (share: number): number =>
    rounded(width * 2 * touches[Math.round(share * (touches.length - 1))]!.pressure);
  const controls = points.length / 2;
  return {
    kind: 'strokes',
    segments: [segments],
    points: points.map(rounded),
    widths: presses
      ? Array.from({ length: controls }, (_, i) => widthAt(i / (controls - 1)))
      : [rounded(width)],
    colours: [...colour, opacity],
  };
}

/** A blob with the path as its outline; nothing where it encloses nothing. */
export function blobWithin(touches: readonly Touch[], { colour, opacity }: Pen): DrawnPicture | null {
  if (touches.length < 3) return null;
  const path = fitted(touches, true);
  const corners = path.segments.length;
  if (corners < 2 || Math.abs(path.area) < 1) return null;
  // The last cubic ends in the first point, which is not told twice.
  const points = controlsOf(path).slice(0, 6 * corners);
  return {
    kind: 'shapes',
    kinds: [0],
    corners: [corners],
    points: points.map(rounded),
    radii: [],
    angles: [],
    colours: [...colour, opacity],
  };
}

/** An outline of at most so many corners, as the lasso drew it. */
export function outlineOf(touches: readonly Touch[], most: number): [number, number][] {
  return thinned(touches, most).map(({ x, y }) => [rounded(x), rounded(y)]);
}

function thinned(touches: readonly Touch[], most: number): readonly Touch[] {
  const step = Math.max(1, Math.ceil(touches.length / most));
  return touches.filter((_, i) => i % step === 0 || i === touches.length - 1).slice(-most);
}

function fitted(touches: readonly Touch[], closed: boolean): paper.Path {
  const places = thinned(touches, MOST_TOUCHES).map(({ x, y }) => new paper.Point(x * UNIT, y * UNIT));
  ownScope().activate();
  for (let tolerance = TOLERANCE; ; tolerance *= 2) {
    const path = new paper.Path({ insert: false, closed, segments: places });
    if (touches.length > 2) path.simplify(tolerance);
    if (path.segments.length <= MOST_SEGMENTS) return path;
  }
}

/** The chain P0 C C P1 C C P2 …; closed paths end with their first point. */
function controlsOf({ segments, closed }: paper.Path): number[] {
  const chain = closed ? [...segments, segments[0]!] : segments;
  return chain.flatMap(({ point, handleIn, handleOut }, i) => {
    const before = i > 0 ? [point.x + handleIn.x, point.y + handleIn.y] : [];
    const after = i < chain.length - 1 ? [point.x + handleOut.x, point.y + handleOut.y] : [];
    return [...before, point.x, point.y, ...after].map((value) => value / UNIT);
  });
}
