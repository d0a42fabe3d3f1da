/** @file The draft: the prompt and the settings that the person is preparing. */
import type {
  PromptFault,
  PromptHint,
  Snapshot,
  UnknownWord,
  WireSettings,
} from '../../src/protocol/index.js';

export interface Draft {
  readonly prompt: string;
  /** The medium; null until one is chosen or drawn in: the studio's first. */
  readonly canvas: string | null;
  /** The preset that the values came from. */
  readonly preset: string | null;
  /** By row name; rows that are missing have their default. */
  readonly values: Readonly<Record<string, number | string>>;
  /** The picture it begins from, by its SHA-256. */
  readonly image: string | null;
  /** The photograph that is kept under the marks, by its SHA-256. */
  readonly background: string | null;
  /** What a collage is made of, by their SHA-256; cut paper where there are none. */
  readonly patches: readonly string[];
  /** Within which it ends; null where the iterations decide. */
  readonly seconds: number | null;
  /** Of how many drawings the best is left; null for one. */
  readonly bestOf: number | null;
  /** Unknown words of `checked`, which is the prompt they were looked up for. */
  readonly unknown: readonly UnknownWord[];
  readonly checked: string;
  /** What looked like grammar in it and was taken as text. */
  readonly hints: readonly PromptHint[];
  /** Why it cannot be drawn. */
  readonly fault: PromptFault | null;
  /** The person changed the draft since the last drawing began; until then it follows the session. */
  readonly touched: boolean;
}

/** What was found in a draft. */
export type Findings = Pick<Draft, 'unknown' | 'hints' | 'fault'>;

export const emptyDraft: Draft = {
  prompt: '',
  canvas: null,
  preset: null,
  values: {},
  image: null,
  background: null,
  patches: [],
  seconds: null,
  bestOf: null,
  unknown: [],
  checked: '',
  hints: [],
  fault: null,
  touched: false,
};

/** Until the person changes it, the draft is the running drawing's; an example leaves the box empty to type in. */
export function follow(draft: Draft, { drawing }: Snapshot): Draft {
  if (draft.touched || drawing === null || drawing.example) return draft;
  const { prompt, canvas = draft.canvas } = drawing.settings;
  const preset = canvas === draft.canvas ? draft.preset : null;
  const { unknown } = drawing;
  const found = { unknown, hints: draft.checked === prompt ? draft.hints : [], fault: null };
  const { seconds, bestOf } = draft;
  return {
    ...madeOf(drawing.settings),
    canvas,
    preset,
    seconds,
    bestOf,
    ...found,
    checked: prompt,
    touched: false,
  };
}

/** What settings say of a draft besides the medium. */
export function madeOf({ prompt, values, image, background, patches = [] }: WireSettings) {
  return { prompt, values, image: image ?? null, background: background ?? null, patches };
}
