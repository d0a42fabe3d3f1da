/** @file The hand as the page's components share it: the toolbox, and what is said of every edit. */
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { useStudioAccess } from '../state/context.js';
import { createStore, useSelected } from '../state/store.js';
import { useSpeech } from '../text/language.js';
import type { HandContext } from './actions.js';
import { emptyToolbox, reduceToolbox, type Toolbox } from './toolbox.js';

const Hand = createContext<HandContext | null>(null);

export function useHand(): HandContext {
  const hand = useContext(Hand);
  if (hand === null) throw new Error('A part of the page stands outside <HandProvider>; put it inside.');
  return hand;
}

export function useToolbox<Part>(select: (toolbox: Toolbox) => Part): Part {
  return useSelected(useHand().toolbox, select);
}

export function HandProvider({ children }: { readonly children: ReactNode }) {
  const { store, commands } = useStudioAccess();
  const { text } = useSpeech();
  const [toolbox] = useState(() => createStore(reduceToolbox, emptyToolbox));
  const [said, setSaid] = useState({ words: '', times: 0 });
  const hand = useMemo<HandContext>(
    () => ({
      toolbox,
      studio: store,
      commands,
      say: (words) => setSaid(({ times }) => ({ words: words(text.hand), times: times + 1 })),
    }),
    [toolbox, store, commands, text],
  );
  return (
    <Hand value={hand}>
      {children}
      <p className="unseen" role="status" data-testid="said">
        {/* The same words a second time are another message. */}
        <span key={said.times}>{said.words}</span>
      </p>
    </Hand>
  );
}
