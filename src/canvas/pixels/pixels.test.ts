import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../../parameters/index.js';
import { SeededGenerator } from '../../random/index.js';
import type { CanvasKind } from '../canvas.js';
import { conforms, type Example, makeCanvas, optionsOf, paint } from '../conformance.reference.js';
import type { SourceImage } from '../source-image.js';
import { pixels } from './index.js';

const kind = pixels as unknown as CanvasKind;

/** Slow waves in three colours. */
const photograph: SourceImage = {
  width: 60,
  height: 40,
  data: Uint8Array.from({ length: 60 * 40 * 4 }, (_, i) => {
    const [x, y] = [Math.floor(i / 4) % 60, Math.floor(i / 240)];
    return i % 4 === 3 ? 255 : Math.round(128 + 80 * Math.sin((x + 3 * (i % 4)) / 9) * Math.cos(y / 7));
  }),
};

const examples: readonly Example[] = [
  { name: 'frequencies', values: { contrast: 0 } },
  { name: 'frequencies kept at a contrast', values: { contrast: 1.1, colours: 1.8, decay: 1.5 } },
  { name: 'a pyramid', values: { space: 'pyramid', jitter: 3 } },
  { name: 'plain colours', values: { space: 'rgb', pixelRate: 20 } },
  { name: 'a larger size than the model sees, of odd sides', values: { side: 45 } },
  {
    name: 'octaves of a photograph, shifted',
    values: { space: 'rgb', start: 'image', octaves: 3, octaveSteps: 2, octaveScale: 1.5, jitter: 4 },
    options: { image: photograph },
  },
  {
    name: 'frequencies of a photograph',
    values: { start: 'image', contrast: 1, octaves: 2, octaveSteps: 4 },
    options: { image: photograph },
  },
];
conforms(kind, examples);

describe('pixels', () => {
  const image = photograph;

  it.each(['spectrum', 'pyramid', 'rgb'])('begin from a photograph in %s as it is', async (space) => {
    const example = { name: '', values: { space, start: 'image', contrast: 1.5 }, options: { image } };
    const canvas = await makeCanvas(kind, example);
    const shown = await canvas.render([1, 1, 1]);
    let most = 0;
    for (let y = 4; y < 28; y++) {
      for (let x = 4; x < 44; x++) {
        // Half a pixel of the canvas is 5/8 of one of the photograph.
        const at = 4 * (Math.round((y + 0.5) * 1.25 - 0.5) * 60 + Math.round((x + 0.5) * 1.25 - 0.5));
        for (let c = 0; c < 3; c++) {
          most = Math.max(most, Math.abs(shown[3 * (y * 48 + x) + c]! - image.data[at + c]! / 255));
        }
      }
    }
    expect(most).toBeLessThan(0.04);
  });

  it.each([
    ['spectrum', 1.2],
    ['spectrum', 0],
    ['pyramid', 1.2],
    ['rgb', 0],
  ])('change in a region alone where it is confined: %s at contrast %f', async (space, contrast) => {
    const example = { name: '', values: { space, contrast, side: 45, pixelRate: 40 } };
    const canvas = await makeCanvas(kind, example);
    await paint(canvas, 4, SeededGenerator.fromSeed(1));
    const { width, height } = canvas.size;
    const mask = Uint8Array.from({ length: width * height }, (_, i) => Number(i % width < width / 2));
    const shown = async () => (await canvas.render([1, 1, 1])).slice();
    const before = await shown();
    canvas.confine!({ outline: [], mask });
    const changes = async () => {
      const [outside, inside] = [0, 0].map(() => ({ most: 0 }));
      (await shown()).forEach((value, i) => {
        const part = mask[Math.floor(i / 3)] ? inside! : outside!;
        part.most = Math.max(part.most, Math.abs(value - before[i]!));
      });
      return { outside: outside!.most, inside: inside!.most };
    };
    expect(Math.max(...Object.values(await changes()))).toBeLessThan(1e-5);
    await paint(canvas, 12, SeededGenerator.fromSeed(1), 4);
    const painted = await changes();
    expect(painted.outside).toBeLessThan(1e-4);
    expect(painted.inside).toBeGreaterThan(0.05);
    // As restored in the middle of it, and as it is when the region is given up.
    const restored = await kind.restore(canvas.save(), optionsOf(kind, example.values));
    restored.confine!({ outline: [], mask });
    expect(restored.save()).toEqual(canvas.save());
    const last = await shown();
    canvas.confine!(undefined);
    (await shown()).forEach((value, i) => {
      expect(Math.abs(value - last[i]!)).toBeLessThan(1e-5);
    });
  });

  it('begin from a saved work as it is', async () => {
    const values = { space: 'pyramid' };
    const work = await makeCanvas(kind, { name: '', values });
    await paint(work, 4, SeededGenerator.fromSeed(1));
    const picture = work.picture();
    const next = await makeCanvas(kind, { name: '', values, options: { picture } });
    const rgb = next.picture();
    if (picture.kind !== 'pixels' || rgb.kind !== 'pixels') throw new Error('pixels give pictures of pixels');
    rgb.rgb.forEach((byte, i) => {
      expect(Math.abs(byte - picture.rgb[i]!)).toBeLessThanOrEqual(1);
    });
  });

  it('grow through the octaves to the full size, with the detail of the photograph', async () => {
    const values = {
      space: 'rgb',
      start: 'image',
      octaves: 3,
      octaveSteps: 2,
      octaveScale: 1.5,
      pixelRate: 0,
    };
    const canvas = await makeCanvas(kind, { name: '', values, options: { image } });
    const whole = await makeCanvas(kind, { name: '', values: { ...values, octaves: 1 }, options: { image } });
    const sizes = [];
    for (let step = 0; step < 6; step++) {
      sizes.push(canvas.size.width);
      await paint(canvas, 1, SeededGenerator.fromSeed(1), step);
    }
    expect(sizes).toEqual([24, 24, 32, 32, 48, 48]);
    const [grown, straight] = [await canvas.render([1, 1, 1]), await whole.render([1, 1, 1])];
    grown.forEach((value, i) => {
      expect(value).toBeCloseTo(straight[i]!, 5);
    });
  });

  it('say what is missing where they are to begin from an image', async () => {
    const values = { ...defaultsOf(pixels.rows), start: 'image' as const };
    const making = makeCanvas(kind, { name: '', values });
    await expect(making).rejects.toThrow(/no image was given/u);
  });
});
