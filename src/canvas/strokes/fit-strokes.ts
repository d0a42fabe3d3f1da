/** @file Brings strokes nearer to an image by plain least squares: no guide is asked, so a step takes well under a millisecond. */
import { Adam } from '../../optimiser/index.js';
import type { Page, StrokeGradients, Strokes } from '../../raster/index.js';

/** Step sizes: canvas units for points and widths, parts of 1 for colours. */
const RATES = { points: 0.006, widths: 0.002, colours: 0.03 } as const;
/** Weight of each opacity beside the squares: a stroke that the image does not need fades. */
const INK = 0.005;

/** What renders strokes and takes gradients back, in a style or without. */
interface FittedRaster {
  forward(strokes: Strokes, page: Page): Float32Array;
  adjoint(imageGradient: Float32Array): StrokeGradients;
}

/**
 * @param wished height·width·3, the raster's size
 * @param rate factor on the step sizes; @param falling to a tenth by the last step
 * @param project brings the strokes back into their ranges
 */
export function fitStrokes(
  strokes: Strokes,
  {
    raster,
    page,
    wished,
    steps,
    rate,
    falling = false,
    project,
  }: {
    raster: FittedRaster;
    page: Page;
    wished: Float32Array;
    steps: number;
    rate: number;
    falling?: boolean;
    project: () => void;
  },
): void {
  const names = ['points', 'widths', 'colours'] as const;
  const optimisers = names.map((name) => new Adam(strokes[name].length));
  const difference = new Float32Array(wished.length);
  for (let step = 0; step < steps; step++) {
    const image = raster.forward(strokes, page);
    for (let i = 0; i < difference.length; i++) difference[i] = image[i]! - wished[i]!;
    const gradients = raster.adjoint(difference);
    for (let i = 3; i < gradients.colours.length; i += 4) gradients.colours[i]! += INK;
    const now = falling ? rate * (1 - (0.9 * step) / steps) : rate;
    names.forEach((name, k) => {
      optimisers[k]!.step(strokes[name], gradients[name], now * RATES[name]);
    });
    project();
  }
}
