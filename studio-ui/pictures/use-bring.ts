/** @file Bringing pictures from wherever the person has them; what is too large is refused before it is sent. */
import { limits } from '../../src/protocol/index.js';
import { useStudioAccess } from '../state/context.js';
import { formatNumber } from '../text/format.js';
import { useSpeech } from '../text/language.js';

/** As people count them. */
export const MOST_MEGABYTES = limits.pictureBytes / 2 ** 20;

export function useBring(): (files: Iterable<File>) => Promise<void> {
  const { language, text } = useSpeech();
  const { store, commands } = useStudioAccess();
  return async (files) => {
    for (const file of files) {
      if (file.size <= limits.pictureBytes) await commands.bring(file);
      else {
        const message = text.pictures.tooLarge(file.name, formatNumber(MOST_MEGABYTES, language));
        store.dispatch({ type: 'problem', message });
      }
    }
  };
}
