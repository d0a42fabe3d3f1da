/** @file A generator of test calls for every kernel row. A row without one fails to compile. */
import type fc from 'fast-check';
import type { KernelName } from '../kernels/index.js';
import { convolutionCases } from './convolution-cases.reference.js';
import type { KernelCase } from './harness.reference.js';
import { pointwiseCases } from './pointwise-cases.reference.js';
import { reductionCases } from './reduction-cases.reference.js';
import { shapeCases } from './shape-cases.reference.js';

export const kernelCases = {
  ...pointwiseCases,
  ...reductionCases,
  ...convolutionCases,
  ...shapeCases,
} satisfies Record<KernelName, fc.Arbitrary<KernelCase>>;
