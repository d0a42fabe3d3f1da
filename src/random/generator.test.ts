import { describe, expect, it } from 'vitest';
import { SeededGenerator } from './index.js';

/** Φ by Abramowitz & Stegun 26.2.17, error below 7.5e-8. */
function normalCdf(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const poly =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI)) * poly;
  return x >= 0 ? 1 - tail : tail;
}

describe('SeededGenerator', () => {
  it('gives the same numbers for a seed and others for another', () => {
    const draw = (seed: number) => {
      const generator = SeededGenerator.fromSeed(seed);
      return Array.from({ length: 50 }, (_, i) => (i % 2 ? generator.uniform() : generator.normal()));
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(draw(2 ** 32 - 1)).not.toEqual(draw(0));
  });

  it('continues from its state through JSON', () => {
    const first = SeededGenerator.fromSeed(3);
    first.addNormal(new Float32Array(1000), 1);
    const second = SeededGenerator.fromState(JSON.parse(JSON.stringify(first.state)));
    for (let i = 0; i < 1000; i++) expect(second.normal()).toBe(first.normal());
    expect(() => SeededGenerator.fromState([1, 2])).toThrow(RangeError);
  });

  it('draws normal numbers: the empirical distribution stays within the Kolmogorov bound', () => {
    const count = 200_000;
    const values = new Float32Array(count);
    SeededGenerator.fromSeed(1).addNormal(values, 1);
    values.sort();
    let worst = 0;
    values.forEach((x, i) => {
      worst = Math.max(worst, Math.abs((i + 0.5) / count - normalCdf(x)));
    });
    // P(√n·D > 1.95) < 0.001
    expect(worst).toBeLessThan(1.95 / Math.sqrt(count));
    expect(values[0]).toBeLessThan(-3.9);
    expect(values[count - 1]).toBeGreaterThan(3.9);
  });

  it('draws uniform and whole numbers inside their bounds, each reached', () => {
    const generator = SeededGenerator.fromSeed(5);
    const seen = new Set<number>();
    for (let i = 0; i < 2000; i++) {
      const x = generator.uniform(-2, 3);
      expect(x).toBeGreaterThanOrEqual(-2);
      expect(x).toBeLessThan(3);
      seen.add(generator.integer(1, 3));
    }
    expect([...seen].sort()).toEqual([1, 2, 3]);
  });
});
