/**
 * @file One flag a parameter row: its limits, unit and default stand in `--help` and are checked where it is read.
 */
import { type Command, Option } from 'commander';
import { type NamedRow, parameterRows, sizeRows } from '../session/index.js';
import { UsageError } from './exit-codes.js';

/** Parameters by name; those that no flag gave are left out. */
export type ParameterValues = Readonly<Record<string, number | string>>;

interface ParameterOption {
  readonly option: Option;
  /** The parameters that the option's value stands for. */
  read(value: unknown): ParameterValues;
}

/** Rows of several media that share a flag, as one: what any of them takes is read, and checked with the settings. */
const flags = new Map<string, NamedRow[]>();
for (const row of parameterRows) {
  if (!Object.hasOwn(sizeRows, row.name)) flags.set(row.flag, [...(flags.get(row.flag) ?? []), row]);
}

const parameterOptions: readonly ParameterOption[] = [...[...flags.values()].map(rowOption), sizeOption()];

/** Adds `--size` and a flag for every other row. */
export function addParameterOptions(command: Command): Command {
  for (const { option } of parameterOptions) command.addOption(option);
  return command;
}

/** @param options what commander read */
export function readParameters(options: Readonly<Record<string, unknown>>): ParameterValues {
  const values = parameterOptions.map(({ option, read }) => {
    const value = options[option.attributeName()];
    return value === undefined ? {} : read(value);
  });
  return Object.assign({}, ...values);
}

function rowOption(rows: readonly NamedRow[]): ParameterOption {
  const row = rows[0]!;
  const option = new Option(`--${row.flag} <${placeholder(row)}>`, describe(rows));
  return {
    option: option.argParser((text) => parseFor(rows, text)),
    read: (value) => ({ [row.name]: value as number | string }),
  };
}

/** What `--help` calls the value of a flag. */
function placeholder(row: NamedRow): string {
  return { number: 'number', choice: 'word', text: 'text' }[row.kind];
}

function limitsOf(row: NamedRow): string {
  switch (row.kind) {
    case 'number': {
      const { min, max, unit, default: standard } = row;
      return `${min} to ${max}, default ${standard}${unit ? `; unit: ${unit}` : ''}`;
    }
    case 'choice':
      return `${Object.keys(row.options).join(', ')}; default ${row.default}`;
    case 'text':
      return `${row.wanted.en}; default ${JSON.stringify(row.default)}`;
    default:
      return row satisfies never;
  }
}

/** A sentence of the page as a phrase among the other flags. */
function asPhrase(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`.replace(/\.$/u, '');
}

/** What the rows of a flag do; those of other media stand after the first where they differ. */
function describe(rows: readonly NamedRow[]): string {
  const [first, ...others] = rows.map((row) => `${asPhrase(row.help.en)} (${limitsOf(row)})`);
  const different = others.flatMap((text, i) => {
    const { canvases } = rows[i + 1]!;
    return text === first || canvases === 'all' ? [] : [`for ${canvases.join(', ')}: ${text}`];
  });
  return [first, ...different].join('; ');
}

/** A value that one of the rows takes. @throws UsageError as the first row says it */
function parseFor(rows: readonly NamedRow[], text: string): number | string {
  const [first, ...others] = rows;
  try {
    return parseValue(text, first!);
  } catch (error) {
    if (!(error instanceof UsageError) || others.length === 0) throw error;
    try {
      return parseFor(others, text);
    } catch {
      throw error;
    }
  }
}

/** @throws UsageError */
function parseValue(text: string, row: NamedRow): number | string {
  switch (row.kind) {
    case 'number': {
      const { flag, min, max, unit, integer } = row;
      const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/iu.test(text.trim()) ? Number(text) : Number.NaN;
      if (number >= min && number <= max && (!integer || Number.isInteger(number))) return number;
      const kind = integer ? 'a whole number' : 'a number';
      throw new UsageError(
        `--${flag} has to be ${kind} from ${min} to ${max}${unit ? ` (${unit})` : ''}, not ${quote(text)}.`,
      );
    }
    case 'choice':
      if (Object.hasOwn(row.options, text)) return text;
      throw new UsageError(
        `--${row.flag} has to be one of ${Object.keys(row.options).join(', ')}, not ${quote(text)}.`,
      );
    case 'text':
      if (text.length <= row.maxLength && (row.pattern?.test(text) ?? true)) return text;
      throw new UsageError(
        `--${row.flag} has to be ${row.wanted.en}, at most ${row.maxLength} characters, not ${quote(text)}.`,
      );
    default:
      return row satisfies never;
  }
}

function sizeOption(): ParameterOption {
  const { width, height } = sizeRows;
  const range = `${width.min}x${height.min} to ${width.max}x${height.max} ${width.unit}`;
  const limits = `${range}, default ${width.default}x${height.default}`;
  const parse = (text: string): ParameterValues => {
    const [w = Number.NaN, h = Number.NaN] = /^\d{1,9}x\d{1,9}$/u.test(text)
      ? text.split('x').map(Number)
      : [];
    if (w >= width.min && w <= width.max && h >= height.min && h <= height.max)
      return { width: w, height: h };
    throw new UsageError(
      `--size has to be width x height from ${range}, such as 512x384, not ${quote(text)}.`,
    );
  };
  return {
    option: new Option('--size <WxH>', `width and height of the saved picture (${limits})`).argParser(parse),
    read: (value) => value as ParameterValues,
  };
}

/** Long or unprintable input is not thrown back at the reader. */
function quote(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return JSON.stringify(short);
}
