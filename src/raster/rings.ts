/**
 * @file Closed polygons, vertex after vertex, and the gradients by their vertices: the one form in which every filled
 * mark reaches the fill kernel. Pixels, y down; the last vertex of a polygon joins its first.
 */
import { grownFloat64 } from './growable.js';

export class Rings {
  /** vertices of all polygons */
  count = 0;
  x = new Float64Array(1024);
  y = new Float64Array(1024);
  /** gradient by them, filled on the way back */
  byX = new Float64Array(1024);
  byY = new Float64Array(1024);

  clear(): void {
    this.count = 0;
  }

  /** Makes room for `more` further vertices, which are then pushed. */
  reserve(more: number): void {
    const count = this.count + more;
    if (count <= this.x.length) return;
    this.x = grownFloat64(this.x, count);
    this.y = grownFloat64(this.y, count);
    this.byX = new Float64Array(this.x.length);
    this.byY = new Float64Array(this.x.length);
  }

  push(x: number, y: number): void {
    this.x[this.count] = x;
    this.y[this.count] = y;
    this.count++;
  }

  clearGradients(): void {
    this.byX.fill(0, 0, this.count);
    this.byY.fill(0, 0, this.count);
  }
}
