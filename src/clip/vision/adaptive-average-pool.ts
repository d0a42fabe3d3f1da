/**
 * @file PyTorch's AdaptiveAvgPool2d to a grid × grid map, flattened in channel-row-column order, as one
 * matrix product: cell i averages the pixels ⌊i·size/grid⌋ … ⌈(i+1)·size/grid⌉ − 1 of its axis.
 */

import * as tf from '@tensorflow/tfjs-core';

/** x [N, H, W, C] → [N, C·grid·grid]. */
export function adaptiveAveragePool(x: tf.Tensor4D, grid: number): tf.Tensor2D {
  const [batch, height, width, channels] = x.shape;
  const rows = tf.reshape(tf.transpose(x, [0, 3, 1, 2]), [batch * channels, height * width]);
  const averages = tf.tensor2d(averagingMatrix(height, width, grid), [height * width, grid * grid]);
  return tf.reshape(tf.matMul(rows, averages), [batch, channels * grid * grid]);
}

/** [H·W, grid·grid], row-major: the share of each pixel in each cell. */
function averagingMatrix(height: number, width: number, grid: number): Float32Array {
  const matrix = new Float32Array(height * width * grid * grid);
  for (let row = 0; row < grid; row++) {
    const [top, bottom] = cellBounds(row, height, grid);
    for (let column = 0; column < grid; column++) {
      const [left, right] = cellBounds(column, width, grid);
      const share = 1 / ((bottom - top) * (right - left));
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++)
          matrix[(y * width + x) * grid * grid + row * grid + column] = share;
      }
    }
  }
  return matrix;
}

function cellBounds(cell: number, size: number, grid: number): [number, number] {
  return [Math.floor((cell * size) / grid), Math.ceil(((cell + 1) * size) / grid)];
}
