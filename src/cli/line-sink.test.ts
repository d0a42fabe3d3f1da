/** @file What is said while nothing can be measured. */
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { lineSink } from './line-sink.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const open = (isTTY: boolean) => {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 60 });
  const sink = lineSink(stream as unknown as NodeJS.WriteStream);
  return { sink, read: () => String(stream.read() ?? '') };
};

it('says nothing of what is over in two seconds', () => {
  const { sink, read } = open(true);
  sink.wait('Loading the model');
  vi.advanceTimersByTime(1900);
  sink.end();
  vi.advanceTimersByTime(60_000);
  expect(read()).toBe('');
});

it('counts the seconds of what takes longer, in one line of a terminal, until there is progress', () => {
  const { sink, read } = open(true);
  sink.wait('Loading the model');
  vi.advanceTimersByTime(3500);
  sink.say('A sentence.');
  vi.advanceTimersByTime(1000);
  sink.show('[█░] 1/2', 1);
  vi.advanceTimersByTime(60_000);
  sink.end();
  expect(read().split('\r\u001b[2K')).toEqual([
    'Loading the model … 2 s',
    'Loading the model … 3 s',
    'A sentence.\nLoading the model … 4 s',
    '[█░] 1/2\n',
  ]);
});

it('takes a line of a log every ten seconds', () => {
  const { sink, read } = open(false);
  sink.wait('Loading the model');
  vi.advanceTimersByTime(25_000);
  sink.wait('Preparing the drawing');
  vi.advanceTimersByTime(12_000);
  sink.end();
  vi.advanceTimersByTime(60_000);
  expect(read()).toBe('Loading the model … 10 s\nLoading the model … 20 s\nPreparing the drawing … 10 s\n');
});
