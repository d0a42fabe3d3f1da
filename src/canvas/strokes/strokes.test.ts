import { describe, expect, it } from 'vitest';
import { SeededGenerator } from '../../random/index.js';
import { hasVaryingWidths, type Strokes } from '../../raster/index.js';
import type { Canvas, CanvasKind } from '../canvas.js';
import { conforms, type Example, makeCanvas, paint } from '../conformance.reference.js';
import type { SourceImage } from '../source-image.js';
import { strokes } from './index.js';

const kind = strokes as unknown as CanvasKind;

/** A dark disc on white, left of the middle. */
const photograph: SourceImage = {
  width: 60,
  height: 40,
  data: Uint8Array.from({ length: 60 * 40 * 4 }, (_, i) => {
    const [x, y] = [Math.floor(i / 4) % 60, Math.floor(i / 240)];
    if (i % 4 === 3) return 255;
    return Math.hypot(x - 22, y - 20) < 10 ? [40, 60, 160][i % 4]! : 255;
  }),
};

const few = { strokes: 5, begin: 'centred', minWidth: 20, firstWidth: 80, pointRate: 5 };
const example = (name: string, values: object, options?: Example['options']): Example => ({
  name,
  values: { ...few, ...values },
  step: 5e-5,
  ...(options ? { options } : {}),
});

conforms(kind, [
  example('one width each', {}),
  example('a width at every control point', { widthAlong: 'varying', segments: 2 }),
  example('ends that thin out', { taper: 0.7 }),
  example('varying widths that thin out', { taper: 0.5, widthAlong: 'varying' }),
  example('the colours of a palette', { fixedColours: '#1d3557 #e63946 #f1faee' }),
  example('twigs', { begin: 'branching' }),
  example('scattered', { begin: 'scattered' }),
  example('renewal', { renewEvery: 2, renewPart: 0.5, fadedOpacity: 0.3, begin: 'scattered' }),
  example('a picture', { begin: 'picture' }, { image: photograph }),
  example('lines that matter', { begin: 'salient', taper: 0.3 }, { image: photograph }),
]);

const strokesOf = (canvas: Canvas): Strokes => {
  const picture = canvas.picture();
  if (picture.kind !== 'strokes') throw new Error('strokes give pictures of strokes');
  return picture.strokes;
};

const make = (values: object, options?: Example['options']) => makeCanvas(kind, example('', values, options));

/** Mean of each channel. */
const meanColour = (colours: Float32Array): number[] =>
  [0, 1, 2].map((c) => {
    const channel = colours.filter((_, i) => i % 4 === c);
    return channel.reduce((sum, value) => sum + value, 0) / channel.length;
  });

