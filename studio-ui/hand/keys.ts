/**
 * @file The keyboard in the marks' hand: from mark to mark, moving, tools and actions. Letters work only where the sheet
 * or its tools have the focus, so that they never surprise somebody who types or speaks.
 */
import { type HandContext, handActions, handTools, pressedKey } from './actions.js';
import { type HandActionName, neighbour, type ToolName } from './toolbox.js';

/** Of one arrow key, canvas units; with Shift the longer one. */
const NUDGE = 0.01;
const LONG_NUDGE = 0.05;

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Runs what a key means, if anything. @returns whether it meant something */
export function pressHandKey(context: HandContext, event: KeyboardEvent): boolean {
  const pressed = pressedKey(event);
  const toolbox = context.toolbox.get();
  for (const [name, { key, isPossible }] of Object.entries(handTools)) {
    if (key !== pressed) continue;
    if (isPossible(toolbox)) context.toolbox.dispatch({ type: 'took', tool: name as ToolName });
    return true;
  }
  return pressHandAction(context, pressed);
}

/** @param only some of the actions; all when absent */
export function pressHandAction(
  context: HandContext,
  pressed: string,
  only: readonly HandActionName[] = Object.keys(handActions) as HandActionName[],
): boolean {
  const name = only.find((each) => handActions[each].key === pressed);
  if (name === undefined) return false;
  const { isPossible, run } = handActions[name];
  if (isPossible(context.toolbox.get(), context.studio.get())) void run(context);
  return true;
}

/** Tab goes from mark to mark; beyond the last one it leaves the sheet. @returns whether it stayed */
export function stepThroughMarks(context: HandContext, by: 1 | -1): boolean {
  const { toolbox, say } = context;
  if (neighbour(toolbox.get(), by) === undefined) return false;
  toolbox.dispatch({ type: 'stepped', by });
  const { marks, selected } = toolbox.get();
  const place = marks.indexOf(selected[0]!) + 1;
  const held = context.studio.get().snapshot.drawing?.handiwork.held.includes(selected[0]!) ?? false;
  say(({ said }) => said.chosen(String(place), String(marks.length), held));
  return true;
}

/** Moves by arrow keys: while one is on the way, the next ones are gathered into one. */
export class Nudger {
  private waiting: [number, number] = [0, 0];
  private isSending = false;

  constructor(private readonly context: HandContext) {}

  /** @returns whether the key moved something */
  press({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): boolean {
    const direction = arrows[key];
    if (!direction || this.context.toolbox.get().selected.length === 0) return false;
    const length = shiftKey ? LONG_NUDGE : NUDGE;
    this.waiting = [this.waiting[0] + length * direction[0], this.waiting[1] + length * direction[1]];
    if (!this.isSending) void this.send();
    return true;
  }

  private async send(): Promise<void> {
    const { toolbox, commands, say } = this.context;
    this.isSending = true;
    while (this.waiting[0] !== 0 || this.waiting[1] !== 0) {
      const move = this.waiting;
      this.waiting = [0, 0];
      const marks = [...toolbox.get().selected];
      if (marks.length === 0) break;
      const answer = await commands.edit({ type: 'alter', marks, change: { move } });
      if (answer?.ok) say(({ said }) => said.moved(String(marks.length)));
    }
    this.isSending = false;
  }
}
