/**
 * @file All presets with their pictures and words, in a window over the page; choosing one closes it. Each is called by
 * all of its words, as people who speak to the browser read them.
 */
import { Button, ListBox, ListBoxItem } from 'react-aria-components';
import type { WirePreset } from '../../src/protocol/index.js';
import { Window } from '../parts/window.js';
import { useSpeech } from '../text/language.js';
import { Thumbnail } from './thumbnail.js';

interface Properties {
  readonly presets: readonly WirePreset[];
  /** Name of the one in use. */
  readonly chosen: string | null;
  readonly onChoose: (preset: WirePreset) => void;
}

export function PresetGallery({ presets, chosen, onChoose }: Properties) {
  const { language, text } = useSpeech();
  return (
    <Window
      title={text.way.chooseHeading}
      trigger={<Button className="button quiet">{text.way.choose}</Button>}
    >
      {(close) => (
        <ListBox
          className="tiles"
          layout="grid"
          autoFocus="first"
          aria-label={text.way.chooseHeading}
          onAction={(key) => {
            const preset = presets.find(({ name }) => name === key);
            if (preset) onChoose(preset);
            close();
          }}
        >
          {presets.map((preset) => (
            <ListBoxItem
              key={preset.name}
              id={preset.name}
              className="tile"
              data-chosen={preset.name === chosen || undefined}
              textValue={preset.label[language]}
            >
              <Thumbnail at={preset.thumbnail} />
              <span className="tile-name">{preset.label[language]}</span>
              <span className="help">
                {preset.description[language]}
                {preset.needsImage && ` ${text.way.needsImage}`}
              </span>
            </ListBoxItem>
          ))}
        </ListBox>
      )}
    </Window>
  );
}
