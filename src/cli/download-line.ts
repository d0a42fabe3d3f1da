/**
 * @file How a download's progress looks: bar, megabytes, rate and time left of all its files together.
 */
import type { AddWatch } from '../clip/index.js';
import { describeBar, describeDuration, type LineSink } from './line-sink.js';

/** The rate is taken over this time, seconds. */
const WINDOW = 5;

/** `[████░░] 42/605 MB · 11.2 MB/s · 51 s left` */
export function describeDownload(done: number, total: number, rate: number): string {
  const size = `${megabytes(done)}/${megabytes(total)} MB`;
  const pace =
    rate > 0 ? ` · ${(rate / 1e6).toFixed(1)} MB/s · ${describeDuration((total - done) / rate)} left` : '';
  return `${describeBar(total > 0 ? done / total : 1)} ${size}${pace}`;
}

/** 1234567 → `1.2`, 123456789 → `123` */
function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
}

/** @param now seconds on any steady clock */
export function downloadWatch(
  sink: Omit<LineSink, 'wait'>,
  now = (): number => performance.now() / 1000,
): AddWatch {
  let total = 0;
  let done = new Map<string, number>();
  let times: { readonly at: number; readonly bytes: number }[] = [];
  return {
    begin(title, files, bytes) {
      total = bytes;
      done = new Map();
      times = [];
      sink.say(`${title}: ${files} ${files === 1 ? 'file' : 'files'}, ${megabytes(bytes)} MB.`);
    },
    progress(path, bytes) {
      done.set(path, bytes);
      const sum = [...done.values()].reduce((a, b) => a + b, 0);
      times.push({ at: now(), bytes: sum });
      times = times.filter(({ at }) => at >= now() - WINDOW);
      const [first] = times;
      const seconds = first ? now() - first.at : 0;
      const rate = first && seconds > 0 ? (sum - first.bytes) / seconds : 0;
      sink.show(describeDownload(sum, total, rate), total > 0 ? sum / total : 1);
    },
    waiting: (path) => sink.say(`Another process is downloading ${path}; waiting for it.`),
  };
}
