/** @file What it is painted in: a list of all media. */
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import type { WireMedium } from '../../src/protocol/index.js';
import { useSpeech } from '../text/language.js';

interface Properties {
  readonly media: readonly WireMedium[];
  readonly value: string;
  readonly onChange: (name: string) => void;
}

export function MediumSelect({ media, value, onChange }: Properties) {
  const { language, text } = useSpeech();
  return (
    <Select className="choice medium" value={value} onChange={(key) => onChange(String(key))}>
      <Label className="parameter-label">{text.way.medium}</Label>
      <Button className="choice-button">
        <SelectValue />
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="choice-popover">
        <ListBox className="choice-list">
          {media.map(({ name, label }) => (
            <ListBoxItem key={name} id={name} className="choice-item">
              {label[language]}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
