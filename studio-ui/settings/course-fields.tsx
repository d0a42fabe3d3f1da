/**
 * @file What is asked of the next drawing besides its settings: to end within a time, and to be the best of several. Empty
 * where nothing is asked.
 */
import { Input, Label, NumberField, Text } from 'react-aria-components';
import { limits } from '../../src/protocol/index.js';
import { useStudio, useStudioAccess } from '../state/context.js';
import { isLive } from '../state/studio.js';
import { formatNumber } from '../text/format.js';
import { useSpeech } from '../text/language.js';

/** The limits of each. */
const fields = { seconds: limits.seconds, bestOf: limits.attempts } as const;
type Name = keyof typeof fields;

export function CourseFields() {
  return (
    <>
      <CourseField name="seconds" />
      <CourseField name="bestOf" />
    </>
  );
}

function CourseField({ name }: { readonly name: Name }) {
  const { language, text } = useSpeech();
  const { store } = useStudioAccess();
  const value = useStudio(({ draft }) => draft[name]);
  const live = useStudio(isLive);
  const { min, max } = fields[name];
  const words = text.settings;
  return (
    <div className="parameter">
      <NumberField
        className="number-field"
        value={value ?? Number.NaN}
        minValue={min}
        maxValue={max}
        formatOptions={{ maximumFractionDigits: 0 }}
        onChange={(next) => {
          const course = { [name]: Number.isFinite(next) ? next : null };
          store.dispatch({ type: 'course', course });
        }}
      >
        <Label className="parameter-label">{words.course[name].label}</Label>
        <div className="number">
          <Input className="number-input" placeholder="—" />
        </div>
        <Text slot="description" className="help parameter-help">
          {words.course[name].help(formatNumber(min, language), formatNumber(max, language))}
          {live && <em className="waits"> {words.begins}</em>}
        </Text>
      </NumberField>
    </div>
  );
}