describe('strokes', () => {
  it('begin in the ink of the words, as much of it as is asked for', async () => {
    const values = { begin: 'scattered', strokes: 64, lightness: 0.7 };
    const ink = [0, 0.2, 1] as const;
    const colourOf = async (tint: number) =>
      meanColour(strokesOf(await make({ ...values, tint }, { ink })).colours);
    const [red, green, blue] = await colourOf(0.5);
    expect(red).toBeCloseTo(0.35, 1);
    expect(green).toBeCloseTo(0.45, 1);
    expect(blue).toBeCloseTo(0.85, 1);
    for (const channel of await colourOf(0)) expect(Math.abs(channel - 0.7)).toBeLessThan(0.05);
  });

  it('follow a sketch that begins in the ink of the words', async () => {
    const canvas = await make({ begin: 'sketch', tint: 0.5 }, { ink: [1, 0, 0] });
    canvas.render([1, 1, 1]);
    const { width, height } = canvas.size;
    const middle = 3 * ((height >> 1) * width + (width >> 1));
    const [red, green, blue] = canvas.underdrawing!([1, 1, 1])!.subarray(middle);
    expect(red! - green!).toBeGreaterThan(0.3);
    expect(red! - blue!).toBeGreaterThan(0.3);
  });

  it('thin out to points at both ends under full taper', async () => {
    const shown = strokesOf(await make({ taper: 1, strokes: 1 }));
    expect(hasVaryingWidths(shown)).toBe(true);
    const [first, second, third, last] = shown.widths;
    expect([first, last]).toEqual([0, 0]);
    expect(second).toBeGreaterThan(0.01);
    expect(third).toBeCloseTo(second!);
  });

  it('show and save nothing but the colours of the palette', async () => {
    const canvas = await make({ fixedColours: '#ff0000 #0000ff', strokes: 12 });
    await paint(canvas, 4, SeededGenerator.fromSeed(1));
    const { colours } = strokesOf(canvas);
    for (let i = 0; i < colours.length; i += 4) {
      const rgb = [...colours.slice(i, i + 3)];
      expect([[1, 0, 0].join(), [0, 0, 1].join()]).toContain(rgb.join());
    }
  });

  it('draw in black alone, at one width and opacity, where rows say so', async () => {
    const canvas = await make({
      fixedColours: '#000000',
      opacity: 1,
      colourRate: 0,
      widthRate: 0,
      minWidth: 15,
      maxWidth: 15,
    });
    await paint(canvas, 4, SeededGenerator.fromSeed(1));
    const { colours, widths } = strokesOf(canvas);
    expect(new Set(colours.filter((_, i) => i % 4 < 3))).toEqual(new Set([0]));
    expect(new Set(colours.filter((_, i) => i % 4 === 3))).toEqual(new Set([1]));
    expect(new Set(widths)).toEqual(new Set([Math.fround(0.015)]));
    const image = await canvas.render([1, 1, 1]);
    expect(Math.min(...image)).toBeLessThan(0.7);
  });

  it('go on from a saved work as it is, tapered or not', async () => {
    for (const taper of [0, 0.6, 1]) {
      const work = await make({ taper, widthAlong: 'varying', firstWidth: 60 });
      await paint(work, 3, SeededGenerator.fromSeed(1));
      const picture = work.picture();
      const next = strokesOf(await make({ taper, widthAlong: 'varying' }, { picture }));
      strokesOf(work).widths.forEach((width, i) => {
        expect(next.widths[i]).toBeCloseTo(width, 6);
      });
      expect(next.points).toEqual(strokesOf(work).points);
    }
  });

  it('begin as a painting of the picture', async () => {
    const image = await (await make({ begin: 'picture', strokes: 16 }, { image: photograph })).render([
      1, 1, 1,
    ]);
    const at = (x: number, y: number) => [...image.slice(3 * (y * 48 + x), 3 * (y * 48 + x) + 3)];
    const [red, , blue] = at(18, 16);
    expect(red).toBeLessThan(0.5);
    expect(blue).toBeGreaterThan(red!);
    expect(Math.min(...at(44, 28))).toBeGreaterThan(0.8);
  });

  it('begin on the edges of the picture, where attention lies', async () => {
    const saliency = { width: 2, height: 1, data: Float32Array.of(1, 0) };
    const values = { begin: 'salient', strokes: 20 };
    const canvas = await make(values, { image: photograph, saliency, resolution: 224 });
    const { points } = strokesOf(canvas);
    let left = 0;
    for (let i = 0; i < points.length; i += 8) {
      // The disc's middle and radius in units of the canvas's shorter side; the fine edge is a pixel or two wide.
      expect(Math.abs(Math.hypot(points[i]! - 0.55, points[i + 1]! - 0.5) - 0.25)).toBeLessThan(0.12);
      if (points[i]! < 0.55) left++;
    }
    expect(left).toBeGreaterThan(12);
  });

  it('grow as twigs: every stroke begins on another one or in the middle, and later ones are thinner', async () => {
    const { points, widths } = strokesOf(await make({ begin: 'branching', strokes: 30, minWidth: 1 }));
    const places = new Set(['0.75 0.5']);
    for (let stroke = 0; stroke < 30; stroke++) {
      const own = points.slice(8 * stroke, 8 * stroke + 8);
      if (stroke >= 3) expect(places).toContain(`${own[0]} ${own[1]}`);
      for (let k = 1; k < 4; k++) places.add(`${own[2 * k]} ${own[2 * k + 1]}`);
    }
    const mean = (part: Float32Array) => part.reduce((sum, value) => sum + value, 0) / part.length;
    expect(mean(widths.slice(20))).toBeLessThan(0.8 * mean(widths.slice(0, 3)));
  });

  it('refuse to begin from a picture that is not there', async () => {
    await expect(make({ begin: 'salient' })).rejects.toThrow(/needs a picture/u);
  });
});

