import { describe, expect, it } from 'vitest';
import { Pacer } from './pacer.js';
import { Schedule } from './schedule.js';
import { Trend } from './trend.js';

describe('Schedule', () => {
  it('goes from 0 at the first step to 1 at the last', () => {
    const schedule = Schedule.of(5);
    expect([0, 1, 2, 3, 4].map((step) => schedule.progress(step))).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(Schedule.of(1).progress(0)).toBe(0);
  });

  it('never goes back when the number of steps changes, and still ends at 1', () => {
    const schedule = Schedule.of(101);
    schedule.replan(50, 76);
    expect(schedule.progress(50)).toBe(0.5);
    expect(schedule.progress(75)).toBe(1);
    schedule.replan(60, 1000);
    const steps = Array.from({ length: 940 }, (_, i) => schedule.progress(60 + i));
    steps.forEach((progress, i) => {
      expect(progress).toBeGreaterThanOrEqual(steps[i - 1] ?? 0);
    });
    expect(steps.at(-1)).toBeCloseTo(1, 12);
    expect(new Schedule(schedule.save()).progress(500)).toBe(schedule.progress(500));
  });
});

describe('Pacer', () => {
  it('plans from the speed so far, and ends when the time is over', () => {
    const pacer = new Pacer(10);
    expect(pacer.plan(1, 0.05, 20, 200)).toBeUndefined();
    expect(pacer.plan(4, 0.2, 20, 300)).toBe(200);
    expect(pacer.plan(6, 0.3, 20, 200)).toBeUndefined();
    // Slower than thought.
    expect(pacer.plan(20, 2, 10, 200)).toBe(100);
    expect(pacer.plan(97, 10.01, 10, 100)).toBe(97);
  });

  it('ends in time with a speed that wavers', () => {
    const pacer = new Pacer(5);
    let drawn = 0;
    let iteration = 0;
    let iterations = 200;
    while (iteration < iterations) {
      const seconds = 0.03 + 0.02 * Math.sin(iteration / 7);
      drawn += seconds;
      iteration++;
      iterations = pacer.plan(iteration, drawn, 1 / seconds, iterations) ?? iterations;
    }
    expect(drawn).toBeGreaterThan(4.5);
    expect(drawn).toBeLessThan(5.1);
  });
});

describe('Trend', () => {
  it('calls the step with the highest smoothed score the best, and counts how long nothing grew', () => {
    const trend = new Trend();
    const better: number[] = [];
    for (let step = 1; step <= 60; step++) {
      const score = step <= 30 ? step / 100 : 0.3 - (step - 30) / 100;
      if (trend.add(score, step, 0.001)) better.push(step);
    }
    expect(better.at(-1)).toBeGreaterThanOrEqual(30);
    expect(better.at(-1)).toBeLessThan(45);
    expect(trend.stalledFor(60)).toBeGreaterThan(15);
    trend.forget(60);
    expect(trend.stalledFor(60)).toBe(0);
  });
});
