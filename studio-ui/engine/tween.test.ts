/** @file The glide between frames: where it stands half-way, that it arrives, and when it must not glide. */
import { describe, expect, it } from 'vitest';
import type { Strokes as StrokeState } from '../../src/protocol/index.js';
import { FramePace, sameLayout, Tween } from './tween.js';

function strokes(value: number, segments: readonly number[] = [1, 2]): StrokeState {
  const points = segments.reduce((sum, count) => sum + (3 * count + 1) * 2, 0);
  return {
    segments: Uint8Array.from(segments),
    points: new Float32Array(points).fill(value),
    widths: new Float32Array(segments.length).fill(value),
    colours: new Float32Array(segments.length * 4).fill(value),
  };
}

describe('Tween', () => {
  it('shows the first frame at once, in its own memory', () => {
    const tween = new Tween<StrokeState>();
    const first = strokes(0.5);
    tween.aim(first, 0, 100);
    expect(tween.settled).toBe(true);
    expect(tween.shown).toEqual(first);
    expect(tween.shown?.points).not.toBe(first.points);
  });

  it('is half-way after half the time, and arrives exactly', () => {
    const tween = new Tween<StrokeState>();
    tween.aim(strokes(0), 0, 100);
    tween.aim(strokes(1), 1000, 100);
    tween.advance(1050);
    expect(tween.settled).toBe(false);
    for (const list of [tween.shown!.points, tween.shown!.widths, tween.shown!.colours]) {
      for (const value of list) expect(value).toBeCloseTo(0.5, 6);
    }
    tween.advance(1200);
    expect(tween.settled).toBe(true);
    expect(tween.shown).toEqual(strokes(1));
  });

  it('goes on from the shown state, without a jump, when the next frame comes early', () => {
    const tween = new Tween<StrokeState>();
    tween.aim(strokes(0), 0, 100);
    tween.aim(strokes(1), 0, 100);
    tween.advance(50);
    tween.aim(strokes(0), 50, 100);
    tween.advance(50);
    expect(tween.shown!.points[0]).toBeCloseTo(0.5, 6);
    tween.advance(100);
    expect(tween.shown!.points[0]).toBeCloseTo(0.25, 6);
  });

  it('does not glide with a duration of 0, nor between different layouts', () => {
    const tween = new Tween<StrokeState>();
    tween.aim(strokes(0), 0, 100);
    tween.aim(strokes(1), 10, 0);
    expect(tween.settled).toBe(true);
    expect(tween.shown!.points[0]).toBe(1);
    tween.aim(strokes(0.25, [2, 1]), 20, 100);
    expect(tween.settled).toBe(true);
    expect(tween.shown).toEqual(strokes(0.25, [2, 1]));
  });

  it('leaves an empty drawing alone', () => {
    const tween = new Tween<StrokeState>();
    tween.advance(5);
    expect(tween.shown).toBeNull();
    tween.aim(strokes(0, []), 10, 100);
    tween.aim(strokes(0, []), 20, 100);
    tween.advance(500);
    expect(tween.settled).toBe(true);
  });
});

describe('sameLayout', () => {
  it('compares the segments stroke by stroke, not only their sum', () => {
    expect(sameLayout(strokes(0), strokes(1))).toBe(true);
    expect(sameLayout(strokes(0, [1, 2]), strokes(0, [2, 1]))).toBe(false);
    expect(sameLayout(strokes(0, [1]), strokes(0, [1, 1]))).toBe(false);
  });
});

describe('FramePace', () => {
  it('settles on the gap between frames and keeps within its bounds', () => {
    const pace = new FramePace();
    let gap = 0;
    for (let i = 0; i < 40; i++) gap = pace.arrived(i * 50);
    expect(gap).toBeCloseTo(50, 1);
    expect(pace.arrived(1_000_000)).toBeLessThanOrEqual(500);
    const burst = new FramePace();
    for (let i = 0; i < 40; i++) gap = burst.arrived(7);
    expect(gap).toBeGreaterThanOrEqual(16);
  });
});
