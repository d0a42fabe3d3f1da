/** @file Every kernel row, forward and through tf.grad, against tfjs's cpu backend and its own derivatives. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectKernel, type KernelCase } from '../testing/harness.reference.js';
import { kernelCases } from '../testing/kernel-cases.reference.js';
import { kernels } from './index.js';

describe('kernel rows', () => {
  it('have a test each', () => {
    expect(Object.keys(kernelCases).sort()).toEqual(Object.keys(kernels).sort());
  });

  it.each(Object.entries<fc.Arbitrary<KernelCase>>(kernelCases))('%s', async (kernel, arbitrary) => {
    // Several calls make one program: a session takes longer to open than all of them to run.
    const programs = fc.array(arbitrary, { minLength: 4, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(programs, (cases) => expectKernel(kernel, cases)),
      { numRuns: 3, seed: 7, endOnFailure: true },
    );
  });
});
