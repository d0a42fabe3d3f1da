/**
 * @file Pixels in which a stroke meets itself: two of its outlines pass through one pixel. What both leave uncovered is
 * found once the stroke is scanned (`pairUnions`), and the pixel's gradient is shared between them. A disc counts as the
 * half-plane at its tangent, moved by its mean bend over a pixel.
 *
 * Of three outlines and more the two that cover most are taken. Pens narrower than a pixel have both sides in one
 * pixel, and are taken to cross anywhere in it.
 */
import { ARC } from './arc-frame.js';
import type { ArcChain } from './arcs.js';
import { MARGINS, type OutlinePixels } from './chain.js';
import { grownFloat32, grownInt32 } from './growable.js';
import type { Mask } from './painting.js';
import { PAIR, pairUnions } from './pair-union.js';

const { FRAME, UX, UY, MIDDLE_X, MIDDLE_Y, CURVATURE, HALF, RADIUS, START_X, START_Y, END_X, END_Y } = ARC;
const { REACH } = MARGINS;
const { EDGE } = PAIR;

/** Notes from here down are pairs: SHARED − pair. */
const SHARED = -(2 ** 30);
/** More than this part of a pixel is all of it, and a gain of less is none. */
const LEAST_AREA = 1e-6;

/** Length between pieces, pixels, from which they are parts of the stroke that meet, not parts that follow. */
const APART = 2;

export class Overlaps {
  /** by entry: another outline through a cell of the stroke being covered than the one that the cell's note names */
  #count = 0;
  #cell = new Int32Array(64);
  #note = new Int32Array(64);
  /** the area that it covers alone, asked for of pens narrower than a pixel only */
  area = new Float32Array(64);
  /** by pair: the notes that its two outlines would have alone, and the shares of their chords that show */
  #pairs = 0;
  #pair = new Int32Array(128);
  #share = new Float32Array(128);
  /** outlines of pairs spread out by `spread`, and the gradients by their areas */
  readonly pixels = { place: new Int32Array(64), note: new Int32Array(64) };
  byArea = new Float32Array(64);
  /** by entry, the cell's own outline first */
  #edges = new Float64Array(64 * 2 * EDGE);
  #covered = new Float64Array(64);
  #shares = new Float64Array(128);

  /** Forgets the pairs of all strokes. */
  clear(): void {
    this.#pairs = 0;
  }

  /** Notes that an outline passes through a cell besides the one that covers most of it. @returns the entry */
  push(cell: number, note: number): number {
    const k = this.#count++;
    if (k === this.#cell.length) {
      this.#cell = grownInt32(this.#cell, k + 1);
      this.#note = grownInt32(this.#note, k + 1);
      this.area = grownFloat32(this.area, k + 1);
    }
    this.#cell[k] = cell;
    this.#note[k] = note;
    return k;
  }

