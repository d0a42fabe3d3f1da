/** @file The derivatives that are written out, against those that TensorFlow.js finds step by step. */
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compile } from '../../compile/index.js';
import { activations } from './activations.js';
import { layerNorm } from './normalisation.js';

const epsilon = 1e-5;

/** Each pair: as the encoders have it, and as its definition says, differentiated step by step. */
const pairs: Readonly<Record<string, readonly [(x: tf.Tensor) => tf.Tensor, (x: tf.Tensor) => tf.Tensor]>> = {
  quick_gelu: [activations.quick_gelu, (x) => tf.mul(x, tf.sigmoid(tf.mul(x, 1.702)))],
  'layer norm': [
    (x) => layerNorm(x, { 'n.weight': ramp(x, 0.5), 'n.bias': ramp(x, -1) }, 'n', epsilon),
    (x) => {
      const { mean, variance } = tf.moments(x, -1, true);
      const normal = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, epsilon)));
      return tf.add(tf.mul(normal, ramp(x, 0.5)), ramp(x, -1));
    },
  ],
};

const ramp = (x: tf.Tensor, start: number) => {
  const length = x.shape.at(-1) ?? 0;
  return tf.tensor1d(Array.from({ length }, (_, i) => start + i / length));
};

it.each(Object.keys(pairs))('%s', async (name) => {
  const [ours, definition] = pairs[name]!;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 2, max: 9 }), async (rows, width) => {
      const x = Float32Array.from({ length: rows * width }, (_, i) => 4 * Math.sin(i * i + width));
      const both = (inputs: Readonly<Record<string, tf.Tensor>>) => {
        const weighted = (f: (x: tf.Tensor) => tf.Tensor) => (t: tf.Tensor) =>
          tf.sum(tf.mul(f(t), tf.cos(tf.mul(t, 3))));
        const [mine, wanted] = [ours, definition].map((f) => tf.valueAndGrad(weighted(f))(inputs.x!));
        return { value: mine!.value, grad: mine!.grad, wantedValue: wanted!.value, wantedGrad: wanted!.grad };
      };
      const signature = { inputs: { x: { shape: [rows, width], dtype: 'float32' as const } } };
      for (const engine of ['onnx', 'tfjs-cpu'] as const) {
        const program = await compile(both, signature, { name, engine, threads: 1 });
        const { value, grad, wantedValue, wantedGrad } = await program.run({ x });
        await program.dispose();
        const scale = Math.max(1e-3, ...[...wantedGrad!.data].map(Math.abs));
        expect(value!.data[0]).toBeCloseTo(wantedValue!.data[0]!, 3);
        for (const [i, wanted] of wantedGrad!.data.entries())
          expect(Math.abs(grad!.data[i]! - wanted)).toBeLessThan(2e-5 * scale);
      }
    }),
    { numRuns: 15, seed: 3 },
  );
});
