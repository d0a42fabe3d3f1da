/** @file All presets with their pictures and words, in a window over the page; choosing one closes it. */
import {
  Button,
  Dialog,
  DialogTrigger,
  Heading,
  ListBox,
  ListBoxItem,
  Modal,
  ModalOverlay,
  Text,
} from 'react-aria-components';
import type { WirePreset } from '../../src/protocol/index.js';
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
    <DialogTrigger>
      <Button className="button quiet">{text.way.choose}</Button>
      <ModalOverlay className="veil" isDismissable>
        <Modal className="window">
          <Dialog className="window-inside">
            {({ close }) => (
              <>
                <div className="window-head">
                  <Heading slot="title" level={2} className="window-title">
                    {text.way.chooseHeading}
                  </Heading>
                  <Button className="button quiet" onPress={close}>
                    {text.way.close}
                  </Button>
                </div>
                <ListBox
                  className="presets"
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
                      className="preset"
                      data-chosen={preset.name === chosen || undefined}
                      textValue={preset.label[language]}
                    >
                      <Thumbnail at={preset.thumbnail} />
                      <Text slot="label" className="preset-name">
                        {preset.label[language]}
                      </Text>
                      <Text slot="description" className="help">
                        {preset.description[language]}
                        {preset.needsImage && ` ${text.way.needsImage}`}
                      </Text>
                    </ListBoxItem>
                  ))}
                </ListBox>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
