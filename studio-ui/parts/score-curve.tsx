/** @file The score over the iterations, as one line of SVG with its meaning in words. */
import type { ScorePoint } from '../../src/protocol/index.js';
import { formatScore } from '../text/format.js';
import { useSpeech } from '../text/language.js';

const WIDTH = 320;
const HEIGHT = 72;
/** The least height of the scale, so that noise of a flat curve does not look like a mountain range. */
const LEAST_SPAN = 0.05;

interface Scale {
  readonly low: number;
  readonly high: number;
}

function scaleOf(history: readonly ScorePoint[]): Scale {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const [, score] of history) {
    low = Math.min(low, score);
    high = Math.max(high, score);
  }
  const spare = Math.max(0, LEAST_SPAN - (high - low)) / 2;
  return { low: low - spare, high: high + spare };
}

/** SVG path data; x over 0..iterations, y over the scale. */
function curve(history: readonly ScorePoint[], iterations: number, { low, high }: Scale): string {
  return history
    .map(([iteration, score], index) => {
      const x = (iteration / Math.max(1, iterations)) * WIDTH;
      const y = HEIGHT - 4 - ((score - low) / (high - low)) * (HEIGHT - 8);
      return `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}

export function ScoreCurve({
  history,
  iterations,
}: {
  readonly history: readonly ScorePoint[];
  readonly iterations: number;
}) {
  const { language, text } = useSpeech();
  const first = history[0];
  const last = history.at(-1);
  const known = first !== undefined && last !== undefined;
  const scale = known ? scaleOf(history) : { low: 0, high: 1 };
  const best = history.reduce((high, [, score]) => Math.max(high, score), Number.NEGATIVE_INFINITY);
  const say = (score: number) => formatScore(score, language);
  const label = known ? text.progress.curve(say(first[1]), say(last[1]), say(best)) : text.progress.noCurve;
  return (
    <figure className="curve">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
        <path className="ground" d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} />
        {known && <path className="line" d={curve(history, iterations, scale)} />}
      </svg>
      <div className="scale" aria-hidden="true">
        <span>{known ? formatScore(scale.high, language, 2) : ''}</span>
        <span>{known ? formatScore(scale.low, language, 2) : ''}</span>
      </div>
    </figure>
  );
}
