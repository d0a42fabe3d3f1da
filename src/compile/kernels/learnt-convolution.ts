/**
 * @file Convolutions whose kernel changes from run to run, as it does while it is learnt, images in NHWC: short ones
 * over many channels by Winograd's way, all others as products of gathered rows.
 */
import type { Graph } from '../onnx/graph.js';
import type { Value } from '../record/value.js';
import { gatheredFilterAdjoint, gatheredInputAdjoint, gatheredProduct } from './gathered.js';
import type { Windows } from './window.js';
import { tilesOfPixels, winogradFilterAdjoint, winogradInputAdjoint, winogradProduct } from './winograd.js';

/** Tiles of all images, and channels on either side, from which on the transformations of tiles and kernels pay. */
const [FEWEST_TILES, FEWEST_CHANNELS] = [16, 32];

/** @param pixels of one image that are computed @param channels in and out */
function isShort(
  windows: Windows,
  batch: number,
  pixels: readonly [number, number],
  channels: readonly number[],
): boolean {
  const tiles = tilesOfPixels(pixels);
  return (
    windows.every(({ kernel, stride, dilation }) => kernel === 3 && stride === 1 && dilation === 1) &&
    Math.min(...channels) >= FEWEST_CHANNELS &&
    batch * tiles >= FEWEST_TILES &&
    // Half the products of rows at most, where tiles reach beyond the image.
    8 * tiles <= pixels[0] * pixels[1]
  );
}

const outputs = ([h, w]: Windows) => [h.output, w.output] as const;
const inputs = ([h, w]: Windows) => [h.input, w.input] as const;

/** x [batch, H, W, in], filter [kh, kw, in, out] → [batch, H', W', out] */
export function learntProduct(graph: Graph, x: Value, filter: Value, windows: Windows): Value {
  const short = isShort(windows, x.shape[0]!, outputs(windows), filter.shape.slice(2));
  return (short ? winogradProduct : gatheredProduct)(graph, x, filter, windows);
}

/** true where the adjoint by the input is a convolution too, without the zeros that a stride would put between */
export const learntAdjoint = (windows: Windows): boolean => windows.every(({ stride }) => stride === 1);

/** dy [batch, H', W', out] → dx [batch, H, W, in], for stride 1 */
export function learntInputAdjoint(graph: Graph, dy: Value, filter: Value, windows: Windows): Value {
  const short = isShort(windows, dy.shape[0]!, inputs(windows), filter.shape.slice(2));
  return (short ? winogradInputAdjoint : gatheredInputAdjoint)(graph, dy, filter, windows);
}

/** x [batch, H, W, in], dy [batch, H', W', out] → [kh, kw, in, out] */
export function learntFilterAdjoint(graph: Graph, x: Value, dy: Value, windows: Windows): Value {
  const short = isShort(windows, x.shape[0]!, outputs(windows), [x.shape[3]!, dy.shape[3]!]);
  return (short ? winogradFilterAdjoint : gatheredFilterAdjoint)(graph, x, dy, windows);
}
