/** @file The words: the box they are typed into, what the model knows of them, and the buttons that use them. */
import { useEffect, useId, useRef, useState } from 'react';
import { Button, Label, Text, TextArea, TextField } from 'react-aria-components';
import { type Hello, limits } from '../../src/protocol/index.js';
import { BringingStatus } from '../pictures/bringing-status.js';
import { useBring } from '../pictures/use-bring.js';
import { useStudio, useStudioAccess } from '../state/context.js';
import { isAtWork, settingsOf } from '../state/studio.js';
import { formatNumber } from '../text/format.js';
import { useSpeech } from '../text/language.js';
import { ActionButtons } from './action-buttons.js';
import { MoreWishes } from './more-wishes.js';
import { PromptHints } from './prompt-hints.js';
import { SyntaxHelp } from './syntax-help.js';
import { UnknownWords } from './unknown-words.js';

/** Suggestions shown under the box. */
const CHIPS = 8;
const noWords: readonly Hello['suggestions'][number][] = [];

export function PromptForm() {
  const { language, text } = useSpeech();
  const { store, commands } = useStudioAccess();
  const box = useRef<HTMLTextAreaElement>(null);
  const bring = useBring();
  const [complaint, setComplaint] = useState<string | null>(null);
  const prompt = useStudio(({ draft }) => draft.prompt);
  const suggestions = useStudio(({ hello }) => hello?.suggestions ?? noWords);
  const limit = useStudio(({ hello }) => hello?.limits.promptCharacters) ?? limits.promptCharacters;
  const complaintId = useId();

  const write = (next: string) => {
    setComplaint(null);
    store.dispatch({ type: 'typed', prompt: next });
    if (next.length <= limit) commands.check(next);
  };

  /** The prompt fit to be sent, or null after saying what is wrong with it. */
  const acceptPrompt = (): string | null => {
    const { draft } = store.get();
    const words = draft.prompt.replace(/\s+/gu, ' ').trim();
    if (words !== '' && draft.prompt.length <= limit) return words;
    setComplaint(words === '' ? text.prompt.empty : text.prompt.tooLong(formatNumber(limit, language)));
    box.current?.focus();
    return null;
  };
  const draw = () => {
    const words = store.get().link === 'open' ? acceptPrompt() : null;
    if (words === null) return;
    const { hello, draft } = store.get();
    const needsImage = hello?.presets.some(({ name, needsImage }) => name === draft.preset && needsImage);
    if (needsImage && draft.image === null) return setComplaint(text.pictures.wanted);
    commands.draw(settingsOf(store.get(), words), draft);
  };
  const changePrompt = () => {
    const words = isAtWork(store.get()) ? acceptPrompt() : null;
    if (words !== null) commands.changePrompt(words);
  };

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && isAtWork(store.get())) commands.stop();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [store, commands]);

  /** Another thing wanted, behind what is written. */
  const addPiece = (piece: string) => {
    const before = store.get().draft.prompt.trimEnd();
    write(before === '' ? piece : `${before} | ${piece}`);
    box.current?.focus();
  };
  const takeChip = (word: string) => {
    write(word);
    box.current?.focus();
  };

  return (
    <section className="panel prompt">
      <TextField value={prompt} onChange={write} isInvalid={complaint !== null}>
        <Label className="question">{text.prompt.label}</Label>
        <TextArea
          ref={box}
          className="box"
          rows={2}
          dir="auto"
          placeholder={text.prompt.placeholder}
          aria-errormessage={complaint === null ? undefined : complaintId}
          onPaste={(event) => {
            if (event.clipboardData.files.length === 0) return;
            event.preventDefault();
            void bring(event.clipboardData.files);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            if (event.shiftKey) changePrompt();
            else draw();
          }}
        />
        <div className="under-box">
          <Text slot="description" className="help">
            {text.prompt.hint} <SyntaxHelp />
          </Text>
          <span className="help count" data-over={prompt.length > limit || undefined}>
            {text.prompt.length(formatNumber(prompt.length, language), formatNumber(limit, language))}
          </span>
        </div>
      </TextField>
      <p role="alert" className="complaint" id={complaintId}>
        {complaint}
      </p>
      <PromptHints />
      <UnknownWords write={write} />
      {suggestions.length > 0 && (
        <ul className="chips" aria-label={text.prompt.chips}>
          {suggestions.slice(0, CHIPS).map(({ [language]: word }) => (
            <li key={word}>
              <Button className="chip" aria-label={text.prompt.takeWord(word)} onPress={() => takeChip(word)}>
                {word}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <ActionButtons draw={draw} changePrompt={changePrompt} />
      <p className="help prompt-keys">{text.prompt.keys}</p>
      <BringingStatus />
      <MoreWishes write={addPiece} />
    </section>
  );
}
