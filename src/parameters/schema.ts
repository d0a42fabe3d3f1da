/**
 * @file The schema of parameter values, made from their rows: what lies outside its range is refused by a sentence
 * that names the parameter, its range and its unit.
 */
import { z } from 'zod';
import type { ParameterRow, ParameterRows, ValueOf, ValuesOf } from './row.js';

/** A zod shape, one field a row, each with the row's default. */
export function schemaShape<Rows extends ParameterRows>(
  rows: Rows,
): { [Name in keyof Rows]: z.ZodDefault<z.ZodType<ValueOf<Rows[Name]>>> } {
  const fields = Object.entries(rows).map(([name, row]) => [name, fieldOf(name, row)]);
  return Object.fromEntries(fields);
}

function fieldOf(name: string, row: ParameterRow): z.ZodType {
  switch (row.kind) {
    case 'number': {
      const { min, max, unit, integer } = row;
      const range = `from ${min} to ${max}${unit ? ` ${unit}` : ''}`;
      const message = `${name} has to be a ${integer ? 'whole ' : ''}number ${range}`;
      const number = z.number({ error: message }).min(min, message).max(max, message);
      return (integer ? number.int(message) : number).default(row.default);
    }
    case 'choice': {
      const words = Object.keys(row.options);
      const list = words.map((word) => `“${word}”`).join(', ');
      return z.enum(words, { error: `${name} has to be one of ${list}` }).default(row.default);
    }
    case 'text': {
      const message = `${name} has to be ${row.wanted.en}, at most ${row.maxLength} characters`;
      const text = z.string({ error: message }).max(row.maxLength, message);
      return (row.pattern ? text.regex(row.pattern, message) : text).default(row.default);
    }
    default:
      return row satisfies never;
  }
}

/** The values of some rows out of a larger set of settings. */
export function valuesOf<Rows extends ParameterRows>(rows: Rows, settings: ValuesOf<Rows>): ValuesOf<Rows> {
  const entries = Object.keys(rows).map((name) => [name, settings[name]]);
  return Object.fromEntries(entries) as ValuesOf<Rows>;
}

/** The default of every row. */
export function defaultsOf<Rows extends ParameterRows>(rows: Rows): ValuesOf<Rows> {
  const entries = Object.entries(rows).map(([name, row]) => [name, row.default]);
  return Object.fromEntries(entries) as ValuesOf<Rows>;
}