  /** Gives the noted cells the area that two outlines cover together, and takes the entries off again. */
  resolve(arcs: ArcChain, r: number, mask: Mask): void {
    const count = this.#count;
    if (count === 0) return;
    this.#count = 0;
    if (r < REACH) {
      this.#crossBands(arcs, mask, count);
      return;
    }
    if (this.#covered.length < count) {
      this.#edges = new Float64Array(2 * count * 2 * EDGE);
      this.#covered = new Float64Array(2 * count);
      this.#shares = new Float64Array(2 * count * 2);
    }
    this.#findEdges(arcs, r, mask, count);
    const edges = this.#edges;
    const shares = this.#shares;
    pairUnions(edges, count, this.#covered, shares);
    const { area, note } = mask;
    for (let k = 0; k < count; k++) {
      const cell = this.#cell[k]!;
      const before = area[cell]!;
      const covered = this.#covered[k]!;
      if (before >= 1 || !(covered >= before + LEAST_AREA)) continue;
      if (covered > 1 - LEAST_AREA) area[cell] = 1;
      else {
        area[cell] = covered;
        note[cell] = this.#keep(note[cell]!, k);
      }
    }
  }

  /**
   * Two bands narrower than a pixel cross in one: of each the other hides as large a part as it covers of the pixel, on
   * average over where they cross.
   */
  #crossBands(arcs: ArcChain, { area, note }: Mask, count: number): void {
    for (let k = 0; k < count; k++) {
      const cell = this.#cell[k]!;
      const before = area[cell]!;
      const own = this.area[k]!;
      if (note[cell]! < 0 || !areApart(arcs, note[cell]!, this.#note[k]!)) continue;
      area[cell] = before + own * (1 - before);
    }
  }

  /** Keeps the two outlines of an entry as a pair. @param owner the cell's note before @returns the note for it */
  #keep(owner: number, k: number): number {
    const p = this.#pairs++;
    if (2 * p + 2 > this.#pair.length) {
      this.#pair = grownInt32(this.#pair, 2 * p + 2);
      this.#share = grownFloat32(this.#share, 2 * p + 2);
    }
    // A third outline: the cell's own is the first of the pair found before.
    this.#pair[2 * p] = owner <= SHARED ? this.#pair[2 * (SHARED - owner)]! : owner;
    this.#pair[2 * p + 1] = this.#note[k]!;
    this.#share[2 * p] = this.#shares[2 * k]!;
    this.#share[2 * p + 1] = this.#shares[2 * k + 1]!;
    return SHARED - p;
  }

  /** Finds the half-planes that stand for the two outlines of each entry. */
  #findEdges(
    { frames, x: lineX, y: lineY }: ArcChain,
    r: number,
    { note, width }: Mask,
    count: number,
  ): void {
    const edges = this.#edges;
    for (let m = 0; m < 2 * count; m++) {
      const cell = this.#cell[m >> 1]!;
      const row = (cell / width) | 0;
      const x = cell - row * width + 0.5;
      const y = row + 0.5;
      const own = m & 1 ? this.#note[m >> 1]! : note[cell]!;
      const isStart = own < 0 && ((-1 - own) & 1) === 0;
      const q = own < 0 ? (-1 - own) >> 1 : own;
      const f = FRAME * q;
      const at = EDGE * m;
      if (own < 0) {
        const v = isStart ? 2 * q : 2 * q + 2;
        const dx = x - lineX[v]!;
        const dy = y - lineY[v]!;
        const tx = isStart ? -frames[f + START_X]! : frames[f + END_X]!;
        const ty = isStart ? -frames[f + START_Y]! : frames[f + END_Y]!;
        if (dx * tx + dy * ty > 0 || frames[f + HALF] === 0) {
          const d = Math.sqrt(dx * dx + dy * dy + 1e-12);
          edges[at] = dx / d;
          edges[at + 1] = dy / d;
          edges[at + 2] = r - d - 1 / (24 * d);
          continue;
        }
        // before the end it is the piece itself that covers the pixel
      }
      const k = frames[f + CURVATURE]!;
      const nx = k * (x - frames[f + MIDDLE_X]!) - frames[f + UY]!;
      const ny = k * (y - frames[f + MIDDLE_Y]!) + frames[f + UX]!;
      const rho = Math.sqrt(nx * nx + ny * ny);
      const perRho = 1 / rho;
      const d = (rho - 1) * frames[f + RADIUS]! + k * perRho * (1 / 24);
      const side = (2 * Number(d > 0) - 1) * perRho;
      edges[at] = side * nx;
      edges[at + 1] = side * ny;
      edges[at + 2] = r - Math.abs(d);
    }
  }

  /**
   * Spreads the gradients by pairs' areas over their outlines, as `pixels` and `byArea`.
   * @param which indices of outline pixels, `count` of them; those of pairs are taken out, the others move up
   * @returns how many outlines there are of pairs, and how many indices are left in `which`
   */
  spread(pixels: OutlinePixels, which: Int32Array, count: number, byArea: Float32Array): [number, number] {
    if (this.byArea.length < 2 * count) {
      this.pixels.place = grownInt32(this.pixels.place, 2 * count);
      this.pixels.note = grownInt32(this.pixels.note, 2 * count);
      this.byArea = grownFloat32(this.byArea, 2 * count);
    }
    let outlines = 0;
    let others = 0;
    for (let k = 0; k < count; k++) {
      const i = which[k]!;
      const pair = SHARED - pixels.note[i]!;
      if (pair < 0) {
        which[others++] = i;
        continue;
      }
      for (let m = 2 * pair; m < 2 * pair + 2; m++) {
        if (this.#share[m] === 0) continue;
        this.pixels.place[outlines] = pixels.place[i]!;
        this.pixels.note[outlines] = this.#pair[m]!;
        this.byArea[outlines++] = byArea[i]! * this.#share[m]!;
      }
    }
    return [outlines, others];
  }
}

/** Whether the stroke goes on for longer between two of its pieces than they could share a pixel by its going on. */
function areApart({ frames }: ArcChain, one: number, other: number): boolean {
  let length = 0;
  for (let q = Math.min(one, other) + 1; q < Math.max(one, other); q++)
    length += 2 * frames[FRAME * q + HALF]!;
  return length > APART;
}
