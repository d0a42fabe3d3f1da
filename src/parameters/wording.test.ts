/** @file Whatever a schema refuses, it says in the program's own words. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeIssue } from './index.js';

const said = (schema: z.ZodType, value: unknown): string =>
  schema
    .safeParse(value)
    .error?.issues.map((issue) => describeIssue(issue, 'the file'))
    .join('; ') ?? 'nothing';

describe('a refusal', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ['another kind', z.string(), 7, 'it has to be text, not 7'],
    ['null', z.number(), null, 'it has to be a number, not null'],
    ['a list', z.record(z.string(), z.string()), [1], 'it has to be an object with named values, not a list'],
    ['a fraction', z.int(), 1.5, 'it has to be a whole number, not 1.5'],
    ['another word', z.enum(['a', 'b']), 'c', 'it has to be one of “a”, “b”, not “c”'],
    ['another format', z.literal('us'), 'them', 'it has to be “us”, not “them”'],
    ['less', z.number().min(2), 1, 'it has to be at least 2, not 1'],
    ['nothing positive', z.number().positive(), 0, 'it has to be more than 0, not 0'],
    ['more', z.number().max(2), 3, 'it has to be at most 2, not 3'],
    ['empty text', z.string().min(1), '', 'it has to have at least 1 character'],
    ['a long list', z.array(z.int()).max(2), [1, 2, 3], 'it has to have at most 2 entries'],
    [
      'no known kind',
      z.discriminatedUnion('kind', [z.object({ kind: z.literal('a') }), z.object({ kind: z.literal('b') })]),
      { kind: 'c' },
      'it has to be one of “a”, “b”, not “c”',
    ],
    ['no multiple', z.int().multipleOf(4), 6, 'it has to be a multiple of 4, not 6'],
    [
      'no date',
      z.iso.datetime(),
      'today',
      'it has to be a date and time as in 2026-01-31T12:00:00Z, not “today”',
    ],
    [
      'unknown names',
      z.strictObject({}),
      { hat: 1, tie: 2 },
      'it has “hat”, “tie”, which are not known there',
    ],
    [
      'none of several, but nearly one',
      z.union([z.string(), z.int().min(3)]),
      2,
      'it has to be at least 3, not 2',
    ],
    ['none of several', z.union([z.string(), z.array(z.int())]), 7, 'it has to be text or a list, not 7'],
  ])('of %s', (_, schema, value, sentence) => {
    expect(said(schema, value).replace(/^kind:/u, 'the file:')).toBe(`the file: ${sentence}`);
  });

  it('names the place, and what is missing there', () => {
    const schema = z.object({ tower: z.object({ sides: z.array(z.object({ width: z.int() })) }) });
    expect(said(schema, { tower: { sides: [{}] } })).toBe(
      'tower.sides[0].width: it is missing; it has to be a number',
    );
  });

  it('leaves a schema its own message', () => {
    expect(said(z.string('The name is text.'), 7)).toBe('the file: The name is text');
  });
});
