/**
 * @file What a schema refuses, in the program's own words: what is wrong with a value, and what would be right. A schema
 * that has more to say says it in a message of its own; this is for everything else, in every room.
 */
import { z } from 'zod';

type RawIssue = z.core.$ZodRawIssue;

/** Kinds of values, as people call them. */
const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object with named values',
  record: 'an object with named values',
  null: 'null',
};

const kindOf = (expected: string): string => kinds[expected] ?? expected;

/** Text longer than this is no help in a message. */
const MOST_SHOWN = 40;

function shown(input: unknown): string {
  if (typeof input === 'string') {
    return `“${input.length > MOST_SHOWN ? `${input.slice(0, MOST_SHOWN)}…` : input}”`;
  }
  if (typeof input === 'number' || typeof input === 'boolean' || input === null) return String(input);
  if (Array.isArray(input)) return 'a list';
  return typeof input === 'object' ? 'an object' : `a ${typeof input}`;
}

const listed = (values: readonly unknown[]): string => values.map(shown).join(', ');

/** How much of what a value has to have. */
function amount(origin: string, limit: number | bigint, bound: string): string {
  const one = Number(limit) === 1;
  if (origin === 'string') return `have ${bound} ${limit} ${one ? 'character' : 'characters'}`;
  if (origin === 'array' || origin === 'set' || origin === 'map' || origin === 'object') {
    return `have ${bound} ${limit} ${one ? 'entry' : 'entries'}`;
  }
  return `be ${bound} ${limit}`;
}

/** With the value itself where that is short and says something. */
const rightIs = (right: string, input: unknown): string =>
  input === undefined ? `is missing; it has to ${right}` : `has to ${right}, not ${shown(input)}`;

/** Formats of text that schemas ask for, as far as there is more to say than their names. */
const formats: Readonly<Record<string, string>> = {
  datetime: 'a date and time as in 2026-01-31T12:00:00Z',
  url: 'a web address',
};

function wordsFor(issue: RawIssue): string {
  const { input } = issue;
  switch (issue.code) {
    case 'invalid_type':
      return rightIs(`be ${kindOf(issue.expected)}`, input);
    case 'invalid_value': {
      const [first, ...others] = issue.values;
      return rightIs(`be ${others.length > 0 ? `one of ${listed(issue.values)}` : shown(first)}`, input);
    }
    case 'too_small': {
      const bound = issue.exact ? 'exactly' : issue.inclusive === false ? 'more than' : 'at least';
      const right = amount(issue.origin, issue.minimum, bound);
      return typeof input === 'number' ? rightIs(right, input) : `has to ${right}`;
    }
    case 'too_big': {
      const bound = issue.exact ? 'exactly' : issue.inclusive === false ? 'less than' : 'at most';
      const right = amount(issue.origin, issue.maximum, bound);
      return typeof input === 'number' ? rightIs(right, input) : `has to ${right}`;
    }
    case 'not_multiple_of':
      return rightIs(`be a multiple of ${issue.divisor}`, input);
    case 'invalid_format':
      return rightIs(`be ${formats[issue.format] ?? `written as ${issue.format} asks`}`, input);
    case 'unrecognized_keys':
      return `has ${listed(issue.keys)}, which ${issue.keys.length > 1 ? 'are' : 'is'} not known there`;
    case 'invalid_union':
      return Array.isArray(issue.options) && issue.discriminator !== undefined
        ? rightIs(`be one of ${listed(issue.options)}`, Object(input)[issue.discriminator])
        : unionWords(issue.errors, input);
    case 'invalid_key':
      return 'has a name in it that may not be there';
    case 'invalid_element':
      return 'has an entry that may not be there';
    default:
      return 'is not as expected';
  }
}

/** What would be right is one of several things: of each, what stands in its way first. */
function unionWords(errors: readonly (readonly z.core.$ZodIssue[])[], input: unknown): string {
  const first = errors.flatMap(([issue]) => (issue ? [issue] : []));
  if (first.length === 0) return 'is of a kind that is not known';
  const wanted = first.map((issue) => (issue.code === 'invalid_type' ? kindOf(issue.expected) : undefined));
  // Where one kind fits, what is wrong within it says more than that the others do not.
  const within = first.find((issue) => issue.code !== 'invalid_type');
  if (within) {
    const place = within.path.length > 0 ? `${z.core.toDotPath(within.path)}: ` : '';
    return !place && within.message.startsWith('it ')
      ? within.message.slice('it '.length)
      : `is not right, ${place}${within.message}`;
  }
  return rightIs(`be ${[...new Set(wanted)].join(' or ')}`, input);
}

z.config({ customError: (issue) => `it ${wordsFor(issue)}` });

/** "settings.strokes: it has to be a number, not “many”"; without a full stop. @param whole what has no place in it */
export function describeIssue({ path, message }: z.core.$ZodIssue, whole: string): string {
  return `${path.length > 0 ? z.core.toDotPath(path) : whole}: ${message}`.replace(/\.$/u, '');
}
