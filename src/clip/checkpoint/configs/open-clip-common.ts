/** @file Settings that open_clip's image and text towers share. */

import { z } from 'zod';
import type { ActivationName } from '../../nn/activations.js';

/** A variant that is not built here may only be switched off. */
export const off = z.literal(false).nullish();

export const actKwargs = z.strictObject({ approximate: z.enum(['tanh', 'none']).optional() }).nullish();

export const normKwargs = z.strictObject({ eps: z.number().positive().optional() }).nullish();

/** @param quickGelu `quick_gelu` of the whole model */
export function activationOf(quickGelu: boolean, settings: z.output<typeof actKwargs>): ActivationName {
  if (quickGelu) return 'quick_gelu';
  return settings?.approximate === 'tanh' ? 'gelu_tanh' : 'gelu';
}
