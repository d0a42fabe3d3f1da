/** @file Flags come from the rows, with their limits; what lies outside is refused with a sentence. */
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { parameterRows } from '../session/index.js';
import { UsageError } from './exit-codes.js';
import { addParameterOptions, readParameters } from './parameter-options.js';

function parse(...args: string[]): Record<string, number> {
  const command = addParameterOptions(new Command()).exitOverride();
  return readParameters(command.parse(args, { from: 'user' }).opts()) as Record<string, number>;
}

describe('parameter flags', () => {
  it('reads every row back under its own name', () => {
    for (const row of parameterRows) {
      const { name, flag } = row;
      if (name === 'width' || name === 'height') continue;
      const value = row.kind === 'number' ? row.max : row.default;
      expect(parse(`--${flag}`, String(value))).toEqual({ [name]: value });
    }
  });

  it('gives nothing for what was not asked', () => {
    expect(parse()).toEqual({});
  });

  it('reads the canvas as one flag', () => {
    expect(parse('--size', '224x160')).toEqual({ width: 224, height: 160 });
  });

  it.each(['0x0', '512', '512x', 'x512', '-1x10', '1e3x1e3', '512X512', '99999x16', ' ', '1.5x20'])(
    'refuses the size %j',
    (size) => {
      expect(() => parse('--size', size)).toThrow(UsageError);
      expect(() => parse('--size', size)).toThrow(/^--size has to be .* from 16x16 to 4096x4096 px.*\.$/);
    },
  );

  it.each(['100000', '0', '-3', '1.5', 'many', '', 'NaN', 'Infinity', '0x10'])(
    'refuses %j strokes',
    (text) => {
      expect(() => parse(`--strokes=${text}`)).toThrow(
        /^--strokes has to be a whole number from 1 to 1024 \(strokes\), not ".*"\.$/,
      );
    },
  );

  it('takes what any medium that shares a flag takes, and tells of each', () => {
    expect(parse('--begin', 'branching')).toEqual({ begin: 'branching' });
    expect(parse('--begin', 'layers')).toEqual({ begin: 'layers' });
    expect(() => parse('--begin', 'nowhere')).toThrow(/^--begin has to be one of sketch, .*\.$/);
    const help = addParameterOptions(new Command()).configureHelp({ helpWidth: 2000 }).helpInformation();
    const line = help.split('\n').find((one) => one.includes('--begin <word>'));
    expect(line).toMatch(/default sketch\); for shapes: .*layers.*default scattered\)/);
  });

  it('shows limits, unit and default of every flag in the help', () => {
    const help = addParameterOptions(new Command()).configureHelp({ helpWidth: 400 }).helpInformation();
    const told = new Set<string>();
    for (const row of parameterRows) {
      if (row.kind !== 'number' || row.name === 'width' || row.name === 'height') continue;
      // Of several media that share a flag, the first one's.
      if (told.has(row.flag)) continue;
      told.add(row.flag);
      const { flag, min, max, unit, default: standard } = row;
      const line = help.split('\n').find((one) => one.includes(`--${flag} <number>`));
      for (const fact of [`${min} to ${max}`, `default ${standard}`, unit]) expect(line).toContain(fact);
    }
    expect(help).toContain('16x16 to 4096x4096 px, default 512x512');
  });
});
