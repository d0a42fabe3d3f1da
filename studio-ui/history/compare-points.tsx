/** @file Two points of the history over each other, with a border that is moved between them. */
import { useState } from 'react';
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import type { Point } from '../../src/protocol/index.js';
import { Window } from '../parts/window.js';
import { useStudio } from '../state/context.js';
import { ratioOf } from '../state/studio.js';
import { formatNumber } from '../text/format.js';
import { useSpeech } from '../text/language.js';
import { pictureOf } from './point-list.js';

interface Properties {
  readonly run: number;
  readonly points: readonly Point[];
  readonly current: number;
}

export function ComparePoints(points: Properties) {
  const { text } = useSpeech();
  return (
    <Window
      title={text.history.compareHeading}
      size="middle"
      trigger={<Button className="button quiet">{text.history.compare}</Button>}
    >
      {() => <Comparison {...points} />}
    </Window>
  );
}

function Comparison({ run, points, current }: Properties) {
  const { text } = useSpeech();
  const [left, setLeft] = useState(points.find(({ id }) => id !== current)?.id ?? current);
  const [right, setRight] = useState(current);
  const [border, setBorder] = useState(50);
  const ratio = useStudio(ratioOf);
  const large = (id: number) => `${pictureOf(run, id)}?size=large`;
  return (
    <>
      <div className="compare" style={{ '--border': `${border}%`, '--ratio': ratio } as React.CSSProperties}>
        <img src={large(left)} alt={text.history.left} />
        <img className="compare-right" src={large(right)} alt={text.history.right} />
        <span className="compare-border" aria-hidden="true" />
      </div>
      <input
        type="range"
        className="slider compare-slider"
        aria-label={text.history.border}
        min={0}
        max={100}
        value={border}
        style={{ '--share': border / 100 } as React.CSSProperties}
        onChange={(event) => setBorder(event.target.valueAsNumber)}
      />
      <div className="compare-choices">
        <PointSelect label={text.history.left} points={points} value={left} onChange={setLeft} />
        <PointSelect label={text.history.right} points={points} value={right} onChange={setRight} />
      </div>
    </>
  );
}

interface SelectProperties {
  readonly label: string;
  readonly points: readonly Point[];
  readonly value: number;
  readonly onChange: (point: number) => void;
}

function PointSelect({ label, points, value, onChange }: SelectProperties) {
  const { language, text } = useSpeech();
  return (
    <Select className="choice" value={value} onChange={(key) => onChange(Number(key))}>
      <Label className="parameter-label">{label}</Label>
      <Button className="choice-button">
        <SelectValue />
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="choice-popover">
        <ListBox className="choice-list">
          {points.map(({ id, name, iteration, deed }) => (
            <ListBoxItem key={id} id={id} className="choice-item">
              {name ?? text.history.describe(formatNumber(iteration, language), text.history.deed(deed))}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
