/** @file The paint that is drawn and recoloured with: colour, opacity and the pen's width. */
import { useId } from 'react';
import { formatNumber } from '../text/format.js';
import { useSpeech } from '../text/language.js';
import { useHand, useToolbox } from './context.js';
import { paintLimits } from './toolbox.js';

export function PaintFields() {
  const { language, text } = useSpeech();
  const { toolbox } = useHand();
  const { colour, opacity, width } = useToolbox((all) => all);
  const id = useId();
  const words = text.hand.paint;
  return (
    <div className="hand-paint">
      <label className="hand-colour">
        <span>{words.colour}</span>
        <input
          type="color"
          value={colour}
          onChange={({ target }) => toolbox.dispatch({ type: 'mixed', paint: { colour: target.value } })}
        />
      </label>
      <label htmlFor={`${id}o`}>
        {words.opacity} <small>{words.percent(formatNumber(100 * opacity, language))}</small>
      </label>
      <input
        id={`${id}o`}
        type="range"
        className="slider"
        min={paintLimits.opacity.min}
        max={paintLimits.opacity.max}
        step={0.05}
        value={opacity}
        style={{ '--share': opacity } as React.CSSProperties}
        aria-valuetext={words.percent(formatNumber(100 * opacity, language))}
        onChange={({ target }) =>
          toolbox.dispatch({ type: 'mixed', paint: { opacity: target.valueAsNumber } })
        }
      />
      <label htmlFor={`${id}w`}>
        {words.width} <small>{words.thousandths(formatNumber(width, language))}</small>
      </label>
      <input
        id={`${id}w`}
        type="range"
        className="slider"
        min={paintLimits.width.min}
        max={paintLimits.width.max}
        step={1}
        value={width}
        style={{ '--share': (width - 1) / (paintLimits.width.max - 1) } as React.CSSProperties}
        aria-valuetext={words.thousandths(formatNumber(width, language))}
        onChange={({ target }) => toolbox.dispatch({ type: 'mixed', paint: { width: target.valueAsNumber } })}
      />
    </div>
  );
}
