/** @file Both dictionaries say everything, in the right alphabet; the compiler has already matched the keys. */
import { describe, expect, it } from 'vitest';
import { en } from './en.js';
import { ru } from './ru.js';

function walk(node: object, path: string, visit: (path: string, value: unknown) => void): void {
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === 'object' && value !== null) walk(value, `${path}${key}.`, visit);
    else visit(path + key, value);
  }
}

/** Words that are the same in every language. */
const international = new Set(['name']);

describe('dictionaries', () => {
  it('have no empty text', () => {
    for (const dictionary of [en, ru]) {
      walk(dictionary, '', (path, value) => {
        if (typeof value === 'string') expect(value.trim(), path).not.toBe('');
      });
    }
  });

  it('are written in their own alphabet', () => {
    walk(en, '', (path, value) => {
      if (typeof value === 'string') expect(value, path).not.toMatch(/[а-яё]/i);
    });
    walk(ru, '', (path, value) => {
      if (typeof value === 'string' && !international.has(path)) expect(value, path).toMatch(/[а-яё]/i);
    });
  });

  it('name the words and numbers they are given', () => {
    for (const { sheet, prompt } of [en, ru]) {
      expect(sheet.describe('a cat', 7, 200)).toMatch(/a cat.*7.*200/);
      expect(prompt.replace('sailbot', 'sailboat')).toMatch(/sailbot.*sailboat/);
    }
  });
});
