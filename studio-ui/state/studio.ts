/**
 * @file What the page knows: the connection, what the studio said of itself, the running drawing, and the draft
 * (prompt and settings) that the person is preparing. Pure; the socket and the fields feed it actions.
 */
import {
  applyEvent,
  type Hello,
  idleSnapshot,
  type Snapshot,
  type StudioEvent,
  type WirePreset,
  type WireSettings,
  wireNumber,
} from '../../src/protocol/index.js';
import type { Bringing } from '../pictures/bringing.js';
import { beginningValues, commonValues, rowsOfMedium } from '../settings/rows-of-medium.js';
import type { Language } from '../text/dictionary.js';
import { type Draft, emptyDraft, type Findings, follow, madeOf } from './draft.js';

export interface Studio {
  readonly link: 'connecting' | 'open' | 'lost';
  readonly hello: Hello | null;
  readonly snapshot: Snapshot;
  readonly draft: Draft;
  /** A drawing was asked for and has not begun yet: a large model takes a while. */
  readonly isStarting: boolean;
  /** The drawing was asked to go to another point of its history and has not come there yet. */
  readonly isTravelling: boolean;
  /** The drawing is alone on the screen. */
  readonly onStage: boolean;
  /** Pictures are on their way to the studio. */
  readonly bringing: Bringing | null;
  /** One clear sentence, or null when all is well. */
  readonly problem: string | null;
}

export type Action =
  | { readonly type: 'hello'; readonly hello: Hello }
  | { readonly type: 'lost' }
  | { readonly type: 'event'; readonly event: StudioEvent }
  | { readonly type: 'typed'; readonly prompt: string }
  | { readonly type: 'tuned'; readonly name: string; readonly value: number | string }
  | { readonly type: 'medium'; readonly canvas: string }
  | { readonly type: 'preset'; readonly preset: WirePreset; readonly language: Language }
  /** Begins from a picture, or from none. */
  | { readonly type: 'beginning'; readonly image: string | null }
  | { readonly type: 'staged'; readonly on: boolean }
  | { readonly type: 'travelling'; readonly on: boolean }
  | { readonly type: 'ground'; readonly background: string | null }
  | { readonly type: 'pieces'; readonly patches: readonly string[] }
  | { readonly type: 'course'; readonly course: Partial<Pick<Draft, 'seconds' | 'bestOf'>> }
  /** The settings of a work, to draw another one by. */
  | { readonly type: 'taken'; readonly settings: WireSettings }
  /** The draft was sent; `starts` where it begins a drawing. */
  | { readonly type: 'sent'; readonly starts: boolean }
  | { readonly type: 'checked'; readonly prompt: string; readonly found: Findings }
  | { readonly type: 'bringing'; readonly bringing: Bringing | null }
  | { readonly type: 'problem'; readonly message: string }
  | { readonly type: 'dismissed' };

export const emptyStudio: Studio = {
  link: 'connecting',
  hello: null,
  snapshot: idleSnapshot,
  draft: emptyDraft,
  isStarting: false,
  isTravelling: false,
  onStage: false,
  bringing: null,
  problem: null,
};

