/** @file The tools under the sheet: what the pointer does, what is done with the chosen marks, and the paint. */
import { useEffect, useRef } from 'react';
import { Button, Group, ToggleButton, ToggleButtonGroup, Toolbar } from 'react-aria-components';
import { useStudio } from '../state/context.js';
import { useSpeech } from '../text/language.js';
import { handActions, handTools, isHeld, pressedKey } from './actions.js';
import { useHand, useToolbox } from './context.js';
import { handIcons } from './icons.js';
import { pressHandAction, pressHandKey } from './keys.js';
import { PaintFields } from './paint-fields.js';
import { type HandActionName, type ToolName, toolNames } from './toolbox.js';

export function HandToolbar() {
  const { text } = useSpeech();
  const hand = useHand();
  const toolbox = useToolbox((all) => all);
  const words = text.hand;
  const place = useRef<HTMLDivElement>(null);

  useEffect(() => {
    // Undo and redo are for the whole page, except where text has its own.
    const onKey = (event: KeyboardEvent) => {
      const isText =
        event.target instanceof Element && event.target.matches('textarea, input:not([type=range])');
      if (event.defaultPrevented || isText) return;
      const pressed = pressedKey(event);
      const alias = pressed === 'Ctrl+Y' ? 'Ctrl+Shift+Z' : pressed;
      if (pressHandAction(hand, alias, ['undo', 'redo'])) event.preventDefault();
    };
    const onHandKey = (event: KeyboardEvent) => {
      // The space bar presses the button that has the focus.
      if (event.target instanceof HTMLInputElement || event.key === ' ') return;
      if (pressHandKey(hand, event)) event.preventDefault();
    };
    const element = place.current;
    element?.addEventListener('keydown', onHandKey);
    window.addEventListener('keydown', onKey);
    return () => {
      element?.removeEventListener('keydown', onHandKey);
      window.removeEventListener('keydown', onKey);
    };
  }, [hand]);

  return (
    <div ref={place} className="hand-tools">
      <Toolbar className="hand-bar" aria-label={words.label}>
        <ToggleButtonGroup
          className="hand-group"
          aria-label={words.tools}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[toolbox.tool]}
          onSelectionChange={(keys) => {
            for (const tool of keys) hand.toolbox.dispatch({ type: 'took', tool: tool as ToolName });
          }}
        >
          {toolNames.map((name) => (
            <ToggleButton
              key={name}
              id={name}
              className="hand-tool"
              aria-label={words.tool[name]}
              aria-keyshortcuts={handTools[name].key}
              isDisabled={!handTools[name].isPossible(toolbox)}
            >
              <Face name={name} words={words.tool[name]} shortcut={handTools[name].key} />
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <Group className="hand-group" aria-label={words.chosen}>
          <ActionButton name="hold" />
          <ActionButton name="recolour" />
          <ActionButton name="remove" />
        </Group>
        <Group className="hand-group" aria-label={words.course}>
          <ActionButton name="everything" />
          <ActionButton name="undo" />
          <ActionButton name="redo" />
          <ActionButton name="stage" />
        </Group>
      </Toolbar>
      <PaintFields />
    </div>
  );
}

function ActionButton({ name }: { readonly name: HandActionName }) {
  const { text } = useSpeech();
  const hand = useHand();
  const toolbox = useToolbox((all) => all);
  const isPossible = useStudio((studio) => handActions[name].isPossible(toolbox, studio));
  const held = useStudio((studio) => name === 'hold' && isHeld(toolbox, studio));
  const words = held ? text.hand.action.release : text.hand.action[name];
  return (
    <Button
      className="hand-tool"
      aria-label={words}
      aria-keyshortcuts={handActions[name].key.replace('Ctrl', 'Control')}
      isDisabled={!isPossible}
      onPress={() => void handActions[name].run(hand)}
    >
      <Face name={held ? 'release' : name} words={words} shortcut={handActions[name].key} />
    </Button>
  );
}

interface FaceProperties {
  readonly name: keyof typeof handIcons;
  readonly words: string;
  readonly shortcut: string;
}

function Face({ name, words, shortcut }: FaceProperties) {
  return (
    <>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d={handIcons[name]} />
      </svg>
      <span className="hand-tip" aria-hidden="true">
        {words} <kbd>{shortcut}</kbd>
      </span>
    </>
  );
}
