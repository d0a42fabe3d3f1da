import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compile } from '../../compile/index.js';
import { adaptiveAveragePool } from './adaptive-average-pool.js';

it('averages the cells that PyTorch does, and flattens channel, row, column', async () => {
  const size = fc.integer({ min: 1, max: 7 });
  await fc.assert(
    fc.asyncProperty(
      size,
      size,
      size,
      fc.integer({ min: 1, max: 3 }),
      async (height, width, grid, channels) => {
        const count = 2 * height * width * channels;
        const x = Float32Array.from({ length: count }, (_, i) => Math.sin(i * i));
        const program = await compile(
          ({ x }) => ({ y: adaptiveAveragePool((x ?? tf.scalar(0)) as tf.Tensor4D, grid) }),
          { inputs: { x: { shape: [2, height, width, channels], dtype: 'float32' } } },
          { name: 'pool', engine: 'tfjs-cpu' },
        );
        const { y } = await program.run({ x });
        const expected: number[] = [];
        for (let n = 0; n < 2; n++)
          for (let c = 0; c < channels; c++)
            for (let row = 0; row < grid; row++)
              for (let column = 0; column < grid; column++) {
                let sum = 0;
                let pixels = 0;
                // A pixel [i, i + 1) belongs to every cell that it overlaps.
                for (let i = 0; i < height; i++)
                  for (let j = 0; j < width; j++)
                    if (overlaps(i, height, row, grid) && overlaps(j, width, column, grid)) {
                      sum += x[((n * height + i) * width + j) * channels + c] ?? 0;
                      pixels++;
                    }
                expected.push(sum / pixels);
              }
        expect(y?.shape).toEqual([2, channels * grid * grid]);
        for (const [i, value] of expected.entries()) expect(y?.data[i]).toBeCloseTo(value, 5);
      },
    ),
    { numRuns: 60, seed: 5 },
  );
});

/** Whether the pixel and the cell share more than an edge, in integers: both axes scaled by size · cells. */
function overlaps(pixel: number, size: number, cell: number, cells: number): boolean {
  return pixel * cells < (cell + 1) * size && (pixel + 1) * cells > cell * size;
}
