/** @file What a hand may rely on, in every medium: what is held stays to the bit, and every edit is drawn again. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Picture, paintCells, paintField } from '../../canvas/index.js';
import type { DrawnPicture } from '../../marks/index.js';
import { bytesOfImage, type RasterSize } from '../../raster/index.js';
import { Drawing } from '../drawing.js';
import {
  canvasNames,
  draw,
  kept,
  type Meanwhile,
  numbersOf,
  openGuides,
  smallSettings,
} from '../drawing.reference.js';
import type { DrawingState } from '../drawing-state.js';
import type { GuidePool } from '../guide-pool.js';
import type { Change } from './change.js';

let guides: GuidePool;
beforeAll(async () => {
  guides = await openGuides();
});
afterAll(() => guides.close());

const RED = [1, 0, 0, 1];

/** A mark as a hand would draw it; nothing for media whose marks are not drawn by hand. */
const dotOf: Readonly<Partial<Record<Picture['kind'], (x: number) => DrawnPicture>>> = {
  shapes: (x) => ({
    kind: 'shapes',
    kinds: [2],
    corners: [1],
    points: [x, 0.3],
    radii: [0.1],
    angles: [],
    colours: RED,
  }),
  strokes: (x) => ({
    kind: 'strokes',
    segments: [1],
    points: [x, 0.3, x, 0.4, x, 0.5, x, 0.6],
    widths: [0.05],
    colours: RED,
  }),
};

/** A picture without marks, height·width·3. */
async function bytesShown(picture: Picture, size: RasterSize): Promise<Uint8Array> {
  if (picture.kind === 'field') return bytesOfImage(await paintField(picture, size));
  if (picture.kind === 'grid') return bytesOfImage(paintCells(picture.layout, picture.colours, size));
  if (picture.kind !== 'pixels') throw new Error(`A picture of ${picture.kind} has marks.`);
  expect([picture.width, picture.height]).toEqual([size.width, size.height]);
  return picture.rgb;
}

/** The bytes of one mark in each group, and those of its moments. */
function bytesOfMark(drawing: Drawing, name: number): string {
  const { easel } = drawing as unknown as {
    easel: {
      canvas: {
        groups: { values: Float32Array }[];
        marks: { span(group: number, mark: number): [number, number] };
      };
    };
  };
  const { arrays } = drawing.save();
  const mark = drawing.handiwork.marks.indexOf(name);
  return easel.canvas.groups
    .flatMap(({ values }, group) => {
      const span = easel.canvas.marks.span(group, mark);
      const moments = arrays[`now/moments/${group}/first`] as Float32Array;
      return [values, moments].map((numbers) =>
        Buffer.from(numbers.slice(...span).buffer).toString('base64'),
      );
    })
    .join(';');
}

