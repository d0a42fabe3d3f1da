/** @file How the drawing gets on: state, iteration, speed, time left, score, and the score's curve. */
import { wireNumber } from '../../src/protocol/index.js';
import { useStudio } from '../state/context.js';
import type { Studio } from '../state/studio.js';
import type { Dictionary } from '../text/dictionary.js';
import { formatDuration, formatNumber, formatRate, formatScore } from '../text/format.js';
import { useSpeech } from '../text/language.js';
import { ScoreCurve } from './score-curve.js';

function stateName({ snapshot, isStarting }: Studio): keyof Dictionary['progress'] {
  if (isStarting) return 'starting';
  switch (snapshot.state) {
    case 'idle':
      return 'waiting';
    case 'finished':
      return snapshot.drawing?.finish?.reason ?? 'completed';
    default:
      return snapshot.state;
  }
}

export function ProgressPanel() {
  const { language, text } = useSpeech();
  const drawing = useStudio(({ snapshot }) => snapshot.drawing);
  const state = useStudio(({ snapshot }) => snapshot.state);
  const name = useStudio(stateName);
  const words = text.progress;
  const progress = drawing?.progress ?? null;
  const moving = state === 'running' && progress !== null;
  const rate = moving ? formatRate(progress.rate, language) : null;
  const seconds = moving ? progress.secondsLeft : null;
  return (
    <section className="panel" aria-labelledby="progress-heading">
      <div className="panel-head">
        <h2 id="progress-heading">{words.heading}</h2>
        <p className="state" data-state={state}>
          {words[name] as string}
        </p>
      </div>
      <dl className="facts">
        <div>
          <dt>{words.iteration}</dt>
          <dd data-testid="iteration">
            {progress === null ? (
              '—'
            ) : (
              <>
                {formatNumber(progress.iteration, language)}
                <small>{words.ofTotal(formatNumber(progress.iterations, language))}</small>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>{words.rate}</dt>
          <dd>
            {rate === null ? (
              '—'
            ) : (
              <>
                {rate.value}
                <small>{rate.unit}</small>
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>{words.timeLeft}</dt>
          <dd>{seconds === null ? '—' : formatDuration(seconds, language)}</dd>
        </div>
        <div>
          <dt>{words.score}</dt>
          <dd data-testid="score">{progress === null ? '—' : formatScore(progress.score, language)}</dd>
        </div>
      </dl>
      <ScoreCurve
        history={drawing?.history ?? []}
        iterations={progress?.iterations ?? wireNumber(drawing?.settings, 'iterations', 1)}
      />
      <p className="help">{words.scoreHelp}</p>
    </section>
  );
}
