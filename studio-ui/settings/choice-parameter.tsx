/** @file A setting that is one of several words: a list to choose from. */
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import type { WireParameterRow } from '../../src/protocol/index.js';
import { useSpeech } from '../text/language.js';
import { RowHelp } from './row-help.js';

interface Properties {
  readonly row: Extract<WireParameterRow, { kind: 'choice' }>;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function ChoiceParameter({ row, value, onChange }: Properties) {
  const { language, text } = useSpeech();
  return (
    <div className="parameter">
      <Select className="choice" value={value} onChange={(key) => onChange(String(key))}>
        <Label className="parameter-label">{row.label[language]}</Label>
        <Button className="choice-button">
          <SelectValue />
          <span aria-hidden="true">▾</span>
        </Button>
        <Popover className="choice-popover">
          <ListBox className="choice-list">
            {Object.entries(row.options).map(([word, label]) => (
              <ListBoxItem key={word} id={word} className="choice-item">
                {label[language]}
              </ListBoxItem>
            ))}
          </ListBox>
        </Popover>
        <RowHelp row={row}>
          {text.settings.usual(row.options[row.default]?.[language] ?? row.default)}
        </RowHelp>
      </Select>
    </div>
  );
}