describe.each(canvasNames)('by hand, in %s,', (canvas) => {
  let drawing: Drawing;
  let first: DrawingState;
  beforeAll(async () => {
    drawing = await Drawing.begin(smallSettings(canvas, { iterations: 60 }), guides);
    for (let step = 0; step < 4; step++) await drawing.step();
    first = kept(drawing.save());
  });
  const hasMarks = () => drawing.handiwork.marks.length > 0;
  /** Goes back to step 4 and on from there, to the step before which the last thing is done. */
  async function again(at: Meanwhile): Promise<void> {
    await drawing.load(first);
    const last = Math.max(...Object.keys(at).map(Number));
    for (;;) {
      await at[drawing.iteration]?.(drawing);
      if (drawing.iteration === last) return;
      await drawing.step();
    }
  }
  /** The same drawing, from its settings alone. */
  const redrawn = () =>
    draw(guides, structuredClone({ ...drawing.settings, stopAt: drawing.iteration, keep: 'last' as const }));

  it('nothing is done to marks where there are none', async () => {
    if (hasMarks()) return;
    const before = numbersOf(drawing.save());
    for (const change of [
      { type: 'hold', marks: [0] },
      { type: 'alter', marks: [0], change: { move: [0.1, 0] } },
      { type: 'add', picture: dotOf.strokes!(0.5) },
    ] as Change[]) {
      await expect(drawing.apply(change)).rejects.toThrow('This medium has no single marks');
    }
    expect(numbersOf(drawing.save())).toBe(before);
  });

  it('held marks do not change by a bit in 50 steps, nor do their moments, and go on when released', async () => {
    if (!hasMarks()) return;
    const seen: string[][] = [];
    const look = (at: Drawing) => seen.push([1, 3].map((mark) => bytesOfMark(at, mark)));
    await again({
      5: async (at) => {
        await at.apply({ type: 'hold', marks: [1, 3] });
        look(at);
      },
      // What is set, moved, drawn and taken away around them may not touch them either.
      20: (at) => at.apply({ type: 'values', values: { noiseStart: 0.2 } }),
      25: (at) => at.apply({ type: 'alter', marks: [0], change: { move: [0.1, 0.1], opacity: 0.5 } }),
      30: (at) => at.apply({ type: 'remove', marks: [2] }),
      55: async (at) => {
        look(at);
        await at.apply({ type: 'release', marks: [1] });
      },
      57: async (at) => look(at),
    });
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]![0]).not.toBe(seen[0]![0]);
    expect(seen[2]![1]).toBe(seen[0]![1]);
    expect(drawing.handiwork.held).toEqual([3]);
  });

  it('a held mark that the ranges would clamp stays as it was drawn, whatever is done to others', async () => {
    const dot = dotOf[drawing.picture().kind];
    if (!dot) return;
    const seen: string[] = [];
    let wide = -1;
    await again({
      5: async (at) => {
        const drawn = dot(0.5);
        const huge = drawn.kind === 'strokes' ? { ...drawn, widths: [1.5] } : { ...drawn, radii: [12] };
        [wide = -1] = await at.apply({ type: 'add', picture: huge });
        await at.apply({ type: 'hold', marks: [wide] });
        seen.push(bytesOfMark(at, wide));
        await at.apply({ type: 'alter', marks: [0], change: { move: [0.1, 0] } });
        seen.push(bytesOfMark(at, wide));
      },
      15: async (at) => void seen.push(bytesOfMark(at, wide)),
    });
    expect(new Set(seen).size).toBe(1);
  });

  it('marks outside the lasso stay as they are', async () => {
    if (!hasMarks()) return;
    const outline: [number, number][] = [
      [0, 0],
      [0.75, 0],
      [0.75, 1],
      [0, 1],
    ];
    let before: string[] = [];
    let free: readonly number[] = [];
    // Marks all over the page, wherever the model would have them.
    const placed = { strokes: { begin: 'scattered' }, shapes: { spread: 0.3 }, collage: {} };
    const settings = smallSettings(canvas, placed[canvas as keyof typeof placed]);
    const lassoed = await draw(guides, settings, {
      4: async (at) => {
        await at.apply({ type: 'region', outline });
        before = at.handiwork.marks.map((mark) => bytesOfMark(at, mark));
        const { outside } = at.save().facts.marks.frozen;
        free = at.handiwork.marks.filter((mark) => !outside.includes(mark));
      },
    });
    expect(free.length).toBeGreaterThan(0);
    expect(free.length).toBeLessThan(before.length);
    before.forEach((bytes, mark) => {
      expect(bytesOfMark(lassoed, mark) === bytes).toBe(!free.includes(mark));
    });
  });

  it('pixels outside the lasso stay as they are', async () => {
    if (hasMarks()) return;
    let before: Uint8Array | undefined;
    const outline: [number, number][] = [
      [0, 0],
      [0.75, 0],
      [0.75, 1],
      [0, 1],
    ];
    const size = { width: 96, height: 64 };
    const shown = async (at: Drawing) => bytesShown(at.picture(), size);
    const lassoed = await draw(guides, smallSettings(canvas), {
      4: async (at) => {
        await at.apply({ type: 'region', outline });
        before = await shown(at);
      },
    });
    const changed = [0, 0];
    (await shown(lassoed)).forEach((value, i) => {
      const x = ((Math.floor(i / 3) % size.width) + 0.5) / size.height;
      const part = x < 0.75 ? 1 : 0;
      // A cell on the edge is worked on as a whole.
      if (canvas === 'grid' && part === 0 && x < 0.85) return;
      changed[part] = Math.max(changed[part]!, Math.abs(value - before![i]!));
    });
    // A number that lies between two bytes may fall either way.
    expect(changed[0]).toBeLessThanOrEqual(canvas === 'pixels' ? 1 : 0);
    expect(changed[1]).toBeGreaterThan(4);
  });

  it('marks are moved, recoloured and removed; the others keep their numbers, names and moments', async () => {
    if (!hasMarks()) return;
    await again({
      5: async (at) => {
        const bytes = bytesOfMark(at, 4);
        await at.apply({ type: 'alter', marks: [1], change: { move: [0.1, -0.1], colour: [0, 0, 1] } });
        await at.apply({ type: 'remove', marks: [0, 3] });
        expect(bytesOfMark(at, 4)).toBe(bytes);
        expect(at.handiwork.marks.slice(0, 3)).toEqual([1, 2, 4]);
        for (const mark of [0, 3, 9999]) {
          await expect(at.apply({ type: 'hold', marks: [1, mark] })).rejects.toThrow(`no mark ${mark}`);
        }
        expect(at.handiwork.held).toEqual([]);
      },
      9: async () => {},
    });
    expect(numbersOf((await redrawn()).save())).toBe(numbersOf(drawing.save()));
  });

  it('marks are drawn and replaced, and an edited drawing is drawn again to the byte', async () => {
    const dot = dotOf[drawing.picture().kind];
    if (!dot) return;
    let count = 0;
    await again({
      5: async (at) => {
        count = at.handiwork.marks.length;
        const added = await at.apply({ type: 'add', picture: dot(0.7) });
        const replaced = await at.apply({ type: 'replace', mark: 2, picture: dot(0.2) });
        await at.apply({ type: 'hold', marks: [...replaced] });
        expect([added, replaced]).toEqual([[count], [count + 1]]);
        expect([at.handiwork.marks[2], at.handiwork.marks.at(-1)]).toEqual([count + 1, count]);
        const { points, colours } = Object.values(at.picture())[1] as Record<string, Float32Array>;
        expect([...colours!.slice(-4)]).toEqual(RED);
        expect([...points!]).toContain(Math.fround(0.2));
      },
      12: (at) => at.apply({ type: 'release', marks: [count + 1] }),
      14: async () => {},
    });
    const twin = await redrawn();
    expect(numbersOf(twin.save())).toBe(numbersOf(drawing.save()));
    expect(twin.handiwork.marks).toEqual(drawing.handiwork.marks);
  });
});
