/** @file Draw, Pause or Resume, Stop, and Change prompt for the drawing at work. */
import { useRef } from 'react';
import { Button } from 'react-aria-components';
import { useStudio, useStudioAccess } from '../state/context.js';
import { isAtWork } from '../state/studio.js';
import { useSpeech } from '../text/language.js';

interface Actions {
  readonly draw: () => void;
  readonly changePrompt: () => void;
}

export function ActionButtons({ draw, changePrompt }: Actions) {
  const { text } = useSpeech();
  const { commands } = useStudioAccess();
  const drawButton = useRef<HTMLButtonElement>(null);
  const online = useStudio(({ link }) => link === 'open');
  const atWork = useStudio(isAtWork) && online;
  const paused = useStudio(({ snapshot }) => snapshot.state === 'paused');
  const otherWords = useStudio(
    ({ draft, snapshot }) =>
      draft.prompt.trim() !== '' && draft.prompt.trim() !== snapshot.drawing?.settings.prompt,
  );
  const stop = () => {
    commands.stop();
    // The button is about to be disabled; without this the keyboard would be nowhere.
    drawButton.current?.focus();
  };
  const { action } = text;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields; these are buttons
    <div className="actions" role="group" aria-label={action.label}>
      <Button ref={drawButton} className="button primary" isDisabled={!online} onPress={draw}>
        {action.draw}
      </Button>
      <Button className="button" isDisabled={!atWork} onPress={paused ? commands.resume : commands.pause}>
        {paused ? action.resume : action.pause}
      </Button>
      <Button className="button" isDisabled={!atWork} onPress={stop}>
        {action.stop}
      </Button>
      {atWork && otherWords && (
        <div className="change">
          <Button className="button" onPress={changePrompt}>
            {action.changePrompt}
          </Button>
          <span className="help">{action.changePromptHelp}</span>
        </div>
      )}
    </div>
  );
}
