/** @file transformers' `hidden_act` as the activation it names. */

import { z } from 'zod';
import { huggingFaceActivations } from '../../nn/activations.js';

export const hiddenActSchema = z.string().transform((name, context) => {
  const activation = Object.hasOwn(huggingFaceActivations, name) ? huggingFaceActivations[name] : undefined;
  if (activation !== undefined) return activation;
  context.addIssue({
    code: 'custom',
    message: `${JSON.stringify(name)} is not one of ${Object.keys(huggingFaceActivations).join(', ')}`,
  });
  return z.NEVER;
});
