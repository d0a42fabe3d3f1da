/**
 * @file The wire to the studio: events into the store, frames past it straight to whoever draws them, commands
 * out. It reconnects by itself; each connect begins with a hello that carries the whole state.
 */
import { io, type Socket } from 'socket.io-client';
import {
  type Answer,
  type ClientMessage,
  decodeFrame,
  type Edit,
  type Frame,
  helloSchema,
  picturePath,
  type ShelfPicture,
  type StudioClientEvents,
  type StudioServerEvents,
  type WireSettings,
} from '../../src/protocol/index.js';
import type { Draft } from './draft.js';
import type { Store } from './store.js';
import type { Action, Studio } from './studio.js';

/** Milliseconds to wait for the studio's answer to a command. */
const PATIENCE = 10_000;
/** Milliseconds to wait for a model to be loaded: a large one is read from the disk and compiled. */
const LOADING = 600_000;
/** Milliseconds between attempts to connect again: a studio on this machine is soon back. */
const QUICKEST_RETRY = 250;
const SLOWEST_RETRY = 1500;
/** Milliseconds of rest in typing before the words are looked up. */
const TYPING_REST = 250;
/** Milliseconds of rest of a slider before the drawing under way hears of it. */
const TUNING_REST = 120;

export interface Commands {
  readonly draw: (settings: WireSettings, course: Pick<Draft, 'seconds' | 'bestOf'>) => void;
  /** Opens a work of the gallery where it ended. */
  readonly openWork: (id: string) => void;
  /** The settings of a work; a refusal is shown, and silence is null. */
  readonly takeWork: (id: string) => Promise<Answer<'takeWork'> | null>;
  readonly removeWork: (id: string) => void;
  readonly changePrompt: (prompt: string) => void;
  /** Goes on with an interrupted drawing. */
  readonly goOn: (id: string) => void;
  /** Throws an interrupted drawing away. */
  readonly discard: (id: string) => void;
  /** Changes settings of the drawing under way, gathered over a moment. */
  readonly tune: (values: WireSettings['values']) => void;
  /** Puts a picture on the studio's shelf. */
  readonly bring: (picture: File) => Promise<ShelfPicture | null>;
  readonly removePicture: (name: string) => void;
  /** The models on the studio's machine; silence is null. */
  readonly models: () => Promise<Answer<'models'> | null>;
  /** Lets another model guide, once it is loaded; a refusal is shown, and silence is null. */
  readonly guideBy: (name: string) => Promise<Answer<'useModel'> | null>;
  /** Changes marks by hand; a refusal is shown, and silence is null. */
  readonly edit: (edit: Edit) => Promise<Answer<'edit'> | null>;
  readonly undo: () => Promise<Answer<'undo'> | null>;
  readonly redo: () => Promise<Answer<'redo'> | null>;
  /** To a point of the history. */
  readonly goTo: (point: number) => void;
  readonly namePoint: (point: number, name: string) => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly stop: () => void;
  /** Looks the words of a draft up when typing rests. */
  readonly check: (prompt: string) => void;
  /** Hands every decoded frame to `show`, newest last; one listener, null for none. */
  readonly watchFrames: (show: ((frame: Frame) => void) | null) => void;
  /** Tells the studio that this frame and all before it are on the screen. */
  readonly acknowledge: (sequence: number) => void;
}

