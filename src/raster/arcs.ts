/**
 * @file Strokes as chains of circular arcs, for pens of one width.
 *
 * A cubic is cut at equal steps of its parameter, and a step that turns far or leans is halved. Each piece is the arc through
 * three points of the curve: those at its ends and the one half-way. A parabola through them would be off the curve by
 * at most h³·|B'''|/(72√3), which sets the number of steps (interpolation error; Davis, "Interpolation and
 * Approximation", 3.1). Three points also carry a displacement of the curve to second order, which is what a gradient
 * by the inner control points lives on.
 */
import { ARC } from './arc-frame.js';
import { MARGINS } from './chain.js';
import { CurvePoints, isPlaced, SHORTEST_PIECE } from './curve-points.js';
import { grownFloat64 } from './growable.js';

const { FRAME, UX, UY, MIDDLE_X, MIDDLE_Y, CURVATURE, HALF, RISE, COS, SIN } = ARC;
const { START_X, START_Y, END_X, END_Y, SKEW, NOWHERE, LAP, RADIUS } = ARC;
const { BEFORE_END, REACH, SLACK } = MARGINS;

/** Largest distance between a curve and its parabolas, pixels. */
const CLOSE = 0.03;
/** Added to curvatures, per pixel: so little makes no difference, and the inverse keeps its digits. */
const STRAIGHT = 1e-7;
/** With fewer the inner control points of a nearly straight cubic would hardly be told apart. */
const FEWEST_PIECES = 3;
/** Pixels along its control polygon: a longer piece is off its parabola by little and yet long enough for that to tell. */
const LONGEST_PIECE = 10;
const MOST_PIECES = 64;
/** Tangent of a quarter of the angle by which an arc may turn: 45 degrees. */
const MOST_BEND = 0.4;
/** How far along its piece the point half-way may lie from the middle, as a part of half the chord. */
const MOST_SKEW = 0.6;
/** The same times how far the arc's middle lies off its chord, pixels: a curve that leans leaves its arc by up to .8 of it. */
const MOST_LEAN = 0.06;
const LEAN = MOST_LEAN * MOST_LEAN;
/** Tangent of half the angle from which a turn is sharp (23 degrees). */
const SHARP = 0.2;
/** Bands are lengthened by at most this, pixels; a larger wedge is scanned as a sector. */
const LONGEST_LAP = 1;
/** Added to both sides of a division: a chain that turns right back has none of either. */
const LEAST = 1e-12;
/** How often a step is halved. Where that is not enough, at a cusp, the pieces are straight. */
const MOST_HALVINGS = 5;

/**
 * Points of all strokes, in order: end, half-way, end, half-way, …, end, and one that is nobody's. So piece q has the
 * points 2q, 2q + 1 and 2q + 2, and the numbers from FRAME·q on; after a stroke's last piece LAP is that of its end.
 */
export class ArcChain extends CurvePoints {
  frames = new Float64Array(512 * FRAME);
  /** the cubic being cut: its coefficients by power of the parameter, pixels */
  readonly #power = new Float64Array(8);

  /**
   * Appends one stroke; at least one piece (a dot is one of length 0).
   * @param points control points, x,y
   * @param first index of the stroke's first control point
   * @param segments number of cubics
   * @param scale pixels per unit of `points`
   * @param radius half-width of the pen, pixels: the finer it is, the closer its arcs follow the curve
   * @returns false, and nothing appended, if a coordinate is not finite
   */
  append(points: Float32Array, first: number, segments: number, scale: number, radius: number): boolean {
    if (!isPlaced(points, first, segments, scale)) return false;
    const start = this.vertices;
    this.#room(4);
    this.push(points[2 * first]! * scale, points[2 * first + 1]! * scale, 0, first);
    // the square of the half-width below 1, by powers of 4: a little more width cuts nothing anew
    const close = Math.min(1, 4 ** Math.round(Math.log2(radius)));
    for (let c = 0; c < segments; c++) this.#cut(points, first + 3 * c, scale, start, close, radius);
    if (this.vertices === start + 1) {
      this.pushDot(start, first);
      this.pushDot(start, first);
      const at = FRAME * (start >> 1);
      this.frames.fill(0, at, at + FRAME);
      this.frames[at + UX] = 1;
      this.frames[at + COS] = 1;
      this.frames[at + START_X] = 1;
      this.frames[at + END_X] = 1;
    }
    this.frames[FRAME * (start >> 1) + LAP] = -BEFORE_END;
    this.frames[FRAME * (this.vertices >> 1) + LAP] = -BEFORE_END;
    this.push(0, 0, 0, first);
    return true;
  }

