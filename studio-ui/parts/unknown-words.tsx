/** @file Words of the draft that the model does not know, each with the nearest it does: one press replaces it. */
import { Button } from 'react-aria-components';
import type { UnknownWord } from '../../src/protocol/index.js';
import { useStudio, useStudioAccess } from '../state/context.js';
import { standingUnknown } from '../state/studio.js';
import { useSpeech } from '../text/language.js';

export function UnknownWords({ write }: { readonly write: (prompt: string) => void }) {
  const { text } = useSpeech();
  const { store } = useStudioAccess();
  const draft = useStudio((studio) => studio.draft);
  const unknown = standingUnknown(draft);

  const replace = ({ start, end }: UnknownWord, by: string) => {
    const { prompt } = store.get().draft;
    write(prompt.slice(0, start) + by + prompt.slice(end));
  };

  return (
    <div role="status" className="notice-place">
      {unknown.length > 0 && (
        <ul className="unknown">
          {unknown.map((entry) => (
            <li key={entry.start}>
              <p>
                {text.prompt.unknown(entry.word)} {entry.nearest.length > 0 && text.prompt.nearest}
              </p>
              <div className="chips">
                {entry.nearest.map((near) => (
                  <Button
                    key={near}
                    className="chip"
                    aria-label={text.prompt.replace(entry.word, near)}
                    onPress={() => replace(entry, near)}
                  >
                    {near}
                  </Button>
                ))}
              </div>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
