/** @file What a collage is made of: cut paper, or pictures, several at once or a whole folder of them. */
import { Button, FileTrigger } from 'react-aria-components';
import { limits } from '../../src/protocol/index.js';
import { useStudio, useStudioAccess } from '../state/context.js';
import { formatNumber } from '../text/format.js';
import { useSpeech } from '../text/language.js';
import { useBring } from './use-bring.js';

/** Endings of pictures: of a folder the rest is not looked at. */
const PICTURES = /\.(png|webp|avif|gif|tiff?|svg|jpe?g)$/iu;

export function CollagePieces() {
  const { language, text } = useSpeech();
  const { store } = useStudioAccess();
  const bring = useBring();
  const patches = useStudio(({ draft }) => draft.patches);
  const isBringing = useStudio(({ bringing }) => bringing !== null);
  const words = text.pictures;
  const say = (count: number) => formatNumber(count, language);
  const take = async (list: FileList | null) => {
    const files = [...(list ?? [])].filter(({ name }) => PICTURES.test(name)).slice(0, limits.patches);
    const brought = await bring(files);
    const all = [...store.get().draft.patches, ...brought.map(({ sha256 }) => sha256)];
    store.dispatch({ type: 'pieces', patches: [...new Set(all)].slice(0, limits.patches) });
  };
  return (
    <div className="pieces">
      <h3 className="pieces-heading">{words.pieces}</h3>
      <p role="status">{patches.length === 0 ? words.cutPaper : words.pieceCount(say(patches.length))}</p>
      <div className="tray-row">
        <FileTrigger acceptedFileTypes={['image/*']} allowsMultiple onSelect={(files) => void take(files)}>
          <Button className="button quiet" isDisabled={isBringing}>
            {words.addPieces}
          </Button>
        </FileTrigger>
        <FileTrigger acceptDirectory onSelect={(files) => void take(files)}>
          <Button className="button quiet" isDisabled={isBringing}>
            {words.addFolder}
          </Button>
        </FileTrigger>
        {patches.length > 0 && (
          <Button className="link" onPress={() => store.dispatch({ type: 'pieces', patches: [] })}>
            {words.noPieces}
          </Button>
        )}
      </div>
      <p className="help">{words.piecesHelp(say(limits.patches))}</p>
    </div>
  );
}
