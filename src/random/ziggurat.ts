/**
 * @file Standard normal numbers from 32 random bits each, by the ziggurat of Marsaglia and Tsang,
 * "The Ziggurat Method for Generating Random Variables" (2000), 128 layers. A step of a drawing needs about
 * 200,000 of them (noise on every view), which is why this is not the polar method.
 */
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** Where the tail begins, and the area of each layer (both from the paper, for 128 layers). */
const TAIL = 3.442619855899;
const LAYER_AREA = 9.91256303526217e-3;
const LAYERS = 128;
const TWO_TO_31 = 2 ** 31;
const TWO_TO_MINUS_32 = 2 ** -32;

/** accept[i]: |bits| below it lie inside layer i; scale[i]: bits → x; density[i]: exp(−x²/2) at the layer's edge. */
const accept = new Int32Array(LAYERS);
const scale = new Float64Array(LAYERS);
const density = new Float64Array(LAYERS);

let edge = TAIL;
let outer = TAIL;
const base = LAYER_AREA / Math.exp(-0.5 * edge * edge);
accept[0] = (edge / base) * TWO_TO_31;
accept[1] = 0;
scale[0] = base / TWO_TO_31;
scale[LAYERS - 1] = edge / TWO_TO_31;
density[0] = 1;
density[LAYERS - 1] = Math.exp(-0.5 * edge * edge);
for (let i = LAYERS - 2; i >= 1; i--) {
  edge = Math.sqrt(-2 * Math.log(LAYER_AREA / edge + Math.exp(-0.5 * edge * edge)));
  accept[i + 1] = (edge / outer) * TWO_TO_31;
  outer = edge;
  density[i] = Math.exp(-0.5 * edge * edge);
  scale[i] = edge / TWO_TO_31;
}

const uniform = (bits: RandomGenerator): number => ((bits.next() >>> 0) + 0.5) * TWO_TO_MINUS_32;

/** One standard normal number. 98.8 % of calls take one draw of 32 bits. */
export function normalFrom(bits: RandomGenerator): number {
  for (;;) {
    const word = bits.next();
    // The layer from the high bits: the low ones of xoroshiro128+ are its weakest.
    const layer = word >>> 25;
    // The remaining 25 bits, shifted to the top, are a signed number independent of the layer.
    const signed = word << 7;
    const x = signed * scale[layer]!;
    if (Math.abs(signed) < accept[layer]!) return x;
    if (layer === 0) {
      let tail: number;
      let height: number;
      do {
        tail = -Math.log(uniform(bits)) / TAIL;
        height = -Math.log(uniform(bits));
      } while (height + height < tail * tail);
      return signed > 0 ? TAIL + tail : -TAIL - tail;
    }
    const lower = density[layer]!;
    const upper = density[layer - 1]!;
    if (lower + uniform(bits) * (upper - lower) < Math.exp(-0.5 * x * x)) return x;
  }
}
