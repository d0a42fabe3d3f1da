/**
 * @file What the adjoint of a painting needs to know of every touched pixel, in painting order.
 * The colour beneath is kept, not recomputed: undoing "over" would divide by 1 − opacity.
 */
import { grownFloat32, grownInt32 } from './growable.js';

/** `piece` of a pixel that is wholly covered: no outline passes through it. */
export const NO_OUTLINE = -1;

export class PixelTape {
  count = 0;
  /** y << 16 | x */
  place = new Int32Array(4096);
  /** covered area, 0..1 */
  area = new Float32Array(4096);
  /** piece whose outline passes through the pixel, or NO_OUTLINE */
  piece = new Int32Array(4096);
  /** [count·3] */
  beneath = new Float32Array(3 * 4096);

  /** Makes room for `more` further pixels. */
  reserve(more: number): void {
    const need = this.count + more;
    if (need <= this.place.length) return;
    this.place = grownInt32(this.place, need);
    this.area = grownFloat32(this.area, need);
    this.piece = grownInt32(this.piece, need);
    this.beneath = grownFloat32(this.beneath, 3 * this.place.length);
  }
}