describe('renewal of strokes', () => {
  const generator = () => SeededGenerator.fromSeed(8);
  const values = { strokes: 6, renewEvery: 1, renewPart: 0, begin: 'scattered', colourRate: 0 };

  /** A guide that wants the lower right corner darker. */
  const wanting = (canvas: Canvas): Float32Array => {
    const { width, height } = canvas.size;
    return Float32Array.from({ length: 3 * width * height }, (_, i) => {
      const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
      return x > width - 10 && y > height - 10 ? 1 : 0;
    });
  };

  async function once(canvas: Canvas, held: ReadonlySet<number> = new Set(), progress = 0.5) {
    await canvas.render([1, 1, 1]);
    const imageGradient = wanting(canvas);
    await canvas.adjoint(imageGradient);
    return canvas.tend?.({ iteration: 4, progress, imageGradient, generator: generator(), held });
  }

  it('sends faded strokes to where most is missing, on top, and leaves the others as they are', async () => {
    const canvas = await make(values);
    const before = strokesOf(canvas);
    canvas.marks!.change(2, { opacity: 0.01 });
    expect(await once(canvas)).toEqual([0, 1, 3, 4, 5, -1]);
    const after = strokesOf(canvas);
    expect(after.points.slice(0, 16)).toEqual(before.points.slice(0, 16));
    expect(after.points.slice(16, 40)).toEqual(before.points.slice(24, 48));
    const [x, y] = canvas.marks!.centre(5);
    expect(x).toBeGreaterThan(1.1);
    expect(y).toBeGreaterThan(0.6);
    expect(after.colours[4 * 5]).toBeLessThan(0.6);
  });

  it('takes tiny strokes too, but neither held ones nor any at the end', async () => {
    const canvas = await make(values);
    canvas.marks!.change(1, { scale: 0.01, width: 0.001 });
    canvas.marks!.change(4, { opacity: 0 });
    expect(await once(canvas, new Set([4]))).toEqual([0, 2, 3, 4, 5, -1]);
    canvas.marks!.change(0, { opacity: 0 });
    expect(await once(canvas, new Set(), 0.9)).toBeUndefined();
  });

  it('takes those first whose leaving out would help most, which the loss without each of them shows', async () => {
    const canvas = await make({ ...values, renewPart: 0.34, fadedOpacity: 0, tinyArea: 0, strokes: 8 });
    const page = [1, 1, 1] as const;
    const image = (await canvas.render(page)).slice();
    const noise = SeededGenerator.fromSeed(9);
    const imageGradient = image.map(() => noise.normal());
    const whole = strokesOf(canvas);
    /** ⟨gradient, picture without the stroke − picture⟩ */
    const costs = [];
    for (let mark = 0; mark < 8; mark++) {
      const { colours } = whole;
      canvas.marks!.change(mark, { opacity: 0 });
      const without = await canvas.render(page);
      costs.push(without.reduce((sum, value, i) => sum + imageGradient[i]! * (value - image[i]!), 0));
      canvas.marks!.change(mark, { opacity: colours[4 * mark + 3]! });
    }
    await canvas.render(page);
    await canvas.adjoint(imageGradient);
    const tending = {
      iteration: 1,
      progress: 0,
      imageGradient,
      generator: generator(),
      held: new Set<number>(),
    };
    const order = canvas.tend?.(tending) ?? [];
    const worst = costs
      .map((cost, mark) => [cost, mark] as const)
      .filter(([cost]) => cost < 0)
      .sort(([a], [b]) => a - b)
      .slice(0, 2)
      .map(([, mark]) => mark);
    expect(worst).toHaveLength(2);
    const gone = Array.from({ length: 8 }, (_, mark) => mark).filter((mark) => !order.includes(mark));
    expect(gone).toEqual(worst.sort((a, b) => a - b));
  });
});
