/** @file Words of the draft that the model does not know, each with the nearest it does: one press replaces it. */
import { Button } from 'react-aria-components';
import { useStudio, useStudioAccess } from '../state/context.js';
import { namedOnce, replaceUnknown, standingUnknown } from '../state/unknown.js';
import { formatNumber } from '../text/format.js';
import { useSpeech } from '../text/language.js';

/** A long prompt may be unknown from end to end; so many words are shown, the others counted. */
const SHOWN = 3;

export function UnknownWords({ write }: { readonly write: (prompt: string) => void }) {
  const { language, text } = useSpeech();
  const { store } = useStudioAccess();
  const draft = useStudio((studio) => studio.draft);
  const words = namedOnce(standingUnknown(draft.prompt, draft.unknown));

  const replace = (word: string, by: string) => {
    const { prompt, unknown } = store.get().draft;
    write(replaceUnknown(prompt, unknown, word, by));
  };

  return (
    <div role="status" className="notice-place">
      {words.length > 0 && (
        <ul className="unknown">
          {words.slice(0, SHOWN).map(({ word, readAs, nearest }) => (
            <li key={word}>
              <p>
                {text.prompt.unknown(word, readAs)} {nearest.length > 0 && text.prompt.nearest}
              </p>
              <div className="chips">
                {nearest.map((near) => (
                  <Button
                    key={near}
                    className="chip"
                    aria-label={text.prompt.replace(word, near)}
                    onPress={() => replace(word, near)}
                  >
                    {near}
                  </Button>
                ))}
              </div>
            </li>
          ))}
          {words.length > SHOWN && (
            <li className="help">{text.prompt.moreUnknown(formatNumber(words.length - SHOWN, language))}</li>
          )}
        </ul>
      )}
    </div>
  );
}
