import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type BlindKey, parseAnswers, parseKey, scoreAnswers, shuffled } from './blind.js';
import { contactSheet, cutSheet } from './contact-sheet.js';
import { dominantColour } from './dominant-colour.js';
import { diversityOf, logShare, meanReciprocalRank, median, precisionAt, rankOf } from './measures.js';
import { colourPrompts, promptLists, rivals } from './prompts.js';
import { QualityError } from './quality-error.js';
import { writeReport } from './report.js';

describe('the lists', () => {
  it('are 300 different things; what is tuned on is not what is reported', () => {
    expect(new Set(rivals).size).toBe(300);
    expect(rivals).toHaveLength(300);
    expect(promptLists.final).toHaveLength(100);
    expect(promptLists.final.filter((word) => promptLists.tuning.includes(word))).toEqual([]);
    expect(colourPrompts).toContain('blue umbrella');
  });
});

describe('measures', () => {
  it('rank from 1, and count a tie against the right one', () => {
    expect(rankOf([0.1, 0.9, 0.5], 1)).toBe(1);
    expect(rankOf([0.1, 0.9, 0.5], 0)).toBe(3);
    expect(rankOf([0.5, 0.9, 0.5], 0)).toBe(3);
  });

  it('tell how sure a judge is by the softmax of likeness', () => {
    expect(logShare([3, 1, 1], 0)).toBeCloseTo(Math.log(Math.E ** 3 / (Math.E ** 3 + 2 * Math.E)), 12);
    expect(logShare([900, 900], 1)).toBeCloseTo(Math.log(0.5), 12);
  });

  it('tell precision, mean reciprocal rank, median and diversity', () => {
    const ranks = [1, 5, 6, 2];
    expect(precisionAt(ranks, 1)).toBe(0.25);
    expect(precisionAt(ranks, 5)).toBe(0.75);
    expect(meanReciprocalRank(ranks)).toBeCloseTo((1 + 1 / 5 + 1 / 6 + 1 / 2) / 4, 12);
    expect(median([3, Number.POSITIVE_INFINITY, 1])).toBe(3);
    expect(median([3, Number.POSITIVE_INFINITY])).toBe(Number.POSITIVE_INFINITY);
    const [x, y] = [Float32Array.of(1, 0), Float32Array.of(0, 1)];
    expect(diversityOf([x, x])).toBe(0);
    expect(diversityOf([x, x, y])).toBeCloseTo(2 / 3, 12);
    expect(diversityOf([x])).toBeNaN();
  });
});

describe('dominant colour', () => {
  const pixels = (...colours: [number, number, number, number][]) =>
    Uint8Array.from(colours.flatMap(([count, ...rgb]) => Array.from({ length: count }, () => rgb).flat()));

  it('is that of most coloured pixels; paper and ink have no vote', () => {
    expect(
      dominantColour(pixels([90, 255, 255, 255], [20, 0, 0, 0], [5, 220, 30, 40], [3, 20, 40, 250])),
    ).toBe('red');
    expect(dominantColour(pixels([9, 255, 255, 255], [4, 130, 130, 130]))).toBeUndefined();
  });

  it.each([
    [[250, 20, 60], 'red'],
    [[250, 130, 0], 'orange'],
    [[250, 230, 20], 'yellow'],
    [[40, 200, 60], 'green'],
    [[0, 180, 250], 'blue'],
    [[30, 40, 240], 'blue'],
    [[150, 40, 220], 'purple'],
    [[250, 60, 200], 'pink'],
  ] as const)('of %j is %s', (rgb, name) => {
    expect(dominantColour(pixels([4, ...rgb]))).toBe(name);
  });
});

