import { describe, expect, it } from 'vitest';
import { completeSettings } from '../session/index.js';
import { findPreset, openPresets, PresetError } from './index.js';
import { parsePreset } from './preset.js';

const good = {
  label: { en: 'Sketch', ru: 'Набросок' },
  description: { en: 'A sketch.', ru: 'Набросок.' },
  order: 1,
  prompt: 'sun',
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
      for (const text of [label, description]) {
        expect(text.en).toMatch(/[a-z]/iu);
        expect(text.ru).toMatch(/[а-яё]/iu);
      }
      expect(() => completeSettings({ prompt, canvas, ...values })).not.toThrow();
    }
    expect(new Set(presets.map(({ label }) => label.en)).size).toBe(presets.length);
  });

  it('are found by name, and the nearest is named where there is none', async () => {
    expect((await findPreset('live-sketch')).canvas).toBe('strokes');
    await expect(findPreset('live-sketh')).rejects.toThrow(/nearest is live-sketch/);
  });
});
