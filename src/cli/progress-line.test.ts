/** @file Progress as people and logs see it. */
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import type { ProgressEvent } from '../session/index.js';
import { describeDuration } from './line-sink.js';
import { describeProgress, progressSink } from './progress-line.js';

const at = (iteration: number, iterations = 200): ProgressEvent => ({
  type: 'progress',
  run: 1,
  iteration,
  iterations,
  score: 0.3124,
  rate: 24.07,
  secondsLeft: iterations - iteration,
  skipped: 0,
  trying: null,
  state: 'running',
});

it('shows bar, steps, score, rate and time left', () => {
  expect(describeProgress(at(50))).toBe(
    '[██████░░░░░░░░░░░░░░░░░░]  50/200 · score 0.312 · 24.1 steps/s · 2 min 30 s left',
  );
  expect(describeProgress({ ...at(1), secondsLeft: null })).not.toContain('left');
  expect(describeProgress(at(1))).not.toContain('skipped');
  expect(describeProgress({ ...at(1), skipped: 3 })).toContain('3 skipped');
});

it.each([
  [0, '0 s'],
  [6.2, '7 s'],
  [59.5, '1 min 00 s'],
  [125, '2 min 05 s'],
  [4800, '1 h 20 min'],
])('calls %d seconds %j', (seconds, text) => {
  expect(describeDuration(seconds)).toBe(text);
});

it('writes a log line for every tenth, and no control characters', () => {
  const stream = new PassThrough();
  const sink = progressSink(stream as unknown as NodeJS.WriteStream);
  for (let step = 1; step <= 200; step++) sink.show(at(step));
  sink.end();
  const text = String(stream.read());
  expect(text.split('\n').filter(Boolean)).toHaveLength(10);
  for (const control of ['\r', '\u001b']) expect(text).not.toContain(control);
});

it('rewrites one line on a terminal and puts sentences between', () => {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 60 });
  const sink = progressSink(stream as unknown as NodeJS.WriteStream);
  sink.show(at(200));
  sink.say('A sentence.');
  sink.show(at(200));
  sink.end();
  const [bar, rest] = String(stream.read()).split('\r\u001b[2K');
  expect(bar).toHaveLength(59);
  expect(rest).toBe(`A sentence.\n${bar}\n`);
});
