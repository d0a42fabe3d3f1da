import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Picture } from '../canvas/index.js';
import { Drawing } from './drawing.js';
import { canvasNames, numbersOf, openGuides, smallSettings, withFaults } from './drawing.reference.js';
import type { DrawingState } from './drawing-state.js';
import type { GuidePool } from './guide-pool.js';
import type { DrawSettings } from './settings.js';
import type { Change } from './steering/change.js';
import type { DrawnPicture } from './steering/drawn-picture.js';

let guides: GuidePool;
beforeAll(async () => {
  guides = await openGuides();
});
afterAll(() => guides.close());

/** Draws to the end as the session does. @param at what to do before which step */
async function draw(
  settings: DrawSettings,
  at: Readonly<Record<number, (drawing: Drawing) => Promise<unknown>>> = {},
): Promise<Drawing> {
  const drawing = await Drawing.begin(settings, guides);
  await goOn(drawing, at);
  return drawing;
}

async function goOn(
  drawing: Drawing,
  at: Readonly<Record<number, (drawing: Drawing) => Promise<unknown>>> = {},
): Promise<void> {
  for (;;) {
    await drawing.followScript();
    await at[drawing.iteration]?.(drawing);
    if (drawing.done) break;
    await drawing.step();
  }
  await drawing.finish();
}

/** As a checkpoint keeps it: the facts as text, the arrays by value. */
const kept = ({ facts, arrays }: DrawingState): DrawingState =>
  structuredClone({ facts: JSON.parse(JSON.stringify(facts)), arrays });

