/**
 * @file What the adjoint of a painting needs to know of every touched pixel, in painting order.
 * The colour beneath is kept, not recomputed: undoing "over" would divide by 1 − opacity.
 */
import { grownFloat32, grownInt32 } from './growable.js';

export class PixelTape {
  /** pixels lie in runs along rows */
  runs = 0;
  /** [runs] y << 16 | x of the first pixel, and how many */
  place = new Int32Array(1024);
  length = new Int32Array(1024);

  pixels = 0;
  /** [pixels] covered area, 0..1 */
  area = new Float32Array(4096);
  /** [pixels·3] */
  beneath = new Float32Array(3 * 4096);

  /** pixels covered in part: an outline passes through them */
  outlines = 0;
  /** [outlines] where, and the mask's note of it */
  readonly outline = { place: new Int32Array(4096), note: new Int32Array(4096) };
  /** [outlines] the gradient by the pixel's covered area, gathered by the adjoint */
  byArea = new Float32Array(4096);

  clear(): void {
    this.runs = 0;
    this.pixels = 0;
    this.outlines = 0;
  }

  /** Makes room for `more` further pixels, in any runs. */
  reserve(more: number): void {
    if (this.runs + more > this.place.length) {
      this.place = grownInt32(this.place, this.runs + more);
      this.length = grownInt32(this.length, this.runs + more);
    }
    const { outline } = this;
    if (this.outlines + more > outline.place.length) {
      outline.place = grownInt32(outline.place, this.outlines + more);
      outline.note = grownInt32(outline.note, this.outlines + more);
      this.byArea = new Float32Array(outline.place.length);
    }
    if (this.pixels + more > this.area.length) {
      this.area = grownFloat32(this.area, this.pixels + more);
      this.beneath = grownFloat32(this.beneath, 3 * this.area.length);
    }
  }
}
