/** @file Points of the history as a row of small pictures; choosing one goes there. */
import { ListBox, ListBoxItem, Text } from 'react-aria-components';
import { type Point, pointPictures } from '../../src/protocol/index.js';
import { formatNumber } from '../text/format.js';
import { useSpeech } from '../text/language.js';

interface Properties {
  readonly label: string;
  readonly run: number;
  readonly points: readonly Point[];
  /** Which one the drawing stands on. */
  readonly current: number | null;
  /** What to call a point that has no name. */
  readonly nameOf: (point: Point, index: number) => string;
  readonly onChoose: (point: number) => void;
}

export const pictureOf = (run: number, point: number): string => `${pointPictures}/${run}/${point}`;

export function PointList({ label, run, points, current, nameOf, onChoose }: Properties) {
  const { language, text } = useSpeech();
  return (
    <ListBox
      className="points"
      aria-label={label}
      orientation="horizontal"
      onAction={(key) => onChoose(Number(key))}
    >
      {points.map((point, index) => {
        const { id, iteration, deed, name } = point;
        const said = text.history.describe(formatNumber(iteration, language), text.history.deed(deed));
        return (
          <ListBoxItem
            key={id}
            id={id}
            className="point"
            textValue={name ?? said}
            data-current={id === current || undefined}
            data-deed={deed}
          >
            <img src={pictureOf(run, id)} alt="" width={64} height={64} loading="lazy" decoding="async" />
            <Text slot="label">{name ?? nameOf(point, index)}</Text>
            <Text slot="description" className="unseen">
              {said}
            </Text>
          </ListBoxItem>
        );
      })}
    </ListBox>
  );
}
