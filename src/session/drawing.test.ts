import { ftruncateSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CanvasName } from '../canvas/index.js';
import { Drawing } from './drawing.js';
import {
  canvasNames,
  draw,
  goOn,
  kept,
  numbersOf,
  openGuides,
  smallSettings,
  withFaults,
} from './drawing.reference.js';
import type { DrawingState } from './drawing-state.js';
import type { GuidePool } from './guide-pool.js';
import { rowsOf } from './parameters.js';
import { Shelf, type Shelved } from './shelf.js';
import type { Change } from './steering/change.js';

let guides: GuidePool;
beforeAll(async () => {
  guides = await openGuides();
});
afterAll(() => guides.close());

/** What happens early in a drawing of each medium that has such a thing. */
const early: Partial<Record<CanvasName, object>> = {
  strokes: { sketch: 4, renewEvery: 2 },
  shapes: { begin: 'layers', layer: 2, every: 2 },
  pixels: { octaves: 3, octaveSteps: 4 },
};

describe.each(canvasNames)('a drawing of %s', (canvas) => {
  it('goes on from a saved state bit by bit as if it had not been interrupted', async () => {
    const whole = await draw(guides, smallSettings(canvas));
    let saved: DrawingState | undefined;
    await draw(guides, smallSettings(canvas), { 5: async (drawing) => (saved = kept(drawing.save())) });
    const resumed = await Drawing.restore(saved!, guides);
    expect(resumed.iteration).toBe(5);
    await goOn(resumed);
    expect(numbersOf(resumed.save())).toBe(numbersOf(whole.save()));
    expect(resumed.picture()).toEqual(whole.picture());
    expect(await resumed.cleanScore()).toBe(await whole.cleanScore());
  });

  it('goes back to a state on the disk, and stays as it is where the disk does not give it back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'atelier-shelf-'));
    const shelf = new Shelf(folder);
    let shelved: Shelved | undefined;
    const drawing = await draw(guides, smallSettings(canvas, { keep: 'best' }), {
      5: async (early) => (shelved = shelf.put(early.save(true))),
    });
    const [end, pictureThen] = [numbersOf(drawing.save()), drawing.picture()];
    await drawing.load(shelved!);
    expect(drawing.iteration).toBe(5);
    await goOn(drawing);
    expect(numbersOf(drawing.save())).toBe(end);
    expect(drawing.picture()).toEqual(pictureThen);
    ftruncateSync((shelved as unknown as { file: number }).file, 9);
    await expect(drawing.load(shelved!)).rejects.toThrow(/cannot be read from the disk/u);
    expect([drawing.iteration, numbersOf(drawing.save())]).toEqual([12, end]);
    shelved!.drop();
    await rm(folder, { recursive: true });
  });

  it.each(['min', 'max'] as const)('goes on bit by bit whatever rows are at their %s since', async (end) => {
    const rows = rowsOf(canvas).filter(({ group, begins }) => group === 'medium' && !begins);
    const values = Object.fromEntries(
      rows.flatMap((row): [string, number | string][] => {
        if (row.kind === 'number') return [[row.name, row[end]]];
        return row.kind === 'choice'
          ? [[row.name, Object.keys(row.options).at(end === 'min' ? 0 : -1)!]]
          : [];
      }),
    );
    const drawing = await Drawing.begin(smallSettings(canvas, early[canvas]), guides);
    const steps = async (drawn: Drawing, to: number) => {
      while (drawn.iteration < to) await drawn.step();
    };
    await steps(drawing, 5);
    await drawing.apply({ type: 'values', values });
    await steps(drawing, 7);
    const restored = await Drawing.restore(kept(drawing.save()), guides);
    expect(numbersOf(restored.save())).toBe(numbersOf(drawing.save()));
    await steps(drawing, 10);
    await steps(restored, 10);
    expect(numbersOf(restored.save())).toBe(numbersOf(drawing.save()));
  });

  it('keeps its best picture when a checkpoint of it is given away', async () => {
    const settings = smallSettings(canvas, { keep: 'best' });
    const whole = await draw(guides, settings);
    const told = await draw(guides, settings, {
      8: async (drawing) => {
        const { arrays } = drawing.save();
        structuredClone(arrays, {
          transfer: Object.values(arrays).map(({ buffer }) => buffer as ArrayBuffer),
        });
      },
    });
    expect(numbersOf(told.save())).toBe(numbersOf(whole.save()));
  });

  it('skips a step whose gradient is not a number, counts it, and stays a picture', async () => {
    const drawing = await Drawing.begin(smallSettings(canvas), withFaults(guides, new Set([3, 4])));
    await drawing.step();
    await drawing.step();
    const before = numbersOf(drawing.save());
    await drawing.step();
    expect(numbersOf(drawing.save())).toBe(before);
    expect(drawing.skipped).toBe(1);
    await goOn(drawing);
    expect([drawing.skipped, drawing.iteration]).toEqual([2, 12]);
    for (const array of Object.values(drawing.save().arrays)) {
      expect(array.every((value) => Number.isFinite(value))).toBe(true);
    }
  });

  it('is redrawn to the byte from its settings, with everything that was changed on the way', async () => {
    const changes: Record<number, Change> = {
      2: { type: 'prompt', prompt: 'house | sun:0.5' },
      4: { type: 'values', values: { cosine: 3, iterations: 16 } },
      6: {
        type: 'region',
        outline: [
          [0.2, 0.1],
          [1.2, 0.2],
          [0.7, 0.9],
        ],
      },
      9: { type: 'region', outline: null },
      // After the last step, as with a finished drawing.
      16: { type: 'values', values: { margin: 2 } },
    };
    const changed = await draw(
      guides,
      smallSettings(canvas),
      Object.fromEntries(
        Object.entries(changes).map(([step, change]) => [step, (drawing: Drawing) => drawing.apply(change)]),
      ),
    );
    expect(changed.iteration).toBe(16);
    expect(changed.settings.changes.map(({ iteration }) => iteration)).toEqual([2, 4, 6, 9, 16]);
    const again = await draw(guides, structuredClone(changed.settings));
    expect(numbersOf(again.save())).toBe(numbersOf(changed.save()));
    const plain = await draw(guides, smallSettings(canvas, { iterations: 16 }));
    expect(numbersOf(plain.save())).not.toBe(numbersOf(changed.save()));
  });

  it('returns to an earlier state and goes another way, which is redrawn as well', async () => {
    let saved: DrawingState | undefined;
    const drawing = await draw(guides, smallSettings(canvas), {
      3: async (early) => (saved = early.save()),
      7: (late) => late.apply({ type: 'prompt', prompt: 'tree' }),
    });
    await drawing.load(saved!);
    expect([drawing.iteration, drawing.now.prompt, drawing.settings.changes]).toEqual([3, 'umbrella', []]);
    await drawing.apply({ type: 'prompt', prompt: 'house' });
    await goOn(drawing);
    const again = await draw(guides, structuredClone(drawing.settings));
    expect(again.settings.changes).toHaveLength(1);
    expect(numbersOf(again.save())).toBe(numbersOf(drawing.save()));
  });

  it('can keep its best picture and is redrawn with it', async () => {
    const settings = smallSettings(canvas, { keep: 'best', iterations: 30 });
    const drawing = await draw(guides, settings);
    const score = await drawing.cleanScore();
    const last = await draw(guides, smallSettings(canvas, { iterations: 30 }));
    expect(score).toBeGreaterThanOrEqual(await last.cleanScore());
    const again = await draw(guides, structuredClone(drawing.settings));
    expect(again.picture()).toEqual(drawing.picture());
  });

  it('stops by itself when the score has stopped growing', async () => {
    const drawing = await draw(
      guides,
      smallSettings(canvas, { iterations: 200, patience: 10, leastGain: 0.1 }),
    );
    expect(drawing.onPlateau).toBe(true);
    expect(drawing.iteration).toBeGreaterThanOrEqual(10);
    expect(drawing.iteration).toBeLessThan(200);
  });

  it('refuses changes that it cannot take and stays as it was', async () => {
    const drawing = await Drawing.begin(smallSettings(canvas), guides);
    const before = numbersOf(drawing.save());
    const refused: [Change, RegExp][] = [
      [{ type: 'values', values: { cosine: 1000 } }, /cosine has to be .* from 0 to 100/],
      [{ type: 'values', values: { seed: 4 } }, /seed says how a drawing begins/],
      [{ type: 'values', values: { colour: 4 } }, /no setting named “colour”/],
      [{ type: 'prompt', prompt: ' ' }, /prompt is empty/],
      [{ type: 'hold', marks: [100_000] }, /no mark 100000|no single marks/],
      [{ type: 'best' }, /No best picture/],
    ];
    for (const [change, said] of refused) await expect(drawing.apply(change)).rejects.toThrow(said);
    expect(numbersOf(drawing.save())).toBe(before);
    expect(drawing.settings.changes).toEqual([]);
  });
});

