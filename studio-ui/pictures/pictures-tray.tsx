/** @file The pictures that people brought: small, each with what can be done with it, and the ways to bring more. */
import { Button, DropZone, FileTrigger, Text } from 'react-aria-components';
import type { ShelfPicture } from '../../src/protocol/index.js';
import { beginningOf, rowsOfMedium } from '../settings/rows-of-medium.js';
import { useStudio, useStudioAccess } from '../state/context.js';
import { COLLAGE, mediumOf } from '../state/studio.js';
import { formatNumber } from '../text/format.js';
import { useSpeech } from '../text/language.js';
import { CollagePieces } from './collage-pieces.js';
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
  const under = useStudio(({ draft }) => draft.background);
  const pieces = useStudio(({ draft }) => draft.patches);
  const can = {
    begin: beginningOf(rowsOfMedium(hello?.rows ?? [], medium)) !== undefined,
    ground: hello?.media.find(({ name }) => name === medium)?.covers === false,
    piece: medium === COLLAGE,
  };
  const actions = ({ name, sha256 }: ShelfPicture) => ({
    towards: () => write(`@${name}`),
    mask: () => write(`<@${name}> `),
    begin: () => store.dispatch({ type: 'beginning', image: sha256 === beginning ? null : sha256 }),
    ground: () => store.dispatch({ type: 'ground', background: sha256 === under ? null : sha256 }),
    piece: () => {
      const others = pieces.filter((piece) => piece !== sha256);
      store.dispatch({
        type: 'pieces',
        patches: others.length < pieces.length ? others : [...pieces, sha256],
      });
    },
    remove: () => {
      if (sha256 === beginning) store.dispatch({ type: 'beginning', image: null });
      if (sha256 === under) store.dispatch({ type: 'ground', background: null });
      if (pieces.includes(sha256))
        store.dispatch({ type: 'pieces', patches: pieces.filter((piece) => piece !== sha256) });
      commands.removePicture(name);
    },
  });
  return (
    <>
      {can.piece && <CollagePieces />}
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
              uses={{
                begin: can.begin && picture.sha256 === beginning,
                ground: can.ground && picture.sha256 === under,
                piece: can.piece && pieces.includes(picture.sha256),
              }}
              can={can}
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
    </>
  );
}
