/** @file Times and speeds in both languages, at the borders between units and plural forms. */
import { describe, expect, it } from 'vitest';
import { formatDuration, formatNumber, formatRate, formatScore } from './format.js';

describe('formatDuration', () => {
  it.each([
    [-3, '0 s', '0 с'],
    [0.4, '0 s', '0 с'],
    [59.4, '59 s', '59 с'],
    [59.6, '1 min', '1 мин'],
    [80, '1 min 20 s', '1 мин 20 с'],
    [3600, '1 h', '1 ч'],
    [7500, '2 h 5 min', '2 ч 5 мин'],
    [7199, '2 h', '2 ч'],
  ])('%d seconds', (seconds, english, russian) => {
    expect(formatDuration(seconds, 'en')).toBe(english);
    expect(formatDuration(seconds, 'ru')).toBe(russian);
  });
});

describe('formatRate', () => {
  it.each([
    [1, '1 iteration a second', '1 шаг в секунду'],
    [0.54, '0.5 iterations a second', '0,5 шага в секунду'],
    [2, '2 iterations a second', '2 шага в секунду'],
    [5, '5 iterations a second', '5 шагов в секунду'],
    [21.4, '21 iterations a second', '21 шаг в секунду'],
    [23.1, '23 iterations a second', '23 шага в секунду'],
    [112, '112 iterations a second', '112 шагов в секунду'],
  ])('%d', (rate, english, russian) => {
    const both = (['en', 'ru'] as const).map((language) => {
      const { value, unit } = formatRate(rate, language);
      return `${value} ${unit}`;
    });
    expect(both).toEqual([english, russian]);
  });
});

describe('numbers', () => {
  it('use the decimal mark of the language', () => {
    expect(formatScore(0.3127, 'en')).toBe('0.313');
    expect(formatScore(0.3, 'ru')).toBe('0,300');
    expect(formatNumber(0.05, 'ru', 2)).toBe('0,05');
    expect(formatNumber(2000, 'en')).toBe('2,000');
  });
});
