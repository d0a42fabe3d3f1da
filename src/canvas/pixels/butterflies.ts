/** @file The butterflies of the Fourier transform: one pass over all signals, for each radix. */

/** One pass: butterflies of `radix`, over what is left of the length. */
export interface Pass {
  readonly radix: 2 | 3 | 4 | 5;
  /** Length that the pass splits, divided by its radix. */
  readonly part: number;
  /** e^(−2πi·pk/(part·radix)), for p < part and 0 < k < radix: cosines and sines by turns. */
  readonly twiddles: Float64Array;
}

/** Numbers of a signal: sample `i` of signal `b` stands at `i·batch + b`. */
export interface ComplexSignals {
  re: Float64Array;
  im: Float64Array;
}

type Butterfly = (pass: Pass, stride: number, from: ComplexSignals, to: ComplexSignals) => void;

/** sin(2π/3) */
const SIN3 = Math.sqrt(3) / 2;
const [COS5, COS5_2] = [Math.cos((2 * Math.PI) / 5), Math.cos((4 * Math.PI) / 5)];
const [SIN5, SIN5_2] = [Math.sin((2 * Math.PI) / 5), Math.sin((4 * Math.PI) / 5)];

/** In each: x_k = from[q + stride·(p + part·k)], and to[q + stride·(radix·p + k)] = twiddle(p,k) · Σ_j x_j e^(−2πi·jk/radix). */
export const butterflies: Readonly<Record<Pass['radix'], Butterfly>> = {
  2: ({ part, twiddles }, stride, { re, im }, { re: outRe, im: outIm }) => {
    const leap = stride * part;
    for (let p = 0; p < part; p++) {
      const c = twiddles[2 * p]!;
      const s = twiddles[2 * p + 1]!;
      let a = stride * p;
      let o = 2 * stride * p;
      for (const end = a + stride; a < end; a++, o++) {
        const ar = re[a]!;
        const ai = im[a]!;
        const br = re[a + leap]!;
        const bi = im[a + leap]!;
        const dr = ar - br;
        const di = ai - bi;
        outRe[o] = ar + br;
        outIm[o] = ai + bi;
        outRe[o + stride] = c * dr - s * di;
        outIm[o + stride] = c * di + s * dr;
      }
    }
  },
  3: ({ part, twiddles }, stride, { re, im }, { re: outRe, im: outIm }) => {
    const leap = stride * part;
    for (let p = 0; p < part; p++) {
      const t = 4 * p;
      const c1 = twiddles[t]!;
      const s1 = twiddles[t + 1]!;
      const c2 = twiddles[t + 2]!;
      const s2 = twiddles[t + 3]!;
      let a = stride * p;
      let o = 3 * stride * p;
      for (const end = a + stride; a < end; a++, o++) {
        const ar = re[a]!;
        const ai = im[a]!;
        const br = re[a + leap]!;
        const bi = im[a + leap]!;
        const cr = re[a + 2 * leap]!;
        const ci = im[a + 2 * leap]!;
        const sumR = br + cr;
        const sumI = bi + ci;
        const midR = ar - 0.5 * sumR;
        const midI = ai - 0.5 * sumI;
        const sideR = SIN3 * (bi - ci);
        const sideI = -SIN3 * (br - cr);
        outRe[o] = ar + sumR;
        outIm[o] = ai + sumI;
        outRe[o + stride] = c1 * (midR + sideR) - s1 * (midI + sideI);
        outIm[o + stride] = c1 * (midI + sideI) + s1 * (midR + sideR);
        outRe[o + 2 * stride] = c2 * (midR - sideR) - s2 * (midI - sideI);
        outIm[o + 2 * stride] = c2 * (midI - sideI) + s2 * (midR - sideR);
      }
    }
  },
  4: ({ part, twiddles }, stride, { re, im }, { re: outRe, im: outIm }) => {
    const leap = stride * part;
    for (let p = 0; p < part; p++) {
      const t = 6 * p;
      const c1 = twiddles[t]!;
      const s1 = twiddles[t + 1]!;
      const c2 = twiddles[t + 2]!;
      const s2 = twiddles[t + 3]!;
      const c3 = twiddles[t + 4]!;
      const s3 = twiddles[t + 5]!;
      let a = stride * p;
      let o = 4 * stride * p;
      for (const end = a + stride; a < end; a++, o++) {
        const ar = re[a]!;
        const ai = im[a]!;
        const br = re[a + leap]!;
        const bi = im[a + leap]!;
        const cr = re[a + 2 * leap]!;
        const ci = im[a + 2 * leap]!;
        const dr = re[a + 3 * leap]!;
        const di = im[a + 3 * leap]!;
        const acR = ar + cr;
        const acI = ai + ci;
        const bdR = br + dr;
        const bdI = bi + di;
        const fromR = ar - cr;
        const fromI = ai - ci;
        // −i·(b − d)
        const turnR = bi - di;
        const turnI = dr - br;
        outRe[o] = acR + bdR;
        outIm[o] = acI + bdI;
        const r1 = fromR + turnR;
        const i1 = fromI + turnI;
        const r2 = acR - bdR;
        const i2 = acI - bdI;
        const r3 = fromR - turnR;
        const i3 = fromI - turnI;
        outRe[o + stride] = c1 * r1 - s1 * i1;
        outIm[o + stride] = c1 * i1 + s1 * r1;
        outRe[o + 2 * stride] = c2 * r2 - s2 * i2;
        outIm[o + 2 * stride] = c2 * i2 + s2 * r2;
        outRe[o + 3 * stride] = c3 * r3 - s3 * i3;
        outIm[o + 3 * stride] = c3 * i3 + s3 * r3;
      }
    }
  },
  5: ({ part, twiddles }, stride, { re, im }, { re: outRe, im: outIm }) => {
    const leap = stride * part;
    for (let p = 0; p < part; p++) {
      const t = 8 * p;
      let a = stride * p;
      let o = 5 * stride * p;
      for (const end = a + stride; a < end; a++, o++) {
        const ar = re[a]!;
        const ai = im[a]!;
        const b = a + leap;
        const c = a + 2 * leap;
        const d = a + 3 * leap;
        const e = a + 4 * leap;
        const s1R = re[b]! + re[e]!;
        const s1I = im[b]! + im[e]!;
        const d1R = re[b]! - re[e]!;
        const d1I = im[b]! - im[e]!;
        const s2R = re[c]! + re[d]!;
        const s2I = im[c]! + im[d]!;
        const d2R = re[c]! - re[d]!;
        const d2I = im[c]! - im[d]!;
        const m1R = ar + COS5 * s1R + COS5_2 * s2R;
        const m1I = ai + COS5 * s1I + COS5_2 * s2I;
        const m2R = ar + COS5_2 * s1R + COS5 * s2R;
        const m2I = ai + COS5_2 * s1I + COS5 * s2I;
        // −i·(sin·d1 + sin·d2)
        const n1R = SIN5 * d1I + SIN5_2 * d2I;
        const n1I = -SIN5 * d1R - SIN5_2 * d2R;
        const n2R = SIN5_2 * d1I - SIN5 * d2I;
        const n2I = SIN5 * d2R - SIN5_2 * d1R;
        outRe[o] = ar + s1R + s2R;
        outIm[o] = ai + s1I + s2I;
        turned(outRe, outIm, o + stride, m1R + n1R, m1I + n1I, twiddles, t);
        turned(outRe, outIm, o + 2 * stride, m2R + n2R, m2I + n2I, twiddles, t + 2);
        turned(outRe, outIm, o + 3 * stride, m2R - n2R, m2I - n2I, twiddles, t + 4);
        turned(outRe, outIm, o + 4 * stride, m1R - n1R, m1I - n1I, twiddles, t + 6);
      }
    }
  },
};

/** Stores x · twiddle. */
function turned(
  outRe: Float64Array,
  outIm: Float64Array,
  at: number,
  re: number,
  im: number,
  twiddles: Float64Array,
  t: number,
): void {
  const c = twiddles[t]!;
  const s = twiddles[t + 1]!;
  outRe[at] = c * re - s * im;
  outIm[at] = c * im + s * re;
}
