/**
 * @file The price of darkness: a page without strokes has no blank of its own, and a guide paints over all of it. With a
 * price on every bit of it only what earns its ink is painted, and things stand free as on paper.
 */

/**
 * Adds the gradient of weight · mean over the places of Σ_rgb (1 − colour) to `gradient`, numbers RGB by RGB.
 * @param isConfined only a region is worked on: where the gradient is 0 nothing is added
 */
export function addInkGradient(weight: number, gradient: Float32Array, isConfined: boolean): void {
  if (weight === 0) return;
  const price = (3 * weight) / gradient.length;
  for (let i = 0; i < gradient.length; i++) if (!isConfined || gradient[i] !== 0) gradient[i]! -= price;
}

/** The price as the rows of a medium whose whole picture is there from the first step set it. */
export function addPageInkGradient(
  { start, ink }: { readonly start: 'nothing' | 'image'; readonly ink: number },
  gradient: Float32Array,
  isConfined: boolean,
): void {
  // A photograph is not to bleach.
  if (start === 'nothing') addInkGradient(ink, gradient, isConfined);
}
