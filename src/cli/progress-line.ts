/**
 * @file How a drawing's progress looks on a terminal (one line, rewritten) and in a log (a line now and then).
 */
import type { ProgressEvent } from '../session/index.js';

const BAR_WIDTH = 24;
/** A log gets a line whenever another tenth is done. */
const LOG_PARTS = 10;
/** A terminal is rewritten at most this often, milliseconds. */
const REWRITE_INTERVAL = 80;

/** `[████░░] 42/200 · score 0.312 · 24.1 steps/s · 7 s left` */
export function describeProgress({ iteration, iterations, score, rate, secondsLeft }: ProgressEvent): string {
  const filled = Math.floor((BAR_WIDTH * iteration) / Math.max(1, iterations));
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}`;
  const left = secondsLeft === null ? '' : ` · ${describeDuration(secondsLeft)} left`;
  const steps = `${String(iteration).padStart(String(iterations).length)}/${iterations}`;
  return `[${bar}] ${steps} · score ${score.toFixed(3)} · ${rate.toFixed(1)} steps/s${left}`;
}

/** `7 s`, `2 min 05 s`, `1 h 20 min` */
export function describeDuration(seconds: number): string {
  const whole = Math.ceil(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
}

export interface ProgressSink {
  show(event: ProgressEvent): void;
  /** Puts a line of its own between the progress. */
  say(sentence: string): void;
  /** Leaves the cursor on a fresh line. */
  end(): void;
}

/** @param stream usually stderr, so that stdout stays for results */
export function progressSink(stream: NodeJS.WriteStream): ProgressSink {
  return stream.isTTY ? terminalSink(stream) : logSink(stream);
}

function terminalSink(stream: NodeJS.WriteStream): ProgressSink {
  let open = false;
  let lastWrite = Number.NEGATIVE_INFINITY;
  const clear = (): void => {
    if (open) stream.write('\r\u001b[2K');
    open = false;
  };
  return {
    show(event) {
      const now = performance.now();
      if (now - lastWrite < REWRITE_INTERVAL && event.iteration < event.iterations) return;
      lastWrite = now;
      clear();
      stream.write(describeProgress(event).slice(0, Math.max(1, stream.columns - 1)));
      open = true;
    },
    say(sentence) {
      clear();
      stream.write(`${sentence}\n`);
    },
    end() {
      if (open) stream.write('\n');
      open = false;
    },
  };
}

function logSink(stream: NodeJS.WritableStream): ProgressSink {
  let shown = 0;
  return {
    show(event) {
      const part = Math.floor((LOG_PARTS * event.iteration) / Math.max(1, event.iterations));
      if (part <= shown) return;
      shown = part;
      stream.write(`${describeProgress(event)}\n`);
    },
    say: (sentence) => void stream.write(`${sentence}\n`),
    end() {},
  };
}
