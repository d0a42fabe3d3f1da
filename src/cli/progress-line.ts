/**
 * @file How a drawing's progress looks on a terminal and in a log.
 */
import type { ProgressEvent } from '../session/index.js';
import { describeBar, describeDuration, type LineSink, lineSink } from './line-sink.js';

/** `[████░░] 42/200 · score 0.312 · 24.1 steps/s · 7 s left` */
export function describeProgress(event: ProgressEvent): string {
  const { iteration, iterations, score, rate, secondsLeft, skipped, trying } = event;
  const left = secondsLeft === null ? '' : ` · ${describeDuration(secondsLeft)} left`;
  // Steps whose gradient was not a number: the picture stayed as it was.
  const lost = skipped > 0 ? ` · ${skipped} skipped` : '';
  const start = trying ? ` · beginning ${trying.number} of ${trying.of}` : '';
  const steps = `${String(iteration).padStart(String(iterations).length)}/${iterations}`;
  const bar = describeBar(iteration / Math.max(1, iterations));
  return `${bar} ${steps} · score ${score.toFixed(3)} · ${rate.toFixed(1)} steps/s${left}${start}${lost}`;
}

export interface ProgressSink extends Omit<LineSink, 'show'> {
  show(event: ProgressEvent): void;
}

/** @param stream usually stderr, so that stdout stays for results */
export function progressSink(stream: NodeJS.WriteStream): ProgressSink {
  const { show, ...rest } = lineSink(stream);
  return {
    show: (event) => show(describeProgress(event), event.iteration / Math.max(1, event.iterations)),
    ...rest,
  };
}
