/** @file A setting that is a number: a slider and a number field for the same value. */

import { Button, Group, Input, Label, NumberField } from 'react-aria-components';
import type { WireNumberRow } from '../../src/protocol/index.js';
import { formatNumber } from '../text/format.js';
import { useSpeech } from '../text/language.js';
import { RowHelp } from './row-help.js';
import { hasSlider, lastPosition, positionOf, valueAt } from './slider-scale.js';

interface Properties {
  readonly row: WireNumberRow;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** Decimals that the row's step can need. */
function decimals({ integer, step }: WireNumberRow): number {
  return integer ? 0 : Math.max(0, -Math.floor(Math.log10(step)));
}

export function NumberParameter({ row, value, onChange }: Properties) {
  const { language, text } = useSpeech();
  const label = row.label[language];
  const digits = decimals(row);
  const say = (number: number) => formatNumber(number, language, digits);
  return (
    <div className="parameter">
      <NumberField
        className="number-field"
        value={value}
        minValue={row.min}
        maxValue={row.max}
        step={row.step}
        formatOptions={{ maximumFractionDigits: digits }}
        onChange={(next) => {
          if (Number.isFinite(next)) onChange(next);
        }}
      >
        <Label className="parameter-label">{label}</Label>
        <Group className="number">
          <Button slot="decrement" className="step">
            −
          </Button>
          <Input className="number-input" />
          <Button slot="increment" className="step">
            +
          </Button>
        </Group>
        {hasSlider(row) && (
          <input
            type="range"
            className="slider"
            aria-label={label}
            aria-valuetext={say(value)}
            min={0}
            max={lastPosition(row)}
            step={1}
            value={positionOf(value, row)}
            style={{ '--share': positionOf(value, row) / lastPosition(row) } as React.CSSProperties}
            onChange={(event) => onChange(valueAt(event.target.valueAsNumber, row, value))}
          />
        )}
        <RowHelp row={row}>
          {text.settings.range(say(row.min), say(row.max), say(row.default), text.settings.unit(row.unit))}
        </RowHelp>
      </NumberField>
      {value !== row.default && (
        <Button
          className="link reset"
          aria-label={text.settings.reset(label, say(row.default))}
          onPress={() => onChange(row.default)}
        >
          {text.settings.resetShort}
        </Button>
      )}
    </div>
  );
}