describe.each(canvasNames)('a drawing of %s', (canvas) => {
  it('goes on from a saved state bit by bit as if it had not been interrupted', async () => {
    const whole = await draw(smallSettings(canvas));
    let saved: DrawingState | undefined;
    await draw(smallSettings(canvas), { 5: async (drawing) => (saved = kept(drawing.save())) });
    const resumed = await Drawing.restore(saved!, guides);
    expect(resumed.iteration).toBe(5);
    await goOn(resumed);
    expect(numbersOf(resumed.save())).toBe(numbersOf(whole.save()));
    expect(resumed.picture()).toEqual(whole.picture());
    expect(await resumed.cleanScore()).toBe(await whole.cleanScore());
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
      smallSettings(canvas),
      Object.fromEntries(
        Object.entries(changes).map(([step, change]) => [step, (drawing: Drawing) => drawing.apply(change)]),
      ),
    );
    expect(changed.iteration).toBe(16);
    expect(changed.settings.changes.map(({ iteration }) => iteration)).toEqual([2, 4, 6, 9, 16]);
    const again = await draw(structuredClone(changed.settings));
    expect(numbersOf(again.save())).toBe(numbersOf(changed.save()));
    const plain = await draw(smallSettings(canvas, { iterations: 16 }));
    expect(numbersOf(plain.save())).not.toBe(numbersOf(changed.save()));
  });

  it('returns to an earlier state and goes another way, which is redrawn as well', async () => {
    let saved: DrawingState | undefined;
    const drawing = await draw(smallSettings(canvas), {
      3: async (early) => (saved = early.save()),
      7: (late) => late.apply({ type: 'prompt', prompt: 'tree' }),
    });
    await drawing.load(saved!);
    expect([drawing.iteration, drawing.now.prompt, drawing.settings.changes]).toEqual([3, 'umbrella', []]);
    await drawing.apply({ type: 'prompt', prompt: 'house' });
    await goOn(drawing);
    const again = await draw(structuredClone(drawing.settings));
    expect(again.settings.changes).toHaveLength(1);
    expect(numbersOf(again.save())).toBe(numbersOf(drawing.save()));
  });

  it('can keep its best picture and is redrawn with it', async () => {
    const settings = smallSettings(canvas, { keep: 'best', iterations: 30 });
    const drawing = await draw(settings);
    const score = await drawing.cleanScore();
    const last = await draw(smallSettings(canvas, { iterations: 30 }));
    expect(score).toBeGreaterThanOrEqual(await last.cleanScore());
    const again = await draw(structuredClone(drawing.settings));
    expect(again.picture()).toEqual(drawing.picture());
  });

  it('stops by itself when the score has stopped growing', async () => {
    const drawing = await draw(smallSettings(canvas, { iterations: 200, patience: 10, leastGain: 0.1 }));
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

const RED = [1, 0, 0, 1];

function marksOf(picture: Picture): { readonly points: Float32Array; readonly colours: Float32Array } {
  if (picture.kind === 'strokes') return picture.strokes;
  if (picture.kind === 'shapes') return picture.shapes;
  throw new Error(`a picture of ${(picture as Picture).kind} has no marks`);
}

describe.each(['strokes', 'shapes'] as const)('marks of %s', (canvas) => {
  /** The numbers of one mark in each group, and its moments. */
  function numbersOfMark(drawing: Drawing, mark: number): string {
    const { easel } = drawing as unknown as {
      easel: {
        canvas: {
          groups: { values: Float32Array }[];
          marks: { span(g: number, m: number): [number, number] };
        };
      };
    };
    const { arrays } = drawing.save();
    return easel.canvas.groups
      .flatMap(({ values }, group) => {
        const span = easel.canvas.marks.span(group, mark);
        const moments = arrays[`now/moments/${group}/first`] as Float32Array;
        return [values.slice(...span), moments.slice(...span)].map((numbers) => numbers.join());
      })
      .join(';');
  }

  it('do not change by a bit while they are held, nor do their moments, and go on when released', async () => {
    const seen: string[] = [];
    const look = async (drawing: Drawing) => void seen.push(numbersOfMark(drawing, 2));
    await draw(smallSettings(canvas, { iterations: 14 }), {
      4: async (drawing) => {
        await drawing.apply({ type: 'hold', marks: [2, 5] });
        // What would clamp it may not touch it either.
        await look(drawing);
      },
      6: (drawing) => drawing.apply({ type: 'values', values: { noiseStart: 0.2 } }),
      10: async (drawing) => {
        await look(drawing);
        await drawing.apply({ type: 'release', marks: [2] });
      },
      12: look,
    });
    expect(seen[1]).toBe(seen[0]);
    expect(seen[2]).not.toBe(seen[1]);
  });

  it('stay as they are outside the region that is worked on', async () => {
    const outline: [number, number][] = [
      [0, 0],
      [0.75, 0],
      [0.75, 1],
      [0, 1],
    ];
    let before: string[] = [];
    let free: number[] = [];
    const drawing = await draw(smallSettings(canvas, { spread: canvas === 'shapes' ? 0.3 : 1 }), {
      4: async (at) => {
        await at.apply({ type: 'region', outline });
        before = Array.from({ length: 8 }, (_, mark) => numbersOfMark(at, mark));
        const { outside } = at.save().facts.frozen;
        free = before.map((_, mark) => mark).filter((mark) => !outside.includes(mark));
      },
    });
    expect(free.length).toBeGreaterThan(0);
    expect(free.length).toBeLessThan(8);
    before.forEach((numbers, mark) => {
      expect(numbersOfMark(drawing, mark) === numbers).toBe(!free.includes(mark));
    });
  });

  it('are moved, recoloured, removed, added and replaced by hand; the others keep their moments', async () => {
    const dot = (x: number): DrawnPicture =>
      canvas === 'shapes'
        ? {
            kind: 'shapes',
            kinds: [2],
            corners: [1],
            points: [x, 0.3],
            radii: [0.1],
            angles: [],
            colours: RED,
          }
        : {
            kind: 'strokes',
            segments: [1],
            points: [x, 0.3, x, 0.4, x, 0.5, x, 0.6],
            widths: [0.05],
            colours: RED,
          };
    const drawing = await draw(smallSettings(canvas), {
      5: async (at) => {
        const kept = numbersOfMark(at, 4);
        await at.apply({ type: 'hold', marks: [6] });
        await at.apply({ type: 'alter', marks: [1], change: { move: [0.1, -0.1], colour: [0, 0, 1] } });
        await at.apply({ type: 'remove', marks: [0, 3] });
        await at.apply({ type: 'add', picture: dot(0.7) });
        await at.apply({ type: 'replace', mark: 0, picture: dot(0.2) });
        expect(numbersOfMark(at, 2)).toBe(kept);
        expect(at.held).toEqual([4]);
        const { colours, points } = marksOf(at.picture());
        expect(colours).toHaveLength(4 * 7);
        expect([...colours.slice(-4)]).toEqual(RED);
        expect(points[0]).toBeCloseTo(0.2, 6);
      },
    });
    const again = await draw(structuredClone(drawing.settings));
    expect(numbersOf(again.save())).toBe(numbersOf(drawing.save()));
  });
});

describe('a drawing of strokes that follow a sketch', () => {
  it('neither stops nor chooses its best by scores of the sketch, which nobody sees', async () => {
    const settings = { sketch: 24, iterations: 60, patience: 5, leastGain: 0.1, keep: 'best' };
    const drawing = await Drawing.begin(smallSettings('strokes', settings), guides);
    while (drawing.iteration < 24) await drawing.step();
    expect(drawing.onPlateau).toBe(false);
    expect(drawing.save().facts.bestFrozen).toBeNull();
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
  const hold = (drawing: Drawing) => drawing.apply({ type: 'hold', marks: [0, 2] });

  it('never renews a held stroke, however little it does, and goes on bit by bit', async () => {
    let saved: DrawingState | undefined;
    const whole = await draw(settings, {
      3: hold,
      7: async (drawing) => (saved = kept(drawing.save())),
    });
    expect(whole.held).toHaveLength(2);
    const resumed = await Drawing.restore(saved!, guides);
    await goOn(resumed);
    expect(numbersOf(resumed.save())).toBe(numbersOf(whole.save()));
    const free = await draw(settings);
    expect(numbersOf(free.save())).not.toBe(numbersOf(whole.save()));
  });

  it('keeps the numbers of held strokes to the bit, wherever they stand', async () => {
    let before: readonly number[] = [];
    const numbers = (drawing: Drawing, mark: number): readonly number[] => {
      const picture = drawing.picture();
      if (picture.kind !== 'strokes') throw new Error('strokes give pictures of strokes');
      return [...picture.strokes.points.slice(8 * mark, 8 * mark + 8)];
    };
    const whole = await draw(settings, {
      3: async (drawing) => {
        await drawing.apply({ type: 'alter', marks: [2], change: { opacity: 0 } });
        await drawing.apply({ type: 'hold', marks: [2] });
        before = numbers(drawing, 2);
      },
    });
    expect(numbers(whole, whole.held[0]!)).toEqual(before);
  });
});
