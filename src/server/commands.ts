/** @file What each message of a page does. One row per message; the compiler lists what is missing. */
import { PromptError, parsePrompt } from '../guidance/index.js';
import type { Answer, ClientMessage, ClientMessageName, Problem, Refusal } from '../protocol/index.js';
import {
  completeSettings,
  parameterRows,
  type Session,
  SettingsError,
  SteeringError,
} from '../session/index.js';
import type { Examples } from './examples.js';
import type { FrameWindow } from './frame-window.js';
import type { Keeping } from './keeping.js';
import { type LiveDrawing, toMutable } from './live-drawing.js';
import type { Models } from './models.js';

/** What a command may touch. */
export interface CommandContext {
  readonly session: Session;
  readonly live: LiveDrawing;
  readonly examples: Examples;
  readonly window: FrameWindow;
  /** Interrupted drawings, where the studio keeps any. */
  readonly keeping: Keeping | null;
  readonly models: Models;
}

type Command<N extends ClientMessageName> = (
  message: ClientMessage<N>,
  context: CommandContext,
) => Answer<N> | Promise<Answer<N>>;

const ok = { ok: true } as const;
const NOTHING_KEPT = 'This studio keeps no drawings.';
const NOTHING_DRAWN = 'Nothing is being drawn; press Draw first.';

export const commands: { readonly [N in ClientMessageName]: Command<N> } = {
  async draw({ settings: { values, ...given }, seconds, bestOf }, { live, examples, keeping }) {
    const stranger = Object.keys(values).find((name) => !parameterRows.some((row) => row.name === name));
    if (stranger !== undefined) return refuse('settings', `There is no setting named “${stranger}”.`);
    const settings = completeSettings({ ...values, ...given });
    const options = seconds === undefined ? {} : { seconds };
    if (keeping) await keeping.begin(settings, { ...options, bestOf }, () => examples.end());
    else {
      examples.end();
      await live.start(settings, options);
    }
    return ok;
  },
  pause: (_, context) => whileDrawing(context, () => context.session.pause()),
  resume: (_, context) => whileDrawing(context, () => context.session.resume()),
  stop: (_, context) =>
    whileDrawing(context, () => {
      context.examples.end();
      context.session.stop();
    }),
  prompt: ({ prompt }, context) =>
    whileDrawing(context, async () => {
      parsePrompt(prompt);
      await lendPictures(context, { prompt });
      context.examples.end();
      await context.session.steer({ type: 'prompt', prompt });
    }),
  tune: ({ values }, context) =>
    whileDrawing(context, async () => {
      await lendPictures(context, { values });
      context.examples.end();
      await context.session.steer({ type: 'values', values });
    }),
  edit: ({ edit }, context) =>
    withDrawing(context, async () => ({ ok: true, marks: await context.session.steer(edit) })),
  undo: (_, context) => withDrawing(context, () => context.session.undo().then(() => ok)),
  redo: (_, context) => withDrawing(context, () => context.session.redo().then(() => ok)),
  goTo: ({ point }, context) => withDrawing(context, () => context.session.goTo(point).then(() => ok)),
  namePoint: ({ point, name }, context) =>
    withDrawing(context, () => context.session.namePoint(point, name || null).then(() => ok)),
  async check({ prompt }, { session }) {
    if (prompt.trim() === '') return { ok: true, unknown: [], hints: [], fault: null };
    try {
      const { hints } = parsePrompt(prompt);
      return { ok: true, unknown: toMutable(await session.checkPrompt(prompt)), hints, fault: null };
    } catch (error) {
      if (!(error instanceof PromptError)) throw error;
      const fault = { message: error.message, position: error.position ?? null };
      return { ok: true, unknown: [], hints: [], fault };
    }
  },
  async goOn({ id }, { keeping, examples }) {
    if (!keeping) return refuse('state', NOTHING_KEPT);
    await keeping.goOn(id, () => examples.end());
    return ok;
  },
  async discard({ id }, { keeping }) {
    if (!keeping) return refuse('state', NOTHING_KEPT);
    await keeping.discard(id);
    return ok;
  },
  async openWork({ id }, { keeping, examples }) {
    if (!keeping) return refuse('state', NOTHING_KEPT);
    await keeping.openWork(id, () => examples.end());
    return ok;
  },
  async takeWork({ id }, { keeping }) {
    if (!keeping) return refuse('state', NOTHING_KEPT);
    return { ok: true, settings: await keeping.takeWork(id) };
  },
  async removeWork({ id }, { keeping }) {
    if (!keeping) return refuse('state', NOTHING_KEPT);
    await keeping.removeWork(id);
    return ok;
  },
  async removePicture({ name }, { keeping }) {
    if (!keeping) return refuse('state', NOTHING_KEPT);
    await keeping.removePicture(name);
    return ok;
  },
  models: async (_, { models }) => ({ ok: true, models: await models.here() }),
  async useModel({ name }, { models, examples }) {
    await models.use(name, () => examples.end());
    return ok;
  },
  frameAck({ sequence }, { window }) {
    window.acknowledge(sequence);
    return ok;
  },
};

/** What the drawing will name after a change is lent to the session before it. */
async function lendPictures(
  { live, keeping }: CommandContext,
  change: { readonly prompt?: string; readonly values?: object },
): Promise<void> {
  const now = live.snapshot.drawing?.settings;
  if (!now || !keeping) return;
  const { canvas, prompt, values } = now;
  const wanted = { canvas, ...values, ...change.values, prompt: change.prompt ?? prompt };
  await keeping.lend(completeSettings(wanted));
}

/** What is done to a drawing by hand makes it one's own, whether it is under way or finished. */
async function withDrawing<N extends 'edit' | 'undo' | 'redo' | 'goTo' | 'namePoint'>(
  { live, examples }: CommandContext,
  act: () => Promise<Answer<N>>,
): Promise<Answer<N>> {
  if (live.snapshot.drawing === null) return refuse('state', NOTHING_DRAWN);
  examples.end();
  return act();
}

async function whileDrawing({ live }: CommandContext, act: () => unknown): Promise<Answer<'stop'>> {
  const { state } = live.snapshot;
  if (state !== 'running' && state !== 'paused') {
    return refuse('state', NOTHING_DRAWN);
  }
  await act();
  return ok;
}

export function refuse(code: Problem['code'], message: string): Refusal {
  return { ok: false, error: { code, message } };
}

/** What a page is told of an error that a command threw. */
export function refusalOf(error: unknown): Refusal {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof SteeringError) return refuse('edit', message);
  const asked = error instanceof SettingsError || error instanceof PromptError;
  return refuse(asked ? 'settings' : 'failed', message);
}
