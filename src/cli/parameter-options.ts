/**
 * @file One flag a parameter row: its limits, unit and default stand in `--help` and are checked where it is read.
 */
import { type Command, Option } from 'commander';
import { type ParameterName, type ParameterRow, parameterRows } from '../session/index.js';
import { UsageError } from './exit-codes.js';

/** Parameters by name; those that no flag gave are left out. */
export type ParameterValues = Partial<Record<ParameterName, number>>;

interface ParameterOption {
  readonly option: Option;
  /** The parameters that the option's value stands for. */
  read(value: unknown): ParameterValues;
}

/** The canvas is one flag, `--size 512x384`. */
const sizeNames: readonly ParameterName[] = ['width', 'height'];

const parameterOptions: readonly ParameterOption[] = [
  ...parameterRows.filter(({ name }) => !sizeNames.includes(name)).map(numberOption),
  sizeOption(),
];

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

function numberOption(row: ParameterRow & { readonly name: ParameterName }): ParameterOption {
  const { name, flag, help, min, max, unit, default: standard } = row;
  const limits = `${min} to ${max}, default ${standard}${unit ? `; unit: ${unit}` : ''}`;
  const option = new Option(`--${flag} <number>`, `${asPhrase(help.en)} (${limits})`);
  return {
    option: option.argParser((text) => parseNumber(text, row)),
    read: (value) => ({ [name]: value }),
  };
}

/** A sentence of the page as a phrase among the other flags. */
function asPhrase(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`.replace(/\.$/u, '');
}

/** @throws UsageError */
function parseNumber(text: string, { flag, min, max, unit, integer }: ParameterRow): number {
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/iu.test(text.trim()) ? Number(text) : Number.NaN;
  if (number >= min && number <= max && (!integer || Number.isInteger(number))) return number;
  const kind = integer ? 'a whole number' : 'a number';
  throw new UsageError(
    `--${flag} has to be ${kind} from ${min} to ${max}${unit ? ` (${unit})` : ''}, not ${quote(text)}.`,
  );
}

function sizeOption(): ParameterOption {
  const row = (name: ParameterName): ParameterRow => parameterRows.find((one) => one.name === name)!;
  const [width, height] = [row('width'), row('height')];
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
