/** @file Derivatives that tfjs lacks, or has wrong, against differences; the others are compared with tfjs's. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDerivatives } from '../testing/differences.reference.js';
import type { KernelCase } from '../testing/harness.reference.js';
import { kernelCases } from '../testing/kernel-cases.reference.js';

const sampled = Object.entries<fc.Arbitrary<KernelCase>>(kernelCases).map(([kernel, arbitrary]) => {
  const cases = fc.sample(arbitrary, { numRuns: 12, seed: 3 });
  return [kernel, cases.filter(({ gradient, wrt = [] }) => gradient === 'ours' && wrt.length > 0)] as const;
});

describe('derivatives without a reference in tfjs', () => {
  it.each(sampled.filter(([, cases]) => cases.length > 0))('%s', (kernel, cases) => {
    for (const one of cases.slice(0, 6)) {
      for (const { input, derived, measured } of compareDerivatives(kernel, one)) {
        const scale = Math.max(1, ...measured.map(Math.abs));
        measured.forEach((value, i) => {
          expect(Math.abs(derived[i]! - value) / scale, `d${input}[${i}] of ${kernel}`).toBeLessThan(5e-3);
        });
      }
    }
  });
});
