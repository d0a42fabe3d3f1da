/** @file Bilinear resizing and its adjoint, as two products with interpolation matrices, one an axis. */
import type { ResizeBilinearAttrs } from '@tensorflow/tfjs-core';
import { arrange, transposeValue, type Value, wireValue } from '../record/value.js';
import { type KernelCall, type KernelRow, row } from './row.js';

type Sampling = Pick<ResizeBilinearAttrs, 'alignCorners' | 'halfPixelCenters'>;

/** Row o holds the weights with which output place o reads the inputs; row-major [output, input]. */
function interpolation(
  input: number,
  output: number,
  { alignCorners, halfPixelCenters }: Sampling,
): Float32Array {
  const matrix = new Float32Array(output * input);
  const corners = alignCorners && output > 1;
  const scale = corners ? (input - 1) / (output - 1) : input / output;
  for (let o = 0; o < output; o += 1) {
    const source = halfPixelCenters ? scale * (o + 0.5) - 0.5 : scale * o;
    const low = Math.max(0, Math.floor(source));
    const high = Math.min(input - 1, Math.ceil(source));
    const fraction = source - Math.floor(source);
    const weight = source < 0 ? 0 : fraction;
    matrix[o * input + low] = matrix[o * input + low]! + 1 - weight;
    matrix[o * input + high] = matrix[o * input + high]! + weight;
  }
  return matrix;
}

/** rows·image·columnsᵀ for every plane of an NCHW image; matrices are [to, from], or read transposed. */
function resample(
  call: KernelCall,
  image: Value,
  from: Sizes,
  to: Sizes,
  sampling: Sampling,
  adjoint: boolean,
) {
  const { graph } = call;
  const plane = arrange(graph, image, [0, 3, 1, 2]);
  const matrix = (axis: 0 | 1) => {
    const shape = [to[axis], from[axis]];
    return wireValue(
      graph.constant(interpolation(from[axis], to[axis], sampling), { shape, type: 'float32' }),
      'float32',
    );
  };
  const turned = (value: Value) => arrange(graph, transposeValue(value, [1, 0]), [0, 1]);
  const [rows, columns] = [matrix(0), matrix(1)];
  const right = adjoint ? columns.wire : turned(columns);
  const left = adjoint ? turned(rows) : rows.wire;
  const [batch, channels, height] = plane.shape as [number, number, number];
  const widthOut = right.shape[1]!;
  const wide = graph.one('MatMul', [plane, right], {
    shape: [batch, channels, height, widthOut],
    type: 'float32',
  });
  const shape = [batch, channels, left.shape[0]!, widthOut];
  return wireValue(graph.one('MatMul', [left, wide], { shape, type: 'float32' }), 'float32', [0, 3, 1, 2]);
}

type Sizes = readonly [number, number];
const spatial = (value: Value): Sizes => [value.shape[1]!, value.shape[2]!];

export const resizeKernels = {
  ResizeBilinear: row<ResizeBilinearAttrs>((call, attrs) => {
    const images = call.input('images');
    return resample(call, images, spatial(images), attrs.size, attrs, false);
  }),
  ResizeBilinearGrad: row<ResizeBilinearAttrs>((call, attrs) => {
    const [images, dy] = [call.input('images'), call.input('dy')];
    return resample(call, dy, spatial(images), spatial(dy), attrs, true);
  }),
} satisfies Record<string, KernelRow>;
