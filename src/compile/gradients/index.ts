/** @file Registers the derivatives in TensorFlow.js, where tf.grad on every backend finds them. */
import * as tf from '@tensorflow/tfjs-core';
import { pointwiseGradients } from './pointwise.js';
import { productGradients } from './products.js';
import { reductionGradients } from './reduction.js';
import type { GradientRow } from './row.js';
import { shapeGradients } from './shape.js';

export const gradients: Readonly<Record<string, GradientRow>> = {
  ...pointwiseGradients,
  ...reductionGradients,
  ...productGradients,
  ...shapeGradients,
};

for (const [kernelName, { inputs = [], outputs = [], gradient }] of Object.entries(gradients)) {
  tf.registerGradient({
    kernelName,
    ...(inputs === 'all' ? { saveAllInputs: true } : { inputsToSave: [...inputs] }),
    outputsToSave: [...outputs],
    gradFunc: (dy, saved, attributes) => gradient(Array.isArray(dy) ? dy : [dy], saved, attributes ?? {}),
  });
}
