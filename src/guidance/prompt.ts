/**
 * @file What a prompt says: one or several texts, each with a weight. `a red sailboat | storm:0.5 | text:-0.3`.
 * Plain words are a plain prompt; only `|` between texts and `:number` at the end of one mean something.
 */

/** One text to draw towards (weight above 0) or away from (below 0). */
export interface Target {
  readonly text: string;
  readonly weight: number;
  /** Where the text stands in the prompt, in UTF-16 units: start included, end not. */
  readonly start: number;
  readonly end: number;
}

export const promptLimits = { characters: 1000, targets: 8, weight: 10 } as const;

/** A prompt that cannot be drawn; the message is one sentence for the person who typed it. */
export class PromptError extends Error {
  override readonly name = 'PromptError';
}

const WEIGHT_AT_END = /:\s*(-?\d*\.?\d+)\s*$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/u;

/**
 * @throws PromptError when the prompt is empty, too long, holds control characters, more than
 * `promptLimits.targets` texts, a weight out of range, or nothing to draw towards.
 */
export function parsePrompt(prompt: string): Target[] {
  if (prompt.length > promptLimits.characters) {
    throw new PromptError(
      `The prompt has ${prompt.length} characters; the most is ${promptLimits.characters}.`,
    );
  }
  const control = CONTROL.exec(prompt);
  if (control) {
    const code = control[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    throw new PromptError(
      `The prompt has a control character (U+${code}) at position ${control.index + 1}; take it out.`,
    );
  }
  const targets: Target[] = [];
  let offset = 0;
  for (const part of prompt.split('|')) {
    const target = parseTarget(part, offset);
    if (target) targets.push(target);
    offset += part.length + 1;
  }
  if (targets.length === 0)
    throw new PromptError('The prompt is empty; type what to draw, such as “a red sailboat”.');
  if (targets.length > promptLimits.targets) {
    throw new PromptError(`The prompt has ${targets.length} texts; the most is ${promptLimits.targets}.`);
  }
  if (!targets.some((target) => target.weight > 0)) {
    throw new PromptError('Every text of the prompt has a weight of 0 or below; give one a weight above 0.');
  }
  return targets;
}

function parseTarget(part: string, offset: number): Target | undefined {
  const match = WEIGHT_AT_END.exec(part);
  const body = match ? part.slice(0, match.index) : part;
  const text = body.trim();
  if (text === '') {
    if (match) throw new PromptError(`There is no text before “${match[0].trim()}”; write the text first.`);
    return undefined;
  }
  const weight = match ? Number(match[1]) : 1;
  if (Math.abs(weight) > promptLimits.weight) {
    throw new PromptError(
      `The weight of “${text}” is ${weight}; it has to lie between -${promptLimits.weight} and ${promptLimits.weight}.`,
    );
  }
  const start = offset + body.length - body.trimStart().length;
  return { text, weight, start, end: start + text.length };
}