describe('naming blind', () => {
  const drawing = (prompt: string) => ({ prompt, seed: 1 });
  const ranks = [1, 1, 4, 2];
  const key: BlindKey = {
    format: 'clip-atelier blind key',
    canvas: 'strokes',
    model: 'm',
    drawings: ['whale', 'sun', 'cup', 'cat'].map(drawing),
  };
  const same = (a: string, b: string) => a === b || (a === 'mug' && b === 'cup');

  it('counts the word or a synonym among the first two guesses, and how often the judge agrees', () => {
    const said = parseAnswers('# notes\n1 a flower / Whale\n2: moon\n3. the mug\n', 4, 'x.txt');
    const { answers, right, agreement } = scoreAnswers(key, said, ranks, same);
    expect(answers.map((answer) => answer.right)).toEqual([true, false, true, false]);
    expect(right).toBe(0.5);
    // The judge is right about 1 and 2, the person about 1 and 3.
    expect(agreement).toBe(0.5);
    const fished = parseAnswers('1 moon / star / whale', 4, 'x.txt');
    expect(scoreAnswers(key, fished, ranks, same).right).toBe(0);
  });

  it('says which line of the answers names no drawing', () => {
    expect(() => parseAnswers('1 sun\n5 moon', 4, 'x.txt')).toThrow(
      new QualityError('x.txt, line 2: an answer begins with the number of a drawing, 1 to 4.'),
    );
    expect(() => parseKey('{}', 'k.json')).toThrow('k.json: this is not the key of a blind sheet.');
    expect(parseKey(JSON.stringify(key), 'k.json')).toEqual(key);
  });

  it('shuffles by the seed and keeps every item', () => {
    const items = Array.from({ length: 50 }, (_, i) => i);
    expect(shuffled(items, 3)).toEqual(shuffled(items, 3));
    expect(shuffled(items, 3)).not.toEqual(shuffled(items, 4));
    expect(shuffled(items, 3).sort((a, b) => a - b)).toEqual(items);
  });
});

describe('a sheet', () => {
  it('gives its drawings back, and says when it is another', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'atelier-sheet-'));
    const colours = ['#ff0000', '#00ff00', '#0000ff', '#ffff00', '#00ffff', '#ff00ff', '#000000'];
    try {
      const tiles = await Promise.all(
        colours.map(async (background, i) => {
          const file = join(folder, `${i}.png`);
          await sharp({ create: { width: 256, height: 256, channels: 3, background } })
            .png()
            .toFile(file);
          return { file, caption: String(i + 1) };
        }),
      );
      const sheet = join(folder, 'sheet.png');
      await writeFile(sheet, await contactSheet(tiles, 3));
      const cut = await cutSheet(sheet, colours.length);
      const found = await Promise.all(
        cut.map(async (tile) => {
          const { channels } = await sharp(tile).removeAlpha().toColourspace('srgb').stats();
          expect(channels.every(({ stdev }) => stdev === 0)).toBe(true);
          return `#${channels.map(({ mean }) => Math.round(mean).toString(16).padStart(2, '0')).join('')}`;
        }),
      );
      expect(found).toEqual(colours);
      await expect(cutSheet(sheet, 20)).rejects.toThrow(`${sheet}: this is not a sheet of 20 drawings.`);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('the report', () => {
  it('keeps other measurements when one is written', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'atelier-quality-'));
    const head = { date: '2026-01-01', model: 'm', judge: null, settings: {} };
    try {
      const colours = { byColour: { red: 0.5 }, drawings: [], right: 0.5 };
      await writeReport(folder, { kind: 'colours', name: 'one', ...head, ...colours });
      const answer = (number: number, right: boolean, rank: number) => {
        return { number, prompt: 'sun', said: '', right, rank };
      };
      const two = [answer(1, true, 1), answer(2, false, 1)];
      const three = [answer(1, false, 9), answer(2, false, 1)];
      const blind = { kind: 'blind', ...head, agreement: 0.5 } as const;
      await writeReport(folder, { ...blind, name: 'two', answers: two, right: 0.5 });
      const alone = await readFile(join(folder, 'README.md'), 'utf8');
      expect(alone).not.toContain('all sheets');
      await writeReport(folder, { ...blind, name: 'three', answers: three, right: 0 });
      const page = await readFile(join(folder, 'README.md'), 'utf8');
      expect(page).toContain('| [one](one.json) | 0 | 50 % | red 50 % |');
      expect(page).toContain('| [two](two.json) | 2 | 50 % | 50 % |');
      expect(page).toContain('| all sheets | 4 | 25 % | 50 % |');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
