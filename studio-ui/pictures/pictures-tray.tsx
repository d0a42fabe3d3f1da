/** @file The pictures that people brought: small, each with what can be done with it, and the ways to bring more. */
import { Button, DropZone, FileTrigger, Text } from 'react-aria-components';
import type { ShelfPicture } from '../../src/protocol/index.js';
import { beginningOf, rowsOfMedium } from '../settings/rows-of-medium.js';
import { useStudio, useStudioAccess } from '../state/context.js';
import { mediumOf } from '../state/studio.js';
import { formatNumber } from '../text/format.js';
import { useSpeech } from '../text/language.js';
import { PictureMenu } from './picture-menu.js';
import { MOST_MEGABYTES, useBring } from './use-bring.js';

interface Properties {
  /** Puts a piece of a prompt behind what is written. */
  readonly write: (piece: string) => void;
}

export function PicturesTray({ write }: Properties) {
  const { language, text } = useSpeech();
  const { store, commands } = useStudioAccess();
  const bring = useBring();
  const pictures = useStudio(({ snapshot }) => snapshot.pictures);
  const beginning = useStudio(({ draft }) => draft.image);
  const hello = useStudio((studio) => studio.hello);
  const medium = useStudio(mediumOf);
  const canBegin = beginningOf(rowsOfMedium(hello?.rows ?? [], medium)) !== undefined;
  const actions = ({ name, sha256 }: ShelfPicture) => ({
    towards: () => write(`@${name}`),
    mask: () => write(`<@${name}> `),
    begin: () => store.dispatch({ type: 'beginning', image: sha256 === beginning ? null : sha256 }),
    remove: () => {
      if (sha256 === beginning) store.dispatch({ type: 'beginning', image: null });
      commands.removePicture(name);
    },
  });
  return (
    <DropZone
      className="tray"
      onDrop={async ({ items }) => {
        const dropped = items.filter((item) => item.kind === 'file');
        await bring(await Promise.all(dropped.map((item) => item.getFile())));
      }}
    >
      <div className="tray-row">
        {pictures.map((picture) => (
          <PictureMenu
            key={picture.name}
            picture={picture}
            begins={picture.sha256 === beginning && canBegin}
            canBegin={canBegin}
            actions={actions(picture)}
          />
        ))}
        <FileTrigger
          acceptedFileTypes={['image/*']}
          allowsMultiple
          onSelect={(files) => void bring(files ?? [])}
        >
          <Button className="button quiet">{text.pictures.add}</Button>
        </FileTrigger>
      </div>
      <Text slot="label" className="help">
        {text.pictures.help(formatNumber(MOST_MEGABYTES, language))}
      </Text>
    </DropZone>
  );
}
