/** @file The place over the sheet where marks are taken in hand, by pointer or keyboard. */
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import type { Frame } from '../../src/protocol/index.js';
import { useStudio } from '../state/context.js';
import { useSpeech } from '../text/language.js';
import { useHand, useToolbox } from './context.js';
import { HandLayer } from './hand-layer.js';
import { Nudger, pressHandKey, stepThroughMarks } from './keys.js';

/** What the sheet tells the overlay. */
export interface HandOverlayHandle {
  readonly show: (frame: Frame) => void;
}

const UNTOUCHED = { held: [], outline: null };

export function HandOverlay({ ref }: { readonly ref: Ref<HandOverlayHandle> }) {
  const { text } = useSpeech();
  const hand = useHand();
  const canvas = useRef<HTMLCanvasElement>(null);
  const layer = useRef<HandLayer | null>(null);
  const nudger = useRef<Nudger | null>(null);
  const tool = useToolbox((toolbox) => toolbox.tool);
  const isChosen = useToolbox(({ selected }) => selected.length > 0);
  const chosen = useToolbox(({ selected }) => selected.length);
  const handiwork = useStudio(({ snapshot }) => snapshot.drawing?.handiwork ?? UNTOUCHED);
  const onStage = useStudio((studio) => studio.onStage);
  const place = useRef<HTMLDivElement>(null);
  const words = useRef(hand);
  words.current = hand;

  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const { toolbox, commands } = words.current;
    const made = new HandLayer(element, toolbox, async (edit) => {
      const answer = await commands.edit(edit);
      if (answer?.ok) words.current.say(({ said }) => said.edits[edit.type]);
      // A mark that was drawn is the next one to be held or moved.
      if (answer?.ok && edit.type === 'replace') toolbox.dispatch({ type: 'selected', marks: answer.marks });
    });
    made.start();
    layer.current = made;
    return () => {
      layer.current = null;
      made.dispose();
    };
  }, []);
  // The keys of the sheet are those that are wanted there.
  useEffect(() => {
    if (onStage) place.current?.focus({ focusVisible: false } as FocusOptions);
  }, [onStage]);
  useEffect(() => layer.current?.tell(handiwork), [handiwork]);
  useImperativeHandle(ref, () => ({ show: (frame) => layer.current?.show(frame) }), []);

  const onKeyDown = (event: React.KeyboardEvent) => {
    nudger.current ??= new Nudger(hand);
    if (event.key === 'Tab') {
      if (tool === 'select' && stepThroughMarks(hand, event.shiftKey ? -1 : 1)) event.preventDefault();
    } else if (event.key === 'Escape') {
      const wasDrawing = layer.current?.cancel() ?? false;
      if (!(wasDrawing || isChosen || tool !== 'select')) return;
      event.preventDefault();
      if (tool !== 'select') hand.toolbox.dispatch({ type: 'took', tool: 'select' });
      else hand.toolbox.dispatch({ type: 'selected', marks: [] });
    } else if (nudger.current.press(event) || pressHandKey(hand, event.nativeEvent)) event.preventDefault();
  };
  return (
    <div
      ref={place}
      className="hand"
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes the keyboard
      tabIndex={0}
      aria-label={text.hand.sheet}
      data-tool={tool}
      data-chosen={chosen}
      data-held={handiwork.held.length}
      onKeyDown={onKeyDown}
    >
      <canvas ref={canvas} data-testid="hand" />
    </div>
  );
}
