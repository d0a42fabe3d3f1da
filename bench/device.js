/**
 * @file ViT-B/32 of random weights on one device: forward and input gradient at 1, 4, 16 and 64 views, pictures up and
 * gradient down included. Not part of `npm run bench`, as it needs the device:
 *
 *   npm run build && node bench/device.js cuda|webgpu|tensorflow|cpu [fp32|fp16]
 *
 * Beside it, PyTorch on an NVIDIA GPU: python3 bench/peers/torch_device.py
 */

import { chooseRuntime, describeRuntime } from '#atelier/compile';
import { openImageProgram } from './image-program.js';
import { randomVitB32 } from './random-model.js';
import { ms } from './report.js';
import { summarise, timesOf } from './timing.js';

const [name = 'auto', precision] = process.argv.slice(2);

const found = await chooseRuntime(/** @type {Parameters<typeof chooseRuntime>[0]} */ (name));
const runtime = precision ? { ...found, precision: /** @type {'fp32' | 'fp16'} */ (precision) } : found;
console.log(`${describeRuntime(found)} is chosen for ${name}; measured: ${describeRuntime(runtime)}`);
for (const views of [1, 4, 16, 64]) {
  const began = performance.now();
  const program = await openImageProgram(
    [randomVitB32(), { device: 'cpu' }],
    views,
    ({ side, embedDim }) => ({
      images: Float32Array.from(
        { length: views * side * side * 3 },
        (_, i) => 0.5 + 0.5 * Math.sin((i * i) % 1000),
      ),
      target: Float32Array.from({ length: embedDim }, (_, i) => Math.cos((i * i) % 1000)),
    }),
    runtime,
  );
  await program.run();
  const ready = performance.now() - began;
  const { least, median } = summarise(await timesOf(program.run, 15, 3));
  console.log(
    `${views} ${views === 1 ? 'view' : 'views'}: ${ms(least)} (median ${ms(median)}); ready in ${ms(ready)}`,
  );
  await program.close();
}
process.exit(0);
