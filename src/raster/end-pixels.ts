/** @file Pixels of a stroke that are left for later: where they are, and past which end: 2·q before piece q, 2·q + 1 after it. */
import type { OutlinePixels } from './chain.js';
import { grownInt32 } from './growable.js';

export class EndPixels implements OutlinePixels {
  count = 0;
  place = new Int32Array(256);
  note = new Int32Array(256);

  push(row: number, col: number, end: number): void {
    const k = this.count++;
    if (k === this.place.length) {
      this.place = grownInt32(this.place, k + 1);
      this.note = grownInt32(this.note, k + 1);
    }
    this.place[k] = (row << 16) | col;
    this.note[k] = end;
  }
}
