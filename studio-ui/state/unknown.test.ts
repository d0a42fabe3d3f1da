/** @file Unknown words: forgotten when edited, named once, replaced everywhere they stand and nowhere else. */
import { describe, expect, it } from 'vitest';
import type { UnknownWord } from '../../src/protocol/index.js';
import { namedOnce, replaceUnknown, standingUnknown } from './unknown.js';

const prompt = 'zat or zat, not zatly';
const places: readonly UnknownWord[] = [
  { word: 'zat', start: 0, end: 3, nearest: ['cat'] },
  { word: 'zat', start: 7, end: 10, nearest: ['cat'] },
];

describe('unknown words', () => {
  it('are forgotten as soon as they are edited', () => {
    expect(standingUnknown(prompt, places)).toEqual(places);
    expect(standingUnknown('cat or zat, not zatly', places)).toEqual([places[1]]);
    expect(standingUnknown('', places)).toEqual([]);
  });

  it('are named once', () => {
    expect(namedOnce(places)).toEqual([places[0]]);
  });

  it('are replaced wherever they stand as a word', () => {
    expect(replaceUnknown(prompt, places, 'zat', 'a sailboat')).toBe('a sailboat or a sailboat, not zatly');
    expect(replaceUnknown('edited', places, 'zat', 'cat')).toBe('edited');
  });
});
