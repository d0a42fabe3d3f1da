/**
 * @file The pixels beside one arc of a chain, and how much of each its band covers.
 *
 * With κ the arc's curvature and ρ the length of κ·(pixel's centre − arc's centre), a pixel's centre is d = (ρ−1)/κ from the
 * arc, on the side of the chord's normal where d > 0; the arc's normal there is that vector over ρ, and the pixel lies
 * s = r − |d| inside the outline. Where another piece of the stroke covers a part of the pixel too, `Overlaps` is told.
 *
 * Its area beside a straight edge is `edgeArea` (edge-area.reference.ts) of s, written so that no processor has to guess a branch: clamp(v, ±k) =
 * ½(|v+k| − |v−k|), and with c = clamp(s, ±(a+b)/2), e = c − clamp(c, ±(a−b)/2) it is ½ + c/a − e·|e|/(2ab). The outline
 * bends by κ/ρ, so over the pixel it lies κ/(24ρ) nearer to the centre than its tangent on average (½κ/ρ·τ², and the mean
 * of τ² is 1/12), by which d is raised. For a pen narrower than a pixel the same of r + |d| is added, less 1.
 */
import { ARC } from './arc-frame.js';
import type { ArcChain } from './arcs.js';
import { type Chain, MARGINS } from './chain.js';
import type { Overlaps } from './overlaps.js';
import type { Mask } from './painting.js';

const { FRAME, UX, UY, MIDDLE_X, MIDDLE_Y, CURVATURE, HALF, RISE, COS, SIN } = ARC;
const { START_X, START_Y, END_X, END_Y, LAP, RADIUS } = ARC;
const { REACH, SLACK, THIN, FLAT, SLIVER } = MARGINS;

/** Directions closer to an axis than this are taken at this slope, which no pixel notices. */
const STEEP = 1e-6;
/** Allowance for an outline that bends within a pixel. */
const FAN = 0.02;
/** Added and taken off again, this rounds to 2⁻³⁶: what rounding left of no area is none. */
const COARSE = 65_536;
/** Farther than any pixel. */
const FAR = 1e9;

/** A mask that keeps the pixels in which a stroke meets itself. */
export interface BandMask extends Mask {
  readonly height: number;
  readonly overlaps: Overlaps;
}

