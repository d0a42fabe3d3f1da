/**
 * @file Strokes that grow from the middle like twigs: each begins on one that is there already, goes off to a side and
 * is shorter and thinner, as the rules of an L-system make a tree (Prusinkiewicz & Lindenmayer 1990, section 1.6); CICADA
 * begins its traces so on those of a sketch.
 */
import type { SeededGenerator } from '../../random/index.js';
import { controlsOf } from './stroke-layout.js';

/** Length of the first stroke, of the shorter side, and what is left of length and width with each branching. */
const LENGTH = 0.35;
const SHORTER = 0.8;
const THINNER = 0.75;
/** A twig leaves its branch at this angle, give or take, radians. */
const ANGLE = Math.PI / 4;
const ANGLE_RANGE = 0.25;
/** How far the direction sways from one control point to the next, standard deviation in radians. */
const SWAY = 0.2;
/** So many strokes grow from the middle itself, evenly around it. */
const TRUNKS = 3;

export interface Branches {
  /** As `Strokes.points`. */
  readonly points: Float32Array;
  /** Of each stroke, in widths of the first. */
  readonly width: Float32Array;
}

/** @param sides of the canvas, canvas units */
export function growBranches(
  count: number,
  segments: number,
  [width, height]: readonly [number, number],
  generator: SeededGenerator,
): Branches {
  const controls = controlsOf(segments);
  const points = new Float32Array(2 * controls * count);
  const widths = new Float32Array(count);
  /** Direction at each control point, and how often each stroke has branched. */
  const direction = new Float64Array(controls * count);
  const depth = new Int32Array(count);
  const around = generator.uniform(0, 2 * Math.PI);
  for (let stroke = 0; stroke < count; stroke++) {
    let [x, y] = [width / 2, height / 2];
    let heading = around + (2 * Math.PI * stroke) / TRUNKS;
    if (stroke >= TRUNKS) {
      const parent = generator.integer(0, stroke - 1);
      const from = parent * controls + generator.integer(1, controls - 1);
      const side = generator.uniform(0, 1) < 0.5 ? -1 : 1;
      depth[stroke] = depth[parent]! + 1;
      [x, y] = [points[2 * from]!, points[2 * from + 1]!];
      heading = direction[from]! + side * ANGLE + generator.normal(ANGLE_RANGE);
    }
    widths[stroke] = THINNER ** depth[stroke]!;
    const piece = (LENGTH * SHORTER ** depth[stroke]!) / (controls - 1);
    for (let k = 0; k < controls; k++) {
      const at = stroke * controls + k;
      points[2 * at] = x;
      points[2 * at + 1] = y;
      direction[at] = heading;
      heading += generator.normal(SWAY);
      x += piece * Math.cos(heading);
      y += piece * Math.sin(heading);
    }
  }
  return { points, width: widths };
}