export function reduceStudio(state: Studio, action: Action): Studio {
  switch (action.type) {
    case 'hello': {
      const { snapshot } = action.hello;
      return {
        ...state,
        link: 'open',
        hello: action.hello,
        snapshot,
        draft: follow(state.draft, snapshot),
        problem: snapshot.failure?.message ?? null,
      };
    }
    case 'lost':
      return { ...state, link: 'lost', isStarting: false };
    case 'event': {
      const snapshot = applyEvent(state.snapshot, action.event);
      if (snapshot === state.snapshot) return state;
      const { type } = action.event;
      const draft = type === 'progress' ? state.draft : follow(state.draft, snapshot);
      const problem = type === 'started' ? null : (snapshot.failure?.message ?? state.problem);
      const isStarting = state.isStarting && type !== 'started' && type !== 'failed';
      return { ...state, snapshot, draft, problem, isStarting };
    }
    case 'typed':
      return { ...state, draft: { ...state.draft, prompt: action.prompt, touched: true } };
    case 'tuned': {
      const values = { ...state.draft.values, [action.name]: action.value };
      return { ...state, draft: { ...state.draft, values, touched: true } };
    }
    case 'medium': {
      const { canvas } = action;
      const rows = state.hello?.rows ?? [];
      const { image } = state.draft;
      const values = {
        ...commonValues(rows, state.draft.values),
        ...beginningValues(rowsOfMedium(rows, canvas), image !== null, {}),
      };
      return { ...state, draft: { ...state.draft, canvas, preset: null, values, touched: true } };
    }
    case 'preset': {
      const { name, canvas, prompt, values } = action.preset;
      const own = state.draft.prompt.trim() === '' ? { prompt: prompt[action.language] } : {};
      const draft = { ...state.draft, ...own, canvas, preset: name, values, touched: true };
      return { ...state, draft };
    }
    case 'beginning': {
      const { image } = action;
      const rows = rowsOfMedium(state.hello?.rows ?? [], mediumOf(state));
      const { values: before } = state.draft;
      const values = { ...before, ...beginningValues(rows, image !== null, before) };
      return { ...state, draft: { ...state.draft, image, values, touched: true } };
    }
    case 'staged':
      return state.onStage === action.on ? state : { ...state, onStage: action.on };
    case 'travelling':
      return state.isTravelling === action.on ? state : { ...state, isTravelling: action.on };
    case 'ground':
      return { ...state, draft: { ...state.draft, background: action.background, touched: true } };
    case 'pieces':
      return { ...state, draft: { ...state.draft, patches: action.patches, touched: true } };
    case 'course':
      return { ...state, draft: { ...state.draft, ...action.course, touched: true } };
    case 'taken': {
      const { canvas = null } = action.settings;
      const draft = { ...state.draft, ...madeOf(action.settings), canvas, preset: null, touched: true };
      return { ...state, draft };
    }
    case 'sent':
      return {
        ...state,
        draft: { ...state.draft, touched: false },
        isStarting: action.starts,
        problem: null,
      };
    case 'checked':
      return { ...state, draft: { ...state.draft, ...action.found, checked: action.prompt } };
    case 'bringing':
      return { ...state, bringing: action.bringing };
    case 'problem':
      return { ...state, isStarting: false, problem: action.message };
    case 'dismissed':
      return { ...state, problem: null };
  }
}

/** The medium of the draft: the chosen one, or the studio's first. */
export function mediumOf({ draft, hello }: Studio): string | undefined {
  return draft.canvas ?? hello?.media[0]?.name;
}

/** The settings under way take changes of the draft at once: it is somebody's own drawing in the draft's medium. */
export function isLive(studio: Studio): boolean {
  const { drawing } = studio.snapshot;
  return isAtWork(studio) && drawing?.example === false && drawing.settings.canvas === mediumOf(studio);
}

/** Width over height of the drawing. */
export function ratioOf({ snapshot }: Studio): number {
  const settings = snapshot.drawing?.settings;
  return wireNumber(settings, 'width', 1) / wireNumber(settings, 'height', 1);
}

/** True where a drawing is at work, paused ones included. */
export function isAtWork({ snapshot }: Studio): boolean {
  return snapshot.state === 'running' || snapshot.state === 'paused';
}

/** What a draft asks to be drawn; of its material, what its medium can use. */
export function settingsOf(studio: Studio, prompt: string): WireSettings {
  const { canvas, values, image, background, patches } = studio.draft;
  const medium = mediumOf(studio);
  const covers = studio.hello?.media.find(({ name }) => name === medium)?.covers ?? false;
  return {
    prompt,
    values: { ...values },
    ...(canvas === null ? {} : { canvas }),
    ...(image === null ? {} : { image }),
    ...(background === null || covers ? {} : { background }),
    ...(patches.length === 0 || medium !== COLLAGE ? {} : { patches: [...patches] }),
  };
}

/** The medium that is made of pictures. */
export const COLLAGE = 'collage';
