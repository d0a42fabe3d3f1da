/** @file The time in which a drawing shall end, where somebody sets one; it counts from the next drawing on. */
import { Input, Label, NumberField, Text } from 'react-aria-components';
import { limits } from '../../src/protocol/index.js';
import { useStudio, useStudioAccess } from '../state/context.js';
import { isLive } from '../state/studio.js';
import { formatNumber } from '../text/format.js';
import { useSpeech } from '../text/language.js';

export function TimeLimit() {
  const { language, text } = useSpeech();
  const { store } = useStudioAccess();
  const seconds = useStudio(({ draft }) => draft.seconds);
  const live = useStudio(isLive);
  const { min, max } = limits.seconds;
  const words = text.settings;
  return (
    <div className="parameter">
      <NumberField
        className="number-field"
        value={seconds ?? Number.NaN}
        minValue={min}
        maxValue={max}
        formatOptions={{ maximumFractionDigits: 0 }}
        onChange={(next) => store.dispatch({ type: 'timed', seconds: Number.isFinite(next) ? next : null })}
      >
        <Label className="parameter-label">{words.seconds}</Label>
        <div className="number">
          <Input className="number-input" placeholder="—" />
        </div>
        <Text slot="description" className="help parameter-help">
          {words.secondsHelp(formatNumber(min, language), formatNumber(max, language))}
          {live && <em className="waits"> {words.begins}</em>}
        </Text>
      </NumberField>
    </div>
  );
}