describe('a drawing of strokes that follow a sketch', () => {
  it('neither stops nor chooses its best by scores of the sketch, which nobody sees', async () => {
    const settings = { sketch: 24, iterations: 60, patience: 5, leastGain: 0.1, keep: 'best' };
    const drawing = await Drawing.begin(smallSettings('strokes', settings), guides);
    while (drawing.iteration < 24) await drawing.step();
    expect(drawing.onPlateau).toBe(false);
    expect(drawing.save().facts.bestMarks).toBeNull();
    await goOn(drawing);
    expect(drawing.onPlateau).toBe(true);
    expect(drawing.iteration).toBeGreaterThanOrEqual(29);
  });
});

describe('a drawing of strokes that are renewed', () => {
  const settings = smallSettings('strokes', {
    begin: 'scattered',
    renewEvery: 2,
    renewPart: 0.4,
    fadedOpacity: 0.35,
    widthAlong: 'varying',
    taper: 0.5,
    fixedColours: '#000000 #e63946',
  });
  /** What the stroke at a place is called, by then. */
  const named = (drawing: Drawing, place: number): number => drawing.handiwork.marks[place]!;
  const hold = (drawing: Drawing) =>
    drawing.apply({ type: 'hold', marks: [named(drawing, 0), named(drawing, 2)] });

  it('never renews a held stroke, however little it does, and goes on bit by bit', async () => {
    let saved: DrawingState | undefined;
    const whole = await draw(guides, settings, {
      3: hold,
      7: async (drawing) => (saved = kept(drawing.save())),
    });
    expect(whole.handiwork.held).toHaveLength(2);
    const resumed = await Drawing.restore(saved!, guides);
    await goOn(resumed);
    expect(numbersOf(resumed.save())).toBe(numbersOf(whole.save()));
    const free = await draw(guides, settings);
    expect(numbersOf(free.save())).not.toBe(numbersOf(whole.save()));
  });

  it('keeps the numbers of held strokes to the bit, wherever they stand', async () => {
    let before: readonly number[] = [];
    let held = -1;
    const numbers = (drawing: Drawing): readonly number[] => {
      const mark = drawing.handiwork.marks.indexOf(held);
      const picture = drawing.picture();
      if (picture.kind !== 'strokes') throw new Error('strokes give pictures of strokes');
      return [...picture.strokes.points.slice(8 * mark, 8 * mark + 8)];
    };
    const whole = await draw(guides, settings, {
      3: async (drawing) => {
        held = named(drawing, 2);
        await drawing.apply({ type: 'alter', marks: [held], change: { opacity: 0 } });
        await drawing.apply({ type: 'hold', marks: [held] });
        before = numbers(drawing);
      },
    });
    expect(numbers(whole)).toEqual(before);
  });
});

describe('a drawing of strokes that begin where a picture matters', () => {
  it('lies on the figure and draws the same again', async () => {
    const settings = smallSettings('strokes', { begin: 'salient', iterations: 2 });
    const data = new Uint8Array(4 * 96 * 64).fill(255);
    for (let y = 16; y < 32; y++) {
      for (let x = 56; x < 80; x++) data.fill(30, 4 * (y * 96 + x), 4 * (y * 96 + x) + 3);
    }
    const sources = { image: { width: 96, height: 64, data } };
    const first = await Drawing.begin(settings, guides, sources);
    const picture = first.picture();
    if (picture.kind !== 'strokes') throw new Error('strokes give pictures of strokes');
    for (let i = 0; i < picture.strokes.points.length; i += 8) {
      const [x, y] = [64 * picture.strokes.points[i]!, 64 * picture.strokes.points[i + 1]!];
      expect(x).toBeGreaterThan(50);
      expect(y).toBeLessThan(38);
    }
    const second = await Drawing.begin(settings, guides, sources);
    await goOn(first);
    await goOn(second);
    expect(numbersOf(second.save())).toBe(numbersOf(first.save()));
  });
});
