/** @file What is not wanted, beside what is: the row of that name, in one line. */
import { Input, Label, Text, TextField } from 'react-aria-components';
import { NEGATIVE } from '../settings/rows-of-medium.js';
import { useTune } from '../settings/use-tune.js';
import { useStudio } from '../state/context.js';
import { useSpeech } from '../text/language.js';

export function NegativeField() {
  const { language } = useSpeech();
  const tune = useTune();
  const row = useStudio(({ hello }) => hello?.rows.find(({ name }) => name === NEGATIVE) ?? null);
  const value = useStudio(({ draft }) => draft.values[NEGATIVE] ?? '');
  if (row?.kind !== 'text') return null;
  return (
    <TextField
      className="text-field"
      value={String(value)}
      maxLength={row.maxLength}
      onChange={(next) => tune(row, next)}
    >
      <Label className="parameter-label">{row.label[language]}</Label>
      <Input className="text-input" dir="auto" />
      <Text slot="description" className="help parameter-help">
        {row.help[language]}
      </Text>
    </TextField>
  );
}