/** Raises the mask's areas by the arcs of a chain: each between the normals at its ends, lengthened by a lap at either. */
export function coverBands(mask: BandMask, arcs: ArcChain, chain: Chain): void {
  const { area, note, left, right, width, height, overlaps } = mask;
  const { frames } = arcs;
  const r = chain.radius;
  const pen = 2 * r;
  const edge = width - 1;
  for (let q = chain.from; q < chain.to; q++) {
    const f = FRAME * q;
    const halfLength = frames[f + HALF]!;
    if (halfLength === 0) continue;
    const ux = frames[f + UX]!;
    const uy = frames[f + UY]!;
    const rise = frames[f + RISE]!;
    const sine = frames[f + SIN]!;
    const k = frames[f + CURVATURE]!;
    const bow = Math.abs(k);
    const radius = Math.abs(frames[f + RADIUS]!);
    const shift = bow * (1 / 12);
    const perBow = 2 * radius;
    // from the middle of the first pixel to that of the arc
    const x0 = frames[f + MIDDLE_X]! - 0.5;
    const y0 = frames[f + MIDDLE_Y]! - 0.5;
    const startX = frames[f + START_X]!;
    const startY = frames[f + START_Y]!;
    const endX = frames[f + END_X]!;
    const endY = frames[f + END_Y]!;
    // how far the normals at the ends are from the arc's middle
    const reach = halfLength * frames[f + COS]! + rise * sine + SLACK;
    const lapBefore = frames[f + LAP]!;
    const lapAfter = frames[f + FRAME + LAP]!;
    // Pieces before this one are other outlines than its own.
    const others = lapBefore > 0 ? q - 1 : q;
    const ax = Math.abs(ux);
    const ay = Math.abs(uy);
    // of the pixel along a normal, which turns by as much as the arc
    const spread = ax + ay + Math.abs((ax - ay) * sine);
    const extent = Math.min(REACH, 0.5 * spread) + FAN;
    const outer = r + extent;
    const inner = r - extent > THIN ? r - extent : 0;
    // across: from the centre at most, or as far as the pen reaches below the ends, to as far as above the middle
    const nHigh = 0.5 * (outer - Math.min(outer + Math.abs(rise), radius));
    const nHalf = outer - nHigh;
    const up = 2 * Number(k > 0) - 1;
    const nMiddle = up * nHigh;
    const wHalf = halfLength + outer * Math.abs(sine) + Math.max(0, lapBefore, lapAfter);
    const yMiddle = y0 + nMiddle * ux;
    const yHalf = wHalf * ay + nHalf * ax;
    const rowFrom = Math.max(0, Math.ceil(yMiddle - yHalf)) | 0;
    const rowTo = Math.min(height - 1, Math.floor(yMiddle + yHalf)) | 0;
    // A row dy below the middle meets n = const at dx = dy·ux/uy − n/uy, and an end's normal at dx = (limit − dy·y)/x.
    const perY = 1 / (ay > STEEP ? uy : STEEP);
    const drift = ux * perY;
    const axisMiddle = x0 - nMiddle * perY;
    const axisHalf = nHalf * Math.abs(perY);
    // Wholly covered is what lies between the arc's middle less `inner`, or its centre, and the outer side's lowest.
    let fullMiddle = 0;
    let fullHalf = -1;
    if (inner > 0) {
      const outside = inner - (0.55 * bow * wHalf * wHalf) / (1 + bow * inner);
      const inside = -Math.min(inner, radius);
      fullMiddle = x0 - 0.5 * up * (outside + inside) * perY;
      fullHalf = 0.5 * (outside - inside) * Math.abs(perY);
    }
    const perStart = 1 / (Math.abs(startX) > STEEP ? startX : STEEP);
    const perEnd = 1 / (Math.abs(endX) > STEEP ? endX : STEEP);
    const start = x0 - (reach + lapBefore) * perStart;
    const final = x0 + (reach + lapAfter) * perEnd;
    const startDrift = startY * perStart;
    const endDrift = endY * perEnd;
    // Where the arc turns past the vertical both ends' normals bound a row on the same side.
    const isMixed = perStart * perEnd < 0;
    const isForward = perStart > 0;
    const lower = isForward ? start : final;
    const lowerDrift = isForward ? startDrift : endDrift;
    const upper = isForward ? final : start;
    const upperDrift = isForward ? endDrift : startDrift;
    // The radius to a pixel, times κ, is (κ·col − across, κ·row − down).
    const across = k * x0 + uy;
    const down = k * y0 - ux;
    for (let row = rowFrom; row <= rowTo; row++) {
      const dy = row - y0;
      let first = lower - dy * lowerDrift;
      let last = upper - dy * upperDrift;
      if (isMixed) {
        const apart = Math.abs(last - first);
        const middle = 0.5 * (first + last);
        first = isForward ? middle + 0.5 * apart : -FAR;
        last = isForward ? FAR : middle - 0.5 * apart;
      }
      const low = axisMiddle + dy * drift - axisHalf;
      const high = low + 2 * axisHalf;
      const from = Math.max(0, Math.ceil(0.5 * (first + low + Math.abs(first - low)))) | 0;
      const to = Math.min(edge, Math.floor(0.5 * (last + high - Math.abs(last - high)))) | 0;
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
        const axis = fullMiddle + dy * drift;
        const fullFrom = Math.max(0, Math.ceil(Math.max(first, axis - fullHalf))) | 0;
        const fullTo = Math.min(edge, Math.floor(Math.min(last, axis + fullHalf))) | 0;
        if (fullFrom <= fullTo) {
          full = fullFrom;
          open = fullTo + 1;
          for (let i = base + full; i < base + open; i++) area[i] = 1;
        }
      }
      const ny = Math.abs(k * row - down);
      const ny2 = ny * ny;
      for (let col = from; col <= to; col++) {
        if (col === full) {
          col = open - 1;
          continue;
        }
        // all lengths from here on are times ρ
        const nx = Math.abs(k * col - across);
        const rho2 = nx * nx + ny2;
        const rho = Math.sqrt(rho2);
        // twice (a+b)/2, (a−b)/2, b, s; four times c; eight times e
        const half = nx + ny + FLAT;
        const flank = Math.abs(nx - ny);
        const twice = flank + flank;
        const b = half - flank;
        const per = 0.5 / ((half + flank) * b);
        const away = Math.abs((rho2 - rho) * perBow + shift);
        let s = pen * rho - away;
        let c = Math.abs(s + half) - Math.abs(s - half);
        let e = c + c - Math.abs(c + twice) + Math.abs(c - twice);
        let covered = 0.5 + (c * b - e * Math.abs(e) * 0.0625) * per;
        if (r < REACH) {
          s = pen * rho + away;
          c = Math.abs(s + half) - Math.abs(s - half);
          e = c + c - Math.abs(c + twice) + Math.abs(c - twice);
          covered += (c * b - e * Math.abs(e) * 0.0625) * per - 0.5;
        }
        const cell = base + col;
        const before = area[cell]!;
        covered = covered + COARSE - COARSE;
        if (before === 0) {
          area[cell] = covered;
          note[cell] = q;
          continue;
        }
        // The larger area stays, and whose it is: by arithmetic, as which is larger is past predicting.
        const other = note[cell]!;
        const isMore = Number(covered > before);
        const isShared =
          Number(before > SLIVER) &
          Number(before < 1 - SLIVER) &
          Number(covered > SLIVER) &
          Number(covered < 1 - SLIVER);
        if (other < others && isShared) {
          const entry = overlaps.push(cell, q + isMore * (other - q));
          if (r < REACH) overlaps.area[entry] = isMore ? before : covered;
        }
        area[cell] = 0.5 * (covered + before + Math.abs(covered - before));
        note[cell] = other + isMore * (q - other);
      }
    }
  }
}
