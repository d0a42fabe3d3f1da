/** @file A setting that is a short text, such as a palette. */
import { Input, Label, TextField } from 'react-aria-components';
import type { WireParameterRow } from '../../src/protocol/index.js';
import { useSpeech } from '../text/language.js';
import { RowHelp } from './row-help.js';

interface Properties {
  readonly row: Extract<WireParameterRow, { kind: 'text' }>;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function TextParameter({ row, value, onChange }: Properties) {
  const { language } = useSpeech();
  return (
    <div className="parameter">
      <TextField className="text-field" value={value} maxLength={row.maxLength} onChange={onChange}>
        <Label className="parameter-label">{row.label[language]}</Label>
        <Input className="text-input" />
        <RowHelp row={row}>({row.wanted[language]})</RowHelp>
      </TextField>
    </div>
  );
}
