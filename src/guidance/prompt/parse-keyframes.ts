/** @file The outside of keyframes, `{0: "sun", 200: "moon | stars:0.5"}`: when, and where the prompts in it stand. */
import { readNumber } from './characters.js';
import type { Instant, Span } from './syntax-tree.js';

export interface KeyframesSpan {
  readonly frames: readonly { readonly at: Instant; readonly prompts: readonly Span[] }[];
  readonly end: number;
}

const TIME = /\s*(\d+\.?\d*|\.\d+)\s*:\s*/uy;
const QUOTED = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/suy;
const COMMA = /\s*,\s*/uy;
const LIST = /\[\s*/uy;
const LIST_END = /\s*(?:,\s*)?\]/uy;
const END = /\s*(?:,\s*)?\}/uy;

/**
 * A prompt is `"…"` or `'…'`, or several of them in a list `["…", "…"]` (as disco-diffusion writes them).
 * @param from where `{` stands
 * @returns nothing when what stands there is something else
 */
export function findKeyframes(source: string, from: number, limit: number): KeyframesSpan | undefined {
  let position = from + 1;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = position;
    const match = pattern.exec(source);
    if (!match || pattern.lastIndex > limit) return undefined;
    position = pattern.lastIndex;
    return match[1] ?? match[0];
  };
  const takePrompt = (): Span | undefined => {
    const start = position;
    return take(QUOTED) === undefined ? undefined : { start: start + 1, end: position - 1 };
  };
  const takePrompts = (): Span[] | undefined => {
    if (take(LIST) === undefined) {
      const one = takePrompt();
      return one && [one];
    }
    const several: Span[] = [];
    while (take(LIST_END) === undefined) {
      if (several.length > 0 && take(COMMA) === undefined) return undefined;
      const one = takePrompt();
      if (!one) return undefined;
      several.push(one);
    }
    return several;
  };
  const frames: { at: Instant; prompts: Span[] }[] = [];
  while (frames.length === 0 || take(END) === undefined) {
    if (frames.length > 0 && take(COMMA) === undefined) return undefined;
    const time = take(TIME);
    const prompts = time === undefined ? undefined : takePrompts();
    if (time === undefined || !prompts) return undefined;
    frames.push({ at: readNumber(time)!, prompts });
  }
  return { frames: frames.sort((a, b) => a.at - b.at), end: position };
}
