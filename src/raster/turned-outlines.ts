/**
 * @file Circles, ellipses and rectangles: upright figures turned about their centre, as polygons, and the way back to
 * centre, radii and angle. An ellipse's polygon is made a little larger than the inscribed one, so that it has the
 * ellipse's area.
 */
import type { Rings } from './rings.js';
import { FLATNESS, type OutlineGradients, type ShapeOutline } from './shape-outline.js';
import type { ShapePlace, Shapes } from './shapes.js';

const FEWEST_VERTICES = 8;
const MOST_VERTICES = 1024;

export const circleOutline: ShapeOutline = { trace: traceCircle, pull: pullCircle };
export const ellipseOutline: ShapeOutline = { trace: traceEllipse, pull: pullEllipse };
export const rectangleOutline: ShapeOutline = { trace: traceRectangle, pull: pullRectangle };

/** Turning an ellipse or rectangle: a point (u, v) of the upright one goes to centre + R(angle)·(u, v). */
interface Turn {
  x: number;
  y: number;
  a: number;
  b: number;
  cos: number;
  sin: number;
}

const turn: Turn = { x: 0, y: 0, a: 0, b: 0, cos: 1, sin: 0 };

/** Reads centre, radii and angle, in pixels. @returns false when a radius is 0 or less */
function readTurn(
  { points, radii, angles }: Shapes,
  { point, radius, angle }: ShapePlace,
  scale: number,
): boolean {
  turn.x = points[2 * point]! * scale;
  turn.y = points[2 * point + 1]! * scale;
  turn.a = radii[radius]! * scale;
  turn.b = radii[radius + 1]! * scale;
  turn.cos = Math.cos(angles[angle]!);
  turn.sin = Math.sin(angles[angle]!);
  return turn.a > 0 && turn.b > 0;
}

function readCircle({ points, radii }: Shapes, { point, radius }: ShapePlace, scale: number): boolean {
  turn.x = points[2 * point]! * scale;
  turn.y = points[2 * point + 1]! * scale;
  turn.a = radii[radius]! * scale;
  turn.b = turn.a;
  turn.cos = 1;
  turn.sin = 0;
  return turn.a > 0;
}

/** x,y of the vertices of a regular polygon whose area is that of the unit disc, by number of vertices */
const discs: Float64Array[] = [];

function discOf(vertices: number): Float64Array {
  const known = discs[vertices];
  if (known) return known;
  const step = (2 * Math.PI) / vertices;
  const radius = Math.sqrt(step / Math.sin(step));
  const disc = Float64Array.from(
    { length: 2 * vertices },
    (_, k) => radius * (k % 2 === 0 ? Math.cos : Math.sin)(step * (k >> 1)),
  );
  discs[vertices] = disc;
  return disc;
}

/** Vertices for a disc of radius r pixels: the chord's height r·(1 − cos(π/n)) ≈ r·π²/2n². */
function discVertices(r: number): number {
  return Math.min(
    MOST_VERTICES,
    Math.max(FEWEST_VERTICES, Math.ceil(Math.PI * Math.sqrt(r / (2 * FLATNESS)))),
  );
}

function traceTurned(rings: Rings): boolean {
  const disc = discOf(discVertices(Math.max(turn.a, turn.b)));
  rings.reserve(disc.length / 2);
  for (let k = 0; k < disc.length; k += 2) {
    const u = turn.a * disc[k]!;
    const v = turn.b * disc[k + 1]!;
    rings.push(turn.x + turn.cos * u - turn.sin * v, turn.y + turn.sin * u + turn.cos * v);
  }
  return true;
}

/** Gradients by a Turn's numbers, of vertices at (a·p, b·q) before the turn. */
const byTurn = { x: 0, y: 0, a: 0, b: 0, angle: 0 };

function pullTurned(rings: Rings, from: number, corners: Float64Array): void {
  let sumX = 0;
  let sumY = 0;
  let byA = 0;
  let byB = 0;
  let byAngle = 0;
  const { a, b, cos, sin } = turn;
  for (let k = 0, n = from; k < corners.length; k += 2, n++) {
    const p = corners[k]!;
    const q = corners[k + 1]!;
    const gx = rings.byX[n]!;
    const gy = rings.byY[n]!;
    // along and across the turned axes
    const along = cos * gx + sin * gy;
    const across = cos * gy - sin * gx;
    sumX += gx;
    sumY += gy;
    byA += p * along;
    byB += q * across;
    byAngle += a * p * across - b * q * along;
  }
  byTurn.x = sumX;
  byTurn.y = sumY;
  byTurn.a = byA;
  byTurn.b = byB;
  byTurn.angle = byAngle;
}

function giveTurn({ point, radius, angle }: ShapePlace, out: OutlineGradients): void {
  out.points[2 * point]! += byTurn.x;
  out.points[2 * point + 1]! += byTurn.y;
  out.radii[radius]! += byTurn.a;
  out.radii[radius + 1]! += byTurn.b;
  out.angles[angle]! += byTurn.angle;
}

function traceCircle(shapes: Shapes, place: ShapePlace, scale: number, rings: Rings): boolean {
  return readCircle(shapes, place, scale) && traceTurned(rings);
}

function pullCircle(
  shapes: Shapes,
  place: ShapePlace,
  scale: number,
  rings: Rings,
  from: number,
  to: number,
  out: OutlineGradients,
): void {
  readCircle(shapes, place, scale);
  pullTurned(rings, from, discOf(to - from));
  out.points[2 * place.point]! += byTurn.x;
  out.points[2 * place.point + 1]! += byTurn.y;
  out.radii[place.radius]! += byTurn.a + byTurn.b;
}

function traceEllipse(shapes: Shapes, place: ShapePlace, scale: number, rings: Rings): boolean {
  return readTurn(shapes, place, scale) && traceTurned(rings);
}

function pullEllipse(
  shapes: Shapes,
  place: ShapePlace,
  scale: number,
  rings: Rings,
  from: number,
  to: number,
  out: OutlineGradients,
): void {
  readTurn(shapes, place, scale);
  pullTurned(rings, from, discOf(to - from));
  giveTurn(place, out);
}

const SQUARE = Float64Array.of(-1, -1, 1, -1, 1, 1, -1, 1);

function traceRectangle(shapes: Shapes, place: ShapePlace, scale: number, rings: Rings): boolean {
  if (!readTurn(shapes, place, scale)) return false;
  rings.reserve(4);
  for (let k = 0; k < SQUARE.length; k += 2) {
    const u = turn.a * SQUARE[k]!;
    const v = turn.b * SQUARE[k + 1]!;
    rings.push(turn.x + turn.cos * u - turn.sin * v, turn.y + turn.sin * u + turn.cos * v);
  }
  return true;
}

function pullRectangle(
  shapes: Shapes,
  place: ShapePlace,
  scale: number,
  rings: Rings,
  from: number,
  _to: number,
  out: OutlineGradients,
): void {
  readTurn(shapes, place, scale);
  pullTurned(rings, from, SQUARE);
  giveTurn(place, out);
}
