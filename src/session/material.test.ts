/** @file What a drawing is made from besides words: a background, an image, a start to stay near, marks, patches. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CanvasName, fillOnPaper, type SourceImage } from '../canvas/index.js';
import type { Guidance, Guide, Look } from '../guidance/index.js';
import { rasterise } from '../raster/index.js';
import type { Sources } from './canvas-of.js';
import { Drawing } from './drawing.js';
import { numbersOf, openGuides, smallSettings } from './drawing.reference.js';
import type { GuidePool, Guides } from './guide-pool.js';
import { marksOf } from './marks-of.js';
import { completeSettings, type DrawSettings, SettingsError } from './settings.js';

const SHA = 'ab'.repeat(32);

/** A picture of two halves with a white line between them. */
const halves = (width = 60, height = 40): SourceImage => ({
  width,
  height,
  data: Uint8Array.from({ length: 4 * width * height }, (_, i) => {
    const x = Math.floor(i / 4) % width;
    return [x < width / 2 ? 200 : 20, 90, x < width / 2 ? 10 : 220, 255][i % 4]!;
  }),
});

let pool: GuidePool;
beforeAll(async () => {
  pool = await openGuides();
});
afterAll(() => pool.close());

/** Guides that note what they are shown. */
function watched(seen: { image: Float32Array; look: Look }[]): Guides {
  return {
    threads: pool.threads,
    prepare: (settings, pictures) => pool.prepare(settings, pictures),
    async guide() {
      const guide = await pool.guide();
      const step: Guide['step'] = async (image, look, generator): Promise<Guidance> => {
        seen.push({ image: image.slice(), look });
        return await guide.step(image, look, generator);
      };
      return new Proxy(guide, {
        get(target, name) {
          const value: unknown = name === 'step' ? step : Reflect.get(target, name, target);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
    },
  };
}

async function draw(settings: DrawSettings, sources: Sources, steps = 4) {
  const seen: { image: Float32Array; look: Look }[] = [];
  const drawing = await Drawing.begin(settings, watched(seen), sources);
  for (let i = 0; i < steps; i++) await drawing.step();
  return { drawing, seen };
}

const largest = (a: Float32Array, b: Float32Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

describe('a background', () => {
  it('lies under the marks while they are painted and when they are scored', async () => {
    const values = { sketch: 0, opacity: 0, colourRate: 0 };
    const settings = smallSettings('strokes', { ...values, background: SHA });
    const { drawing, seen } = await draw(settings, { background: halves() });
    const kept = fillOnPaper(halves(), seen[0]!.look.size, [1, 1, 1]);
    expect(largest(seen[0]!.image, kept)).toBeLessThan(1e-6);
    expect(largest(seen[3]!.image, kept)).toBeLessThan(1e-6);
    expect(seen[0]!.look.paper).toEqual([1, 1, 1]);
    const bare = await draw(smallSettings('strokes', values), {});
    expect(await drawing.cleanScore()).not.toBe(await bare.drawing.cleanScore());
  });

  it('is refused where the medium would cover it', () => {
    for (const canvas of ['pixels', 'grid'])
      expect(() => completeSettings({ prompt: 'sun', canvas, background: SHA })).toThrow(
        `A background would be hidden under ${canvas}; paint on it with strokes, shapes, collage.`,
      );
    expect(() => completeSettings({ prompt: 'sun', canvas: 'shapes', patches: [SHA] })).toThrow(
      SettingsError,
    );
  });
});

describe('what a drawing stays near', () => {
  it.each<[CanvasName, object]>([
    ['shapes', {}],
    ['pixels', {}],
    ['pixels', { octaves: 3, octaveSteps: 2, side: 64 }],
    ['collage', { pieces: 3 }],
  ])('is its own first picture on %s %o, the same after a restart', async (canvas, more) => {
    const settings = smallSettings(canvas, { anchor: 20, ...more });
    const { drawing, seen } = await draw(settings, {});
    if (!('octaves' in more)) expect(largest(seen[0]!.look.start!, seen[0]!.image)).toBeLessThan(1e-6);
    expect(seen[3]!.look.start).toHaveLength(seen[3]!.image.length);
    const again: typeof seen = [];
    const restored = await Drawing.restore(drawing.save(), watched(again));
    await restored.step();
    await drawing.step();
    expect(again[0]!.look.start).toEqual(seen[4]!.look.start);
    expect(numbersOf(restored.save())).toBe(numbersOf(drawing.save()));
  });

  it('is the image where there is one', async () => {
    const settings = smallSettings('pixels', { anchor: 20, image: SHA });
    const { seen } = await draw(settings, { image: halves() }, 1);
    expect(seen[0]!.look.start).toEqual(fillOnPaper(halves(), seen[0]!.look.size, [1, 1, 1]));
  });

  it('is not made where nobody asks', async () => {
    const { seen } = await draw(smallSettings('shapes'), {}, 1);
    expect(seen[0]!.look.start).toBeUndefined();
  });
});

describe('the image of a drawing', () => {
  it('is followed where a row that takes a picture is left empty', async () => {
    const settings = smallSettings('shapes', { cosine: 0, featureDistance: 5, image: SHA, prompt: '' });
    const { drawing } = await draw(settings, { image: halves() });
    expect(drawing.score).toBe(0);
    const other = await draw(settings, { image: halves(40, 60) });
    expect(numbersOf(other.drawing.save())).not.toBe(numbersOf(drawing.save()));
    await expect(Drawing.begin(settings, pool)).rejects.toThrow(/or begin from an image/);
  });
});

describe('the marks of a saved work', () => {
  it.each(['strokes', 'shapes'] as const)('are what a drawing of %s begins from', async (canvas) => {
    const { drawing } = await draw(smallSettings(canvas), {});
    const from = await marksOf(drawing.save());
    const next = await Drawing.begin(smallSettings(canvas, { from }), pool);
    const [was, is] = [drawing.picture(), next.picture()];
    if (was.kind === 'strokes' && is.kind === 'strokes') {
      const size = { width: 96, height: 64 };
      const [before, after] = [was, is].map(({ strokes }) => rasterise(strokes, size, [1, 1, 1]));
      expect(largest(before!, after!)).toBeLessThan(1e-3);
    }
    expect(JSON.stringify(await marksOf(next.save()))).toBe(JSON.stringify(from));
    await next.step();
  });

  it('are not there in other media', async () => {
    const { drawing } = await draw(smallSettings('grid'), {}, 1);
    expect(await marksOf(drawing.save())).toBeUndefined();
    const { drawing: shapes } = await draw(smallSettings('shapes'), {}, 1);
    const from = await marksOf(shapes.save());
    expect(() => completeSettings({ prompt: 'sun', canvas: 'strokes', from })).toThrow(
      'A work of shapes cannot be gone on with as strokes.',
    );
  });
});