/** `versionsDiffer` is what to say when the hello is not one that this page can read. */
export function connectStudio(store: Store<Studio, Action>, versionsDiffer: () => string): Commands {
  const socket: Socket<StudioServerEvents, StudioClientEvents> = io({
    transports: ['websocket', 'polling'],
    reconnectionDelay: QUICKEST_RETRY,
    reconnectionDelayMax: SLOWEST_RETRY,
  });
  let show: ((frame: Frame) => void) | null = null;
  let newest: Frame | null = null;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let tuning: WireSettings['values'] = {};
  let tuningRest: ReturnType<typeof setTimeout> | undefined;

  const problem = (message: string) => store.dispatch({ type: 'problem', message });

  socket.on('hello', (message) => {
    const parsed = helloSchema.safeParse(message);
    if (parsed.success) store.dispatch({ type: 'hello', hello: parsed.data });
    else problem(versionsDiffer());
  });
  socket.on('event', (event) => store.dispatch({ type: 'event', event }));
  socket.on('error', ({ message }) => problem(message));
  socket.on('frame', (buffer) => {
    try {
      newest = decodeFrame(buffer);
      show?.(newest);
    } catch (error) {
      problem(error instanceof Error ? error.message : String(error));
    }
  });
  socket.on('connect_error', () => store.dispatch({ type: 'lost' }));
  socket.on('disconnect', (reason) => {
    store.dispatch({ type: 'lost' });
    // socket.io comes back by itself except where the server itself hung up.
    if (reason === 'io server disconnect') socket.connect();
  });

  const patient = () => socket.timeout(PATIENCE);
  /** A refusal is shown; silence is not, for the lost connection is shown already. */
  const settle = async <Given extends Answer>(answer: Promise<Given>): Promise<Given | null> => {
    const settled = await answer.catch(() => null);
    if (settled?.ok === false) problem(settled.error.message);
    return settled;
  };

  let journeys = 0;
  /** Tells the page that the drawing is on its way to another point, which takes a while where it is large. */
  const travel = async <Given extends Answer>(answer: Promise<Given>): Promise<Given | null> => {
    journeys += 1;
    store.dispatch({ type: 'travelling', on: true });
    const settled = await settle(answer);
    journeys -= 1;
    if (journeys === 0) store.dispatch({ type: 'travelling', on: false });
    return settled;
  };

  return {
    draw: (settings, { seconds, bestOf }) => {
      store.dispatch({ type: 'sent', starts: true });
      void settle(
        patient().emitWithAck('draw', {
          settings,
          ...(seconds === null ? {} : { seconds }),
          ...(bestOf === null ? {} : { bestOf }),
        }),
      );
    },
    openWork: (id) => {
      store.dispatch({ type: 'sent', starts: true });
      void settle(patient().emitWithAck('openWork', { id }));
    },
    takeWork: (id) => settle(patient().emitWithAck('takeWork', { id })),
    removeWork: (id) => void settle(patient().emitWithAck('removeWork', { id })),
    changePrompt: (prompt) => {
      store.dispatch({ type: 'sent', starts: false });
      void settle(patient().emitWithAck('prompt', { prompt }));
    },
    goOn: (id) => {
      store.dispatch({ type: 'sent', starts: true });
      void settle(patient().emitWithAck('goOn', { id }));
    },
    discard: (id) => void settle(patient().emitWithAck('discard', { id })),
    tune: (values) => {
      tuning = { ...tuning, ...values };
      clearTimeout(tuningRest);
      tuningRest = setTimeout(() => {
        const all = tuning;
        tuning = {};
        void settle(patient().emitWithAck('tune', { values: all }));
      }, TUNING_REST);
    },
    bring: async (picture) => {
      const where = `${picturePath}?name=${encodeURIComponent(picture.name)}`;
      const answer = await fetch(where, { method: 'POST', body: picture }).catch(() => null);
      if (answer === null) return null;
      if (answer.ok) return (await answer.json()) as ShelfPicture;
      problem((await answer.text()).trim());
      return null;
    },
    models: () => settle(patient().emitWithAck('models', {})),
    guideBy: (name) => settle(socket.timeout(LOADING).emitWithAck('useModel', { name })),
    removePicture: (name) => void settle(patient().emitWithAck('removePicture', { name })),
    edit: (edit) => settle(patient().emitWithAck('edit', { edit: edit as ClientMessage<'edit'>['edit'] })),
    undo: () => travel(patient().emitWithAck('undo', {})),
    redo: () => travel(patient().emitWithAck('redo', {})),
    goTo: (point) => void travel(patient().emitWithAck('goTo', { point })),
    namePoint: (point, name) => void settle(patient().emitWithAck('namePoint', { point, name })),
    pause: () => void settle(patient().emitWithAck('pause', {})),
    resume: () => void settle(patient().emitWithAck('resume', {})),
    stop: () => void settle(patient().emitWithAck('stop', {})),
    check: (prompt) => {
      clearTimeout(rest);
      if (prompt.trim() === '') {
        store.dispatch({ type: 'checked', prompt, found: { unknown: [], hints: [], fault: null } });
        return;
      }
      rest = setTimeout(async () => {
        const answer = await patient()
          .emitWithAck('check', { prompt })
          .catch(() => null);
        if (answer?.ok !== true) return;
        const { unknown, hints, fault } = answer;
        store.dispatch({ type: 'checked', prompt, found: { unknown, hints, fault } });
      }, TYPING_REST);
    },
    watchFrames: (next) => {
      show = next;
      if (newest !== null) show?.(newest);
    },
    acknowledge: (sequence) => socket.emit('frameAck', { sequence }, () => undefined),
  };
}
