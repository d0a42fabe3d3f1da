import { describe, expect, it } from 'vitest';
import { fileStem } from './downloads.js';

describe('fileStem', () => {
  it.each([
    ['a red sailboat', 'a-red-sailboat'],
    ['Дом | storm:0.5', 'дом-storm-0-5'],
    ['../../etc/passwd', 'etc-passwd'],
    ['🙂', 'drawing'],
    ['', 'drawing'],
    ['x'.repeat(1000), 'x'.repeat(60)],
  ])('of %j is %j', (prompt, stem) => {
    expect(fileStem(prompt)).toBe(stem);
  });
});
