/** @file A download as people see it. */
import { expect, it } from 'vitest';
import { describeDownload, downloadWatch } from './download-line.js';

it('shows bar, megabytes, rate and time left', () => {
  expect(describeDownload(302_500_000, 605_000_000, 11_000_000)).toBe(
    '[████████████░░░░░░░░░░░░] 303/605 MB · 11.0 MB/s · 28 s left',
  );
  expect(describeDownload(0, 605_000_000, 0)).toBe('[░░░░░░░░░░░░░░░░░░░░░░░░] 0.0/605 MB');
});

it('adds the files up and measures the rate over the last seconds', () => {
  const lines: string[] = [];
  let clock = 0;
  const watch = downloadWatch(
    { show: (line) => lines.push(line), say: (line) => lines.push(line), end() {} },
    () => clock,
  );
  watch.begin('a model', 2, 40e6);
  watch.progress('a', 10e6);
  for (const megabytes of [1, 2, 3, 4]) {
    clock += 1;
    watch.progress('b', megabytes * 5e6);
  }
  expect(lines[0]).toBe('a model: 2 files, 40 MB.');
  expect(lines.at(-1)).toBe('[██████████████████░░░░░░] 30/40 MB · 5.0 MB/s · 2 s left');
});
