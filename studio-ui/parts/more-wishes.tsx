/** @file What else can be said of the drawing: what is not wanted, and pictures. Folded away until it is used. */
import { useState } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { PicturesTray } from '../pictures/pictures-tray.js';
import { NEGATIVE } from '../settings/rows-of-medium.js';
import { useStudio } from '../state/context.js';
import { useSpeech } from '../text/language.js';
import { NegativeField } from './negative-field.js';
import { Twisty } from './twisty.js';

/** @param write puts a piece of a prompt behind what is written */
export function MoreWishes({ write }: { readonly write: (piece: string) => void }) {
  const { text } = useSpeech();
  const isUsed = useStudio(
    ({ snapshot, draft }) => snapshot.pictures.length > 0 || (draft.values[NEGATIVE] ?? '') !== '',
  );
  /** Null until the person opens or closes it. */
  const [opened, setOpened] = useState<boolean | null>(null);
  return (
    <Disclosure className="more" isExpanded={opened ?? isUsed} onExpandedChange={setOpened}>
      <Heading level={3}>
        <Button slot="trigger" className="link more-trigger">
          <Twisty />
          {text.prompt.more}
        </Button>
      </Heading>
      <DisclosurePanel>
        <div className="more-panel">
          <NegativeField />
          <PicturesTray write={write} />
        </div>
      </DisclosurePanel>
    </Disclosure>
  );
}
