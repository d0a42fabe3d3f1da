/** @file One setting, built from its parameter row: the control that fits its kind. */
import type { WireParameterRow } from '../../src/protocol/index.js';
import { ChoiceParameter } from './choice-parameter.js';
import { NumberParameter } from './number-parameter.js';
import { TextParameter } from './text-parameter.js';

interface Properties {
  readonly row: WireParameterRow;
  readonly value: number | string;
  readonly onChange: (value: number | string) => void;
}

export function ParameterField({ row, value, onChange }: Properties) {
  switch (row.kind) {
    case 'number':
      return <NumberParameter row={row} value={Number(value)} onChange={onChange} />;
    case 'choice':
      return <ChoiceParameter row={row} value={String(value)} onChange={onChange} />;
    case 'text':
      return <TextParameter row={row} value={String(value)} onChange={onChange} />;
  }
}
