import { describe, expect, it } from 'vitest';
import { Pace } from './pace.js';

describe('Pace', () => {
  it('knows nothing before the first step', () => {
    const pace = new Pace();
    expect(pace.rate).toBe(0);
    expect(pace.secondsFor(10)).toBeNull();
    pace.restart(5);
    expect(pace.secondsFor(10)).toBeNull();
  });

  it('measures the last two seconds, not the whole run', () => {
    const pace = new Pace();
    pace.restart(0);
    for (let t = 1; t <= 20; t++) pace.tick(t);
    for (let t = 1; t <= 100; t++) pace.tick(20 + t / 10);
    expect(pace.rate).toBeCloseTo(10, 6);
    expect(pace.secondsFor(50)).toBeCloseTo(5, 6);
  });

  it('does not count a pause', () => {
    const pace = new Pace();
    pace.restart(0);
    pace.tick(0.1);
    pace.restart(100);
    pace.tick(100.1);
    expect(pace.rate).toBeCloseTo(10, 6);
  });
});