  #cut(
    points: Float32Array,
    cubic: number,
    scale: number,
    start: number,
    close: number,
    radius: number,
  ): void {
    const o = 2 * cubic;
    const power = this.#power;
    let third = 0;
    let squares = 0;
    for (let k = o; k < o + 6; k++) squares += (points[k + 2]! - points[k]!) ** 2;
    // of the control polygon, and more where its sides differ
    const length = Math.sqrt(3 * squares) * scale;
    for (let axis = 0; axis < 2; axis++) {
      const p0 = points[o + axis]! * scale;
      const p1 = points[o + 2 + axis]! * scale;
      const p2 = points[o + 4 + axis]! * scale;
      const p3 = points[o + 6 + axis]! * scale;
      power[axis] = p0;
      power[2 + axis] = 3 * (p1 - p0);
      power[4 + axis] = 3 * (p0 - 2 * p1 + p2);
      power[6 + axis] = p3 - p0 + 3 * (p1 - p2);
      third += power[6 + axis]! ** 2;
    }
    const steps = Math.cbrt((6 * Math.sqrt(third)) / (72 * Math.sqrt(3) * CLOSE * close));
    const pieces = Math.min(
      MOST_PIECES,
      Math.max(FEWEST_PIECES, Math.ceil(Math.max(steps, length / LONGEST_PIECE))),
    );
    this.#room(2 * (pieces << MOST_HALVINGS) + 4);
    this.#walk(cubic, pieces, start, LEAN * close * close, radius);
  }

  /** Appends the pieces of a cubic, cut into so many and each in halves as often as it needs. */
  #walk(cubic: number, pieces: number, start: number, lean: number, radius: number): void {
    const { x: placeX, y: placeY, at, cubic: cubics, frames } = this;
    const power = this.#power;
    const dX = power[0]!;
    const dY = power[1]!;
    const cX = power[2]!;
    const cY = power[3]!;
    const bX = power[4]!;
    const bY = power[5]!;
    const aX = power[6]!;
    const aY = power[7]!;
    const smallest = pieces << MOST_HALVINGS;
    let v = this.vertices - 1;
    let parts = pieces;
    let per = 1 / pieces;
    let from = 0;
    for (let k = 0; k < parts; ) {
      const to = (k + 1) * per;
      const half = 0.5 * (from + to);
      const x0 = placeX[v]!;
      const y0 = placeY[v]!;
      const dx = ((aX * to + bX) * to + cX) * to + dX - x0;
      const dy = ((aY * to + bY) * to + cY) * to + dY - y0;
      const x = ((aX * half + bX) * half + cX) * half + dX - x0;
      const y = ((aY * half + bY) * half + cY) * half + dY - y0;
      const square = dx * dx + dy * dy;
      const along = 2 * (x * dx + y * dy) - square;
      const off = dx * y - dy * x;
      const isShort = square < SHORTEST_PIECE * SHORTEST_PIECE;
      const isPlain =
        Math.abs(along) < MOST_SKEW * square &&
        2 * Math.abs(off) < MOST_BEND * square &&
        along * off * along * off < lean * square * square * square;
      const isNowhere = isShort && Math.abs(x) + Math.abs(y) < SHORTEST_PIECE;
      if (!isPlain && !isNowhere && parts < smallest) {
        k <<= 1;
        parts <<= 1;
        per *= 0.5;
        continue;
      }
      // A piece that is too short is left to the next one.
      if (!isShort) {
        const length = Math.sqrt(square);
        const perLength = 1 / length;
        const ux = dx * perLength;
        const uy = dy * perLength;
        const skew = along * perLength * perLength;
        // 1/(1 − skew²), near enough for the skews there are
        const skew2 = skew * skew;
        const rise = isPlain ? off * perLength * (1 + skew2) * (1 + skew2 * skew2) : 0;
        // tan(φ/2) for the angle φ between chord and tangent
        const tan = 2 * rise * perLength;
        const perSquare = 1 / (1 + tan * tan);
        const sine = 2 * tan * perSquare;
        const cosine = (1 - tan * tan) * perSquare;
        const curvature = 2 * sine * perLength;
        const startX = ux * cosine - uy * sine;
        const startY = uy * cosine + ux * sine;
        const f = FRAME * (v >> 1);
        if (v > start) {
          const endX = frames[f - FRAME + END_X]!;
          const endY = frames[f - FRAME + END_Y]!;
          // tan(θ/2) = |sin θ| / (1 + cos θ) of the angle by which the chain turns
          const turn = Math.abs(startX * endY - startY * endX);
          const bend = (turn + LEAST) / (1 + LEAST + startX * endX + startY * endY);
          const lap = bend * (radius + REACH);
          frames[f + LAP] = Number(lap <= LONGEST_LAP) * Number(bend <= SHARP) * (lap + SLACK);
        }
        frames[f + UX] = ux;
        frames[f + UY] = uy;
        frames[f + MIDDLE_X] = x0 + 0.5 * dx - rise * uy;
        frames[f + MIDDLE_Y] = y0 + 0.5 * dy + rise * ux;
        const bow = curvature + (2 * Number(curvature >= 0) - 1) * STRAIGHT;
        frames[f + CURVATURE] = bow;
        frames[f + RADIUS] = 1 / bow;
        frames[f + HALF] = 0.5 * length;
        frames[f + RISE] = rise;
        frames[f + COS] = cosine;
        frames[f + SIN] = sine;
        frames[f + START_X] = startX;
        frames[f + START_Y] = startY;
        frames[f + END_X] = ux * cosine + uy * sine;
        frames[f + END_Y] = uy * cosine - ux * sine;
        frames[f + SKEW] = skew;
        if (!isPlain) frames[f + SKEW] = NOWHERE;
        placeX[v + 1] = x0 + x;
        placeY[v + 1] = y0 + y;
        at[v + 1] = half;
        cubics[v + 1] = cubic;
        placeX[v + 2] = x0 + dx;
        placeY[v + 2] = y0 + dy;
        at[v + 2] = to;
        cubics[v + 2] = cubic;
        v += 2;
        from = to;
      }
      k++;
      for (; parts > pieces && (k & 1) === 0; k >>= 1) {
        parts >>= 1;
        per *= 2;
      }
    }
    this.vertices = v + 1;
  }

  /** Makes room for so many more points. */
  #room(points: number): void {
    this.reserve(this.vertices + points);
    const count = FRAME * ((this.x.length >> 1) + 1);
    if (this.frames.length < count) this.frames = grownFloat64(this.frames, count);
  }
}
