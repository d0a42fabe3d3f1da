/** @file Bringing pictures from wherever the person has them; what is too large is refused before it is sent. */
import { limits, type ShelfPicture } from '../../src/protocol/index.js';
import { useStudioAccess } from '../state/context.js';
import { formatNumber } from '../text/format.js';
import { useSpeech } from '../text/language.js';
import { bringingOf } from './bringing.js';

/** As people count them. */
export const MOST_MEGABYTES = limits.pictureBytes / 2 ** 20;

/** @returns brings one after the other, saying how far it is; gives what came onto the shelf */
export function useBring(): (files: Iterable<File>) => Promise<readonly ShelfPicture[]> {
  const { language, text } = useSpeech();
  const { store, commands } = useStudioAccess();
  return async (given) => {
    const files = [...given];
    const sizes = files.map(({ size }) => size);
    const brought: ShelfPicture[] = [];
    const began = performance.now();
    for (const [done, file] of files.entries()) {
      const bringing = bringingOf(sizes, done, performance.now() - began);
      store.dispatch({ type: 'bringing', bringing });
      if (file.size > limits.pictureBytes) {
        const message = text.pictures.tooLarge(file.name, formatNumber(MOST_MEGABYTES, language));
        store.dispatch({ type: 'problem', message });
        continue;
      }
      const picture = await commands.bring(file);
      if (picture !== null) brought.push(picture);
    }
    store.dispatch({ type: 'bringing', bringing: null });
    return brought;
  };
}
