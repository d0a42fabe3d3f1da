/**
 * @file What can be done with the marks in hand: one row an action feeds its button, its key and what is said of it.
 */
import type { Commands } from '../state/connection.js';
import { setStage } from '../state/stage.js';
import type { Store } from '../state/store.js';
import { type Action, isAtWork, type Studio } from '../state/studio.js';
import type { Dictionary } from '../text/dictionary.js';
import { type HandActionName, rgbOf, type ToolAction, type Toolbox, type ToolName } from './toolbox.js';

/** Everything an action may look at and change. */
export interface HandContext {
  readonly toolbox: Store<Toolbox, ToolAction>;
  readonly studio: Pick<Store<Studio, Action>, 'get' | 'dispatch'>;
  readonly commands: Commands;
  /** Says it to those who listen. */
  readonly say: (words: (text: Dictionary['hand']) => string) => void;
}

interface Row {
  /** As it is written beside the name. */
  readonly key: string;
  /** Whether it can be done now. */
  readonly isPossible: (toolbox: Toolbox, studio: Studio) => boolean;
  readonly run: (context: HandContext) => Promise<void>;
}

const heldOf = ({ snapshot }: Studio): readonly number[] => snapshot.drawing?.handiwork.held ?? [];
const isChosen = ({ selected }: Toolbox): boolean => selected.length > 0;

/** Whether everything selected is held, so that the next thing to do is to release it. */
export const isHeld = ({ selected }: Toolbox, studio: Studio): boolean =>
  selected.length > 0 && selected.every((mark) => heldOf(studio).includes(mark));

/** Sends an edit of the selected marks, and says it once it was done. */
async function editSelected(
  { toolbox, commands, say }: HandContext,
  edit: (marks: number[]) => Parameters<Commands['edit']>[0],
  words: (text: Dictionary['hand'], count: string) => string,
): Promise<void> {
  const marks = [...toolbox.get().selected];
  if ((await commands.edit(edit(marks)))?.ok) say((text) => words(text, String(marks.length)));
}

export const handActions: Readonly<Record<HandActionName, Row>> = {
  hold: {
    key: 'H',
    isPossible: isChosen,
    run: (context) =>
      isHeld(context.toolbox.get(), context.studio.get())
        ? editSelected(
            context,
            (marks) => ({ type: 'release', marks }),
            ({ said }, count) => said.released(count),
          )
        : editSelected(
            context,
            (marks) => ({ type: 'hold', marks }),
            ({ said }, count) => said.held(count),
          ),
  },
  recolour: {
    key: 'C',
    isPossible: isChosen,
    run: (context) => {
      const { colour, opacity } = context.toolbox.get();
      const change = { colour: rgbOf(colour), opacity };
      return editSelected(
        context,
        (marks) => ({ type: 'alter', marks, change }),
        ({ said }, count) => said.recoloured(count),
      );
    },
  },
  remove: {
    key: 'Delete',
    isPossible: isChosen,
    run: (context) =>
      editSelected(
        context,
        (marks) => ({ type: 'remove', marks }),
        ({ said }, count) => said.removed(count),
      ),
  },
  everything: {
    key: 'Shift+L',
    isPossible: (_, { snapshot }) => snapshot.drawing?.handiwork.outline != null,
    run: async ({ commands, say }) => {
      if ((await commands.edit({ type: 'region', outline: null }))?.ok) say(({ said }) => said.everything);
    },
  },
  undo: {
    key: 'Ctrl+Z',
    isPossible: (_, { snapshot }) => snapshot.drawing?.timeline.canUndo ?? false,
    run: async ({ commands, say }) => {
      if ((await commands.undo())?.ok) say(({ said }) => said.undone);
    },
  },
  redo: {
    key: 'Ctrl+Shift+Z',
    isPossible: (_, { snapshot }) => snapshot.drawing?.timeline.canRedo ?? false,
    run: async ({ commands, say }) => {
      if ((await commands.redo())?.ok) say(({ said }) => said.redone);
    },
  },
  pause: {
    key: 'Space',
    isPossible: (_, studio) => isAtWork(studio),
    run: async ({ studio, commands }) => {
      if (studio.get().snapshot.state === 'paused') commands.resume();
      else commands.pause();
    },
  },
  stage: {
    key: 'F',
    isPossible: () => true,
    run: async ({ studio }) => setStage(studio, !studio.get().onStage),
  },
};

/** Keys of the tools, and whether each can be taken up. */
export const handTools: Readonly<
  Record<ToolName, { readonly key: string; readonly isPossible: (toolbox: Toolbox) => boolean }>
> = {
  select: { key: 'V', isPossible: ({ marks }) => marks.length > 0 },
  draw: { key: 'D', isPossible: ({ marks, canDraw }) => marks.length > 0 && canDraw },
  replace: { key: 'R', isPossible: (toolbox) => toolbox.canDraw && isChosen(toolbox) },
  lasso: { key: 'L', isPossible: () => true },
};

/** Keys that go by another name in the rows. */
const named: Readonly<Record<string, string>> = { Backspace: 'Delete', ' ': 'Space' };

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** The name of a pressed key as the rows write it; by place on the keyboard, so that any alphabet will do. */
export function pressedKey({ key, code, ctrlKey, metaKey, shiftKey, altKey }: Pressed): string {
  if (altKey) return '';
  const letter = code.startsWith('Key') ? code.slice(3) : (named[key] ?? key);
  return `${ctrlKey || metaKey ? 'Ctrl+' : ''}${shiftKey ? 'Shift+' : ''}${letter}`;
}
