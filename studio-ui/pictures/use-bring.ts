/** @file Bringing pictures from wherever the person has them; what is too large is refused before it is sent. */
import { limits, type ShelfPicture } from '../../src/protocol/index.js';
import { useStudioAccess } from '../state/context.js';
import { formatNumber } from '../text/format.js';
import { useSpeech } from '../text/language.js';

/** As people count them. */
export const MOST_MEGABYTES = limits.pictureBytes / 2 ** 20;

/** @returns what came onto the shelf, one after the other; `told` is called before each with its place from 0 */
export function useBring(): (
  files: Iterable<File>,
  told?: (place: number) => void,
) => Promise<readonly ShelfPicture[]> {
  const { language, text } = useSpeech();
  const { store, commands } = useStudioAccess();
  return async (files, told) => {
    const brought: ShelfPicture[] = [];
    let place = 0;
    for (const file of files) {
      told?.(place++);
      if (file.size > limits.pictureBytes) {
        const message = text.pictures.tooLarge(file.name, formatNumber(MOST_MEGABYTES, language));
        store.dispatch({ type: 'problem', message });
        continue;
      }
      const picture = await commands.bring(file);
      if (picture !== null) brought.push(picture);
    }
    return brought;
  };
}
