import { describe, expect, it } from 'vitest';
import { completeSettings, parameterRows, rowsOf, SettingsError } from './index.js';

describe('completeSettings', () => {
  it('fills in every default', () => {
    expect(completeSettings({ prompt: 'sun' })).toEqual({
      prompt: 'sun',
      canvas: 'strokes',
      ...Object.fromEntries(rowsOf('strokes').map((row) => [row.name, row.default])),
      changes: [],
    });
  });

  it('takes every parameter at both ends of its range and refuses what lies beyond, naming it', () => {
    for (const row of parameterRows) {
      if (row.kind !== 'number') continue;
      const { name, min, max } = row;
      const medium = row.canvases === 'all' ? {} : { canvas: row.canvases[0] };
      // The two widths bound each other, and so do the two sizes.
      const bounds: Record<string, object> = {
        minWidth: { maxWidth: 500 },
        maxWidth: { minWidth: 1 },
        minSize: { maxSize: 2000 },
        maxSize: { minSize: 10 },
      };
      const others = bounds[name] ?? {};
      for (const value of [min, max]) {
        expect(completeSettings({ prompt: 'sun', ...medium, ...others, [name]: value })).toMatchObject({
          [name]: value,
        });
      }
      for (const value of [min - 1, max + 1, Number.NaN, '5', null]) {
        const attempt = () => completeSettings({ prompt: 'sun', ...medium, ...others, [name]: value });
        expect(attempt).toThrow(SettingsError);
        expect(attempt).toThrow(name);
      }
    }
  });

  it('says the range and what was given', () => {
    expect(() => completeSettings({ prompt: 'sun', strokes: 100_000 })).toThrow(
      'strokes has to be a whole number from 1 to 1024 strokes, not 100000.',
    );
  });

  it.each([
    [{ prompt: '' }, /prompt is empty/],
    [{}, /./],
    [null, /./],
    [{ prompt: 'sun', colour: 1 }, /colour/],
    [{ prompt: 'sun', minWidth: 90, maxWidth: 50 }, /minWidth has to be at most maxWidth/],
    [{ prompt: 'sun', strokes: 1.5 }, /whole number/],
  ])('refuses %j', (request, message) => {
    expect(() => completeSettings(request)).toThrow(SettingsError);
    expect(() => completeSettings(request)).toThrow(message);
  });
});

describe('parameterRows', () => {
  it('have a default inside their range, and a label and help in both languages', () => {
    for (const row of parameterRows) {
      if (row.kind === 'number') {
        expect(row.default).toBeGreaterThanOrEqual(row.min);
        expect(row.default).toBeLessThanOrEqual(row.max);
        if (row.integer) expect(Number.isInteger(row.default)).toBe(true);
      } else if (row.kind === 'choice') expect(Object.keys(row.options)).toContain(row.default);
      for (const text of [row.label, row.help]) {
        expect(text.en).not.toBe('');
        expect(text.ru).toMatch(/[а-яё]/iu);
      }
    }
    for (const canvas of ['strokes'] as const) {
      const flags = rowsOf(canvas).map(({ flag }) => flag);
      expect(new Set(flags).size).toBe(flags.length);
    }
  });
});
