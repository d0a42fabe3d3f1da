/** @file A picture's gradient without what lies outside the region that a lasso was laid round. */

/** Sets the gradient of every pixel outside to 0, in place. @param gradient height·width·3 */
export function confineGradient(gradient: Float32Array, mask: Uint8Array): void {
  for (let pixel = 0; pixel < mask.length; pixel++) {
    if (!mask[pixel]) gradient.fill(0, 3 * pixel, 3 * pixel + 3);
  }
}
