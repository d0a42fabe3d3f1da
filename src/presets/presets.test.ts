import { stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { completeSettings, type NamedRow, rowsOf } from '../session/index.js';
import { findPreset, openPresets, PresetError } from './index.js';
import { parsePreset } from './preset.js';

const good = {
  label: { en: 'Sketch', ru: 'Набросок' },
  description: { en: 'A sketch.', ru: 'Набросок.' },
  order: 1,
  prompt: { en: 'sun', ru: 'солнце' },
  canvas: 'strokes',
  values: { strokes: 20 },
};
const refusal = (preset: object | string): string => {
  try {
    parsePreset('mine', typeof preset === 'string' ? preset : JSON.stringify(preset));
  } catch (error) {
    expect(error).toBeInstanceOf(PresetError);
    return (error as Error).message;
  }
  throw new Error('It was taken.');
};

/** A value of the row that is in its range and not the one given, with what has to go with it. */
function otherThan(row: NamedRow, given: unknown): Record<string, number | string> {
  if (row.kind === 'number' && /^min/u.test(row.name)) return { [row.name]: row.min };
  if (row.kind === 'number') return { [row.name]: given === row.max ? row.min : row.max };
  if (row.kind === 'choice') return { [row.name]: Object.keys(row.options).find((word) => word !== given)! };
  return { [row.name]: given === row.default ? '' : row.default };
}

describe('a preset', () => {
  it('is read with its name', () => {
    expect(parsePreset('mine', JSON.stringify(good))).toEqual({ ...good, name: 'mine', needsImage: false });
  });

  it.each<[string, object | string, RegExp]>([
    ['not JSON', '{', /^The preset mine: its text is not JSON\.$/],
    ['an unknown key', { ...good, colour: 1 }, /colour/],
    ['an unknown row', { ...good, values: { paint: 1 } }, /paint/],
    [
      'a value out of its range',
      { ...good, values: { strokes: 5000 } },
      /strokes has to be .* from 1 to 1024.*not 5000/,
    ],
    ['an unknown medium', { ...good, canvas: 'marble' }, /canvas has to be one of strokes/],
    ['a seed', { ...good, values: { seed: 3 } }, /seed belongs to a drawing/],
    ['one language only', { ...good, label: { en: 'Sketch' } }, /label\.ru/],
  ])('is refused for %s', (_, preset, said) => {
    expect(refusal(preset)).toMatch(said);
  });
});

describe('the presets of the program', () => {
  it('are all in order, in both languages, and can be drawn', async () => {
    const presets = await openPresets();
    expect(presets.length).toBeGreaterThan(0);
    for (const { label, description, canvas, values, prompt } of presets) {
      for (const text of [label, description, prompt]) {
        expect(text.en).toMatch(/[a-z]/iu);
        expect(text.ru).toMatch(/[а-яё]/iu);
      }
      expect(() => completeSettings({ prompt: prompt.en, canvas, ...values })).not.toThrow();
    }
    expect(new Set(presets.map(({ label }) => label.en)).size).toBe(presets.length);
  });

  it('can be overridden in every row', async () => {
    for (const { canvas, values, prompt } of await openPresets()) {
      for (const row of rowsOf(canvas)) {
        const other = otherThan(row, values[row.name]);
        const settings = completeSettings({
          prompt: prompt.en,
          canvas,
          ...values,
          ...other,
        }) as unknown as Record<string, unknown>;
        expect(settings[row.name]).toEqual(Object.values(other)[0]);
      }
    }
  });

  it('have thumbnails of at most 20 kB', async () => {
    const drawn = (await openPresets()).flatMap(({ thumbnail }) => thumbnail ?? []);
    expect(drawn.length).toBeGreaterThan(0);
    for (const thumbnail of drawn) expect((await stat(thumbnail)).size).toBeLessThan(20_480);
  });

  it('are found by name, and the nearest is named where there is none', async () => {
    expect((await findPreset('live-sketch')).canvas).toBe('strokes');
    await expect(findPreset('live-sketh')).rejects.toThrow(/nearest is live-sketch/);
  });
});
