/** @file The chord between two discs of a stroke of varying width, and where their envelope touches them. */
import type { Polyline } from './polyline.js';

/** Fastest growth of the radius per length: from 1 on, a disc lies within its larger neighbour. */
export const STEEPEST = 0.995;

/** The chord last looked at. */
export class Chord {
  /** unit direction */
  tx = 1;
  ty = 0;
  /** pixels */
  length = 0;
  /** of the radius, per length, and √(1 − growth²) */
  growth = 0;
  across = 1;

  /** As `look`, of two vertices as the given side of the outline meets them: backwards on the right. */
  lookFrom(line: Polyline, i: number, j: number, side: number, radius: Float64Array): void {
    if (side > 0) this.look(line, i, j, radius);
    else this.look(line, j, i, radius);
  }

  /** Direction, length and growth of the chord from vertex i to j. */
  look(line: Polyline, i: number, j: number, radius: Float64Array): void {
    const dx = line.x[j]! - line.x[i]!;
    const dy = line.y[j]! - line.y[i]!;
    const length = Math.max(Math.sqrt(dx * dx + dy * dy), 1e-9);
    const growth = (Math.max(0, radius[j]!) - Math.max(0, radius[i]!)) / length;
    this.length = length;
    this.tx = dx / length;
    this.ty = dy / length;
    this.growth = Math.min(STEEPEST, Math.max(-STEEPEST, growth));
    this.across = Math.sqrt(1 - this.growth * this.growth);
  }

  /** Direction of the point of contact on one side of the chord last looked at. */
  contactX(side: number): number {
    return -this.growth * this.tx - side * this.across * this.ty;
  }

  contactY(side: number): number {
    return -this.growth * this.ty + side * this.across * this.tx;
  }
}
