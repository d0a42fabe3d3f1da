/** @file The page's first language: the remembered one, else the browser's, else English. */
import { expect, it } from 'vitest';
import { chooseLanguage } from './language.js';

it.each([
  [['ru', 'en-GB'], 'ru'],
  [[null, 'ru-RU', 'en'], 'ru'],
  [[null, 'fr-FR', 'en-US'], 'en'],
  [['klingon', 'RU'], 'ru'],
  [[null, 'toString'], 'en'],
  [[], 'en'],
])('%j begins in %s', (wishes, language) => {
  expect(chooseLanguage(wishes)).toBe(language);
});
