/**
 * @file The pixels beside one straight piece of a chain, and how much of each its band covers.
 *
 * With n the distance of a pixel's centre across the piece and w that along it from the piece's middle, what w passes
 * the piece's ends by, o = w − clamp(w, ±length/2), gives the distance d = √(n² + o²), and the pixel lies s = r − d
 * inside the outline, whose normal is taken as the piece's. The area is `edgeArea` of s, written so that no processor
 * has to guess a branch: clamp(v, ±k) = ½(|v+k| − |v−k|), and with c = clamp(s, ±(a+b)/2), e = c − clamp(c, ±(a−b)/2)
 * it is ½ + c/a − e·|e|/(2ab). For a pen narrower than a pixel the same of r + d is added, less 1.
 */
import { type Chain, lapAt, REACH, roundFrom, SLACK } from './chain.js';
import type { EndPixels } from './end-pixels.js';
import type { Mask } from './painting.js';
import type { Polyline } from './polyline.js';

/** Directions closer to an axis than this are taken at this slope, which no pixel notices. */
const STEEP = 1e-6;
/** Added to the minor component of a normal: an edge along an axis has no ramp to divide by. */
export const FLAT = 1e-9;
/** How much a pixel's half extent along the normal may grow while the normal turns through a lap. */
const FAN = 0.04;
/** Half-width in pixels, less a pixel's extent, up to which no pixel is looked for that is covered wholly. */
const THIN = 0.5;
/** Added and taken off again, this rounds to 2⁻³⁶: what rounding left of no area is none. */
const COARSE = 65_536;

/** A mask that keeps the pixels of round ends for later. */
export interface BandMask extends Mask {
  readonly height: number;
  readonly ends: EndPixels;
}

/**
 * Raises the mask's areas by the pieces of a chain: each a rectangle, lengthened by a lap at either end. Pixels that a
 * sharp vertex or a free end makes round are left to the mask's `ends`.
 */
export function coverBands(mask: BandMask, line: Polyline, chain: Chain): void {
  const { area, note, left, right, width, height, ends } = mask;
  const { x: lineX, y: lineY, ux: lineUx, uy: lineUy, length: lengths } = line;
  const r = chain.radius;
  const edge = width - 1;
  const last = chain.to - 2;
  for (let p = chain.from; p <= last; p++) {
    const length = lengths[p]!;
    if (length === 0) continue;
    const lapBefore = lapAt(line, chain, p);
    const lapAfter = lapAt(line, chain, p + 1);
    const lap = 0.5 * (lapBefore + lapAfter + Math.abs(lapBefore - lapAfter));
    const ux = lineUx[p]!;
    const uy = lineUy[p]!;
    const halfLength = 0.5 * length;
    // from the middle of the first pixel to that of the piece
    const x0 = lineX[p]! + halfLength * ux - 0.5;
    const y0 = lineY[p]! + halfLength * uy - 0.5;
    const ax = Math.abs(ux);
    const ay = Math.abs(uy);
    const half = 0.5 * (ax + ay + FLAT);
    const flank = 0.5 * (Math.abs(ax - ay) - FLAT);
    const perA = 1 / (half + flank);
    const per2AB = (0.5 * perA) / (half - flank);
    const extent = half + FAN;
    const outer = r + extent;
    // A pixel |n| off the piece is up to √(n² + lap²) from it where it lies past its end. Few lie well within a thin pen.
    const inner = r - extent > THIN ? Math.sqrt(Math.max(0, (r - extent) ** 2 - lap * lap)) : 0;
    // the rectangle's middle and half its length
    const wMiddle = 0.5 * (lapAfter - lapBefore);
    const wHalf = halfLength + 0.5 * (lapBefore + lapAfter) + SLACK;
    const roundBefore = Math.min(0, -roundFrom(line, chain, p) - halfLength);
    const roundAfter = Math.max(0, roundFrom(line, chain, p + 1) + halfLength);
    const yMiddle = y0 + wMiddle * uy;
    const yHalf = wHalf * ay + outer * ax;
    const rowFrom = Math.max(0, Math.ceil(yMiddle - yHalf)) | 0;
    const rowTo = Math.min(height - 1, Math.floor(yMiddle + yHalf)) | 0;
    // A row dy below the middle meets w = const at dx = w/ux − dy·uy/ux, n = const at dx = dy·ux/uy − n/uy.
    const perX = 1 / (ax > STEEP ? ux : STEEP);
    const perY = 1 / (ay > STEEP ? uy : STEEP);
    const driftW = uy * perX;
    const driftN = ux * perY;
    const startW = wMiddle * perX - wHalf * Math.abs(perX);
    const endW = wMiddle * perX + wHalf * Math.abs(perX);
    const outerN = outer * Math.abs(perY);
    const innerN = inner * Math.abs(perY);
    for (let row = rowFrom; row <= rowTo; row++) {
      const dy = row - y0;
      const axis = x0 + dy * driftN;
      const first = x0 - dy * driftW + startW;
      const final = x0 - dy * driftW + endW;
      const low = axis - outerN;
      const high = axis + outerN;
      const from = Math.max(0, Math.ceil(0.5 * (first + low + Math.abs(first - low)))) | 0;
      const to = Math.min(edge, Math.floor(0.5 * (final + high - Math.abs(final - high)))) | 0;
      if (from > to) continue;
      // min and max of integers: the sign of a difference picks it
      const under = from - left[row]!;
      const above = to - right[row]!;
      left[row]! += under & (under >> 31);
      right[row]! += above & ~(above >> 31);
      const base = row * width;
      let full = to + 1;
      let open = full;
      if (inner > 0) {
        const fullFrom = Math.max(0, Math.ceil(Math.max(first, axis - innerN))) | 0;
        const fullTo = Math.min(edge, Math.floor(Math.min(final, axis + innerN))) | 0;
        if (fullFrom <= fullTo) {
          full = fullFrom;
          open = fullTo + 1;
          for (let i = base + full; i < base + open; i++) area[i] = 1;
        }
      }
      for (let col = from; col <= to; col++) {
        if (col === full) {
          col = open - 1;
          continue;
        }
        const dx = col - x0;
        const w = dx * ux + dy * uy;
        if (w < roundBefore || w > roundAfter) {
          ends.push(row, col, 2 * p + (w > 0 ? 1 : 0));
          continue;
        }
        const n = dy * ux - dx * uy;
        const o = w - 0.5 * (Math.abs(w + halfLength) - Math.abs(w - halfLength));
        const d = Math.sqrt(n * n + o * o);
        let s = r - d;
        let c = 0.5 * (Math.abs(s + half) - Math.abs(s - half));
        let e = c - 0.5 * (Math.abs(c + flank) - Math.abs(c - flank));
        let covered = 0.5 + c * perA - e * Math.abs(e) * per2AB;
        if (r < REACH) {
          s = r + d;
          c = 0.5 * (Math.abs(s + half) - Math.abs(s - half));
          e = c - 0.5 * (Math.abs(c + flank) - Math.abs(c - flank));
          covered += c * perA - e * Math.abs(e) * per2AB - 0.5;
        }
        const cell = base + col;
        // The larger area stays, and whose it is.
        const before = area[cell]!;
        const other = note[cell]!;
        covered = covered + COARSE - COARSE;
        area[cell] = 0.5 * (before + covered + Math.abs(before - covered));
        note[cell] = other + Math.imul(p - other, Number(covered > before));
      }
    }
  }
}
