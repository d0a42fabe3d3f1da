/**
 * @file One sample of a patch and how it changes with the place: bilinear in two of the patch's sizes and linear
 * between them, by how many of its pixels go on one of the picture (Williams, “Pyramidal parametrics”, 1983).
 */
import type { Level, Patch } from './patch.js';

export class PatchSampler {
  /** RGBA, colours times alpha. */
  readonly value = new Float64Array(4);
  /** Change of the value by u and v, full-size pixels of the patch, and by the level. */
  readonly byU = new Float64Array(4);
  readonly byV = new Float64Array(4);
  readonly byLevel = new Float64Array(4);
  private fine: Level;
  private coarse: Level;
  private scale = 1;
  private blend = 0;
  /** Nothing is seen before −reach, nor from the ends on; pixels of the patch. */
  reach = 1;
  endU = 1;
  endV = 1;
  /** Whether a change of size changes the level. */
  isBetween = false;

  constructor(private readonly patch: Patch) {
    this.fine = patch.levels[0]!;
    this.coarse = this.fine;
  }

  /** @param level log₂ of the patch's pixels on one of the picture */
  prepare(level: number): void {
    const last = this.patch.levels.length - 1;
    const within = Math.min(last, Math.max(0, level));
    const lower = Math.min(Math.floor(within), Math.max(0, last - 1));
    this.fine = this.patch.levels[lower]!;
    this.coarse = this.patch.levels[Math.min(last, lower + 1)]!;
    this.scale = 2 ** lower;
    this.blend = within - lower;
    this.isBetween = level > 0 && level < last;
    // Odd sides were halved upwards: a coarser size reaches further than the patch.
    this.reach = this.scale;
    this.endU = Math.max((this.fine.width + 0.5) * this.scale, (2 * this.coarse.width + 1) * this.scale);
    this.endV = Math.max((this.fine.height + 0.5) * this.scale, (2 * this.coarse.height + 1) * this.scale);
  }

  /** @param u and @param v full-size pixels of the patch, from its upper left corner */
  sample(u: number, v: number): void {
    const { value, byU, byV, byLevel, blend } = this;
    value.fill(0);
    byU.fill(0);
    byV.fill(0);
    byLevel.fill(0);
    this.add(this.fine, u, v, this.scale, 1 - blend, -1);
    if (this.coarse !== this.fine) this.add(this.coarse, u, v, 2 * this.scale, blend, 1);
  }

  private add(
    { width, height, data }: Level,
    u: number,
    v: number,
    scale: number,
    share: number,
    sign: number,
  ): void {
    const x = u / scale - 0.5;
    const y = v / scale - 0.5;
    const column = Math.floor(x);
    const row = Math.floor(y);
    const fx = x - column;
    const fy = y - row;
    const { value, byU, byV, byLevel } = this;
    for (let corner = 0; corner < 4; corner++) {
      const right = corner & 1;
      const down = corner >> 1;
      const cx = column + right;
      const cy = row + down;
      if (cx < 0 || cy < 0 || cx >= width || cy >= height) continue;
      const wx = right ? fx : 1 - fx;
      const wy = down ? fy : 1 - fy;
      const dx = ((right ? 1 : -1) * wy * share) / scale;
      const dy = ((down ? 1 : -1) * wx * share) / scale;
      const at = 4 * (cy * width + cx);
      for (let c = 0; c < 4; c++) {
        const texel = data[at + c]!;
        value[c]! += share * wx * wy * texel;
        byU[c]! += dx * texel;
        byV[c]! += dy * texel;
        byLevel[c]! += sign * wx * wy * texel;
      }
    }
  }
}
