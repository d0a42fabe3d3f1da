/**
 * @file A line of progress: rewritten in place on a terminal, a fresh line for every tenth in a log.
 */
/** Whoever waits no longer than this needs no words, milliseconds. */
const PATIENCE = 2000;
/** A log gets a line whenever another tenth is done. */
const LOG_PARTS = 10;
/** A terminal is rewritten at most this often, milliseconds. */
const REWRITE_INTERVAL = 80;
const BAR_WIDTH = 24;

export interface LineSink {
  /** @param fraction how much is done, 0 to 1 */
  show(line: string, fraction: number): void;
  /** Puts a line of its own between the progress. */
  say(sentence: string): void;
  /** For how long by now goes on what cannot say how far it is, such as “Loading the model”. */
  wait(what: string): void;
  /** Leaves the cursor on a fresh line. */
  end(): void;
}

interface PlainSink extends Omit<LineSink, 'wait'> {
  /** Tells once more what goes on without a measure. */
  again(line: string): void;
  /** After how long that is worth telling again, milliseconds. */
  readonly repeat: number;
}

/** @param stream usually stderr, so that stdout stays for results */
export function lineSink(stream: NodeJS.WriteStream): LineSink {
  return waiting(stream.isTTY ? terminalSink(stream) : logSink(stream));
}

/** `[████░░]` */
export function describeBar(fraction: number): string {
  const filled = Math.floor(BAR_WIDTH * fraction);
  return `[${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}]`;
}

/** `7 s`, `2 min 05 s`, `1 h 20 min` */
export function describeDuration(seconds: number): string {
  const whole = Math.ceil(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
}

/**
 * Adds `wait`: after two seconds and then every second on a terminal, every ten in a log, until the next line of progress.
 */
function waiting(sink: PlainSink): LineSink {
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => clearTimeout(timer);
  return {
    wait(what) {
      stop();
      const since = performance.now();
      const tell = (after: number): void => {
        timer = setTimeout(() => {
          sink.again(`${what} … ${describeDuration(Math.floor((performance.now() - since) / 1000))}`);
          tell(sink.repeat);
        }, after);
        timer.unref();
      };
      tell(Math.max(PATIENCE, sink.repeat));
    },
    show(line, fraction) {
      stop();
      sink.show(line, fraction);
    },
    say: sink.say,
    end() {
      stop();
      sink.end();
    },
  };
}

function terminalSink(stream: NodeJS.WriteStream): PlainSink {
  let open = false;
  let lastWrite = Number.NEGATIVE_INFINITY;
  const clear = (): void => {
    if (open) stream.write('\r\u001b[2K');
    open = false;
  };
  const rewrite = (line: string): void => {
    clear();
    stream.write(line.slice(0, Math.max(1, stream.columns - 1)));
    open = true;
  };
  return {
    show(line, fraction) {
      const now = performance.now();
      if (now - lastWrite < REWRITE_INTERVAL && fraction < 1) return;
      lastWrite = now;
      rewrite(line);
    },
    again: rewrite,
    repeat: 1000,
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

function logSink(stream: NodeJS.WritableStream): PlainSink {
  let shown = 0;
  return {
    show(line, fraction) {
      const part = Math.floor(LOG_PARTS * fraction);
      if (part <= shown) return;
      shown = part;
      stream.write(`${line}\n`);
    },
    say: (sentence) => void stream.write(`${sentence}\n`),
    again: (line) => void stream.write(`${line}\n`),
    repeat: 10_000,
    end() {},
  };
}
