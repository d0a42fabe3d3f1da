/**
 * @file CLIPDraw's learning-rate schedule: points move at full speed for half of the drawing, at .4 of it until
 * three quarters, then at .1 (kvfrans/clipdraw; "makes videos look cleaner").
 */

/** Factor on the learning rate of the points at `progress` 0..1. */
export function pointRateFactor(progress: number): number {
  if (progress < 0.5) return 1;
  return progress < 0.75 ? 0.4 : 0.1;
}
