/** @file Draws the series that `atelier quality` measures, several drawings at a time, and tells how far it is. */
import { availableParallelism } from 'node:os';
import { type Drawn, drawSeries, type SeriesProgress, type Sitter } from '../quality/index.js';
import { openSession, type Session } from '../session/index.js';
import { describeBar, describeDuration, lineSink } from './line-sink.js';
import type { QualityJob } from './quality-job.js';
import { modelOptions } from './session-options.js';

interface Company {
  /** Told of each drawing as soon as it is there. */
  readonly each?: (drawn: Drawn) => Promise<void>;
  /** What can be said of those that are there, for the line of progress. */
  readonly soFar?: () => string;
}

export async function drawAll(
  job: QualityJob,
  sitters: readonly Sitter[],
  { each, soFar }: Company = {},
): Promise<{ drawn: Drawn[]; model: string }> {
  const sessions = await openSessions(job);
  const sink = lineSink(process.stderr);
  try {
    const drawn = await drawSeries(sessions, {
      settings: { canvas: job.canvas, ...job.values },
      sitters,
      folder: job.work,
      seconds: job.seconds,
      show: (progress) =>
        sink.show(describeSeries(progress, soFar?.() ?? ''), progress.done / progress.total),
      ...(each ? { each } : {}),
    });
    return { drawn, model: sessions[0]!.model.name };
  } finally {
    sink.end();
    await Promise.all(sessions.map((session) => session.close()));
  }
}

/** As many as draw at a time; they share the cores unless it was said how many threads each has. */
async function openSessions({ workers, ...job }: QualityJob): Promise<Session[]> {
  const share = Math.max(1, Math.floor(availableParallelism() / workers));
  const options = { ...modelOptions(job), threads: job.threads ?? share };
  return Promise.all(Array.from({ length: workers }, () => openSession(options)));
}

/** `[████░░] 12/200 drawings · 8.1/min · 24 min left · @1 80 %, @5 95 %` */
function describeSeries({ done, total, rate }: SeriesProgress, soFar: string): string {
  const pace =
    rate === undefined
      ? []
      : [`${(60 * rate).toFixed(1)}/min`, `${describeDuration((total - done) / rate)} left`];
  const told = [`${done}/${total} drawings`, ...pace, soFar].filter((part) => part !== '');
  return `${describeBar(done / total)} ${told.join(' · ')}`;
}
