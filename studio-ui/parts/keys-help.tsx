/** @file Every key and what it does, behind a button and the key “?”; what the hand can do comes from its own rows. */
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { handActions, handTools } from '../hand/actions.js';
import type { HandActionName, ToolName } from '../hand/toolbox.js';
import type { Dictionary } from '../text/dictionary.js';
import { useSpeech } from '../text/language.js';
import { Window } from './window.js';

type Keys = readonly (readonly [key: string, meaning: string])[];

const pageKeys = ({ keys }: Dictionary): Keys => [
  ['Enter', keys.draw],
  ['Shift+Enter', keys.change],
  ['Esc', keys.stop],
  ['?', keys.help],
];

/** From mark to mark, of the tools, and of what is done with marks. */
function sheetKeys({ hand, keys }: Dictionary): Keys {
  const tools = Object.entries(handTools).map(
    ([name, { key }]) => [key, hand.tool[name as ToolName]] as const,
  );
  const actions = Object.entries(handActions).map(
    ([name, { key }]) => [key, hand.action[name as HandActionName]] as const,
  );
  return [['Tab', keys.next], ['← ↑ → ↓', keys.move], ...tools, ...actions];
}

export function KeysHelp() {
  const { text } = useSpeech();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    // Like every key of one sign only where the drawing is, or nothing, has the focus (WCAG 2.1.4).
    const onKey = ({ key, target }: KeyboardEvent) => {
      const isHere = target === document.body || (target instanceof Element && target.closest('.easel'));
      if (key === '?' && isHere && !(target as Element).matches('input:not([type=range])')) setOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <Window
      title={text.keys.heading}
      size="small"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button className="button quiet keys-button" aria-keyshortcuts="?">
          {text.keys.heading}
        </Button>
      }
    >
      {() => (
        <div className="key-lists">
          <KeyList heading={text.keys.page} keys={pageKeys(text)} />
          <KeyList heading={text.keys.sheet} keys={sheetKeys(text)} />
        </div>
      )}
    </Window>
  );
}

function KeyList({ heading, keys }: { readonly heading: string; readonly keys: Keys }) {
  return (
    <section>
      <h3>{heading}</h3>
      <dl className="keys">
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
