/** @file The SVG looks like our own raster in two independent renderers, and is well-formed whatever the title. */
import { Resvg } from '@resvg/resvg-js';
import { createCanvas, loadImage } from 'canvas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeededGenerator } from '../random/index.js';
import { type RasterSize, type Rgb, rasterise, type Strokes } from '../raster/index.js';
import { randomStrokes } from './sample.reference.js';
import { strokesToSvg } from './strokes-svg.js';

const paper: Rgb = [0.9, 0.95, 1];
const size = { width: 160, height: 120 };
const sheet = { size, ground: '<rect width="160" height="120" fill="#e6f2ff"/>', title: 'scene' };

async function bySkia(svg: string, { width, height }: RasterSize): Promise<Uint8ClampedArray> {
  const context = createCanvas(width, height).getContext('2d');
  context.drawImage(await loadImage(Buffer.from(svg)), 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
}

const byResvg = (svg: string): Uint8ClampedArray => Uint8ClampedArray.from(new Resvg(svg).render().pixels);

/** Mean absolute difference of RGB in 1/255. */
function difference(rgba: Uint8ClampedArray, strokes: Strokes): number {
  const ours = rasterise(strokes, size, paper);
  const pixels = size.width * size.height;
  let sum = 0;
  for (let i = 0; i < pixels; i++)
    for (let c = 0; c < 3; c++) sum += Math.abs(rgba[4 * i + c]! - 255 * ours[3 * i + c]!);
  return sum / (3 * pixels);
}

describe('strokesToSvg', () => {
  it.each([1, 2, 3, 4])('is drawn by Skia and resvg as we draw it (scene %i)', async (seed) => {
    const strokes = randomStrokes(40, seed);
    const svg = strokesToSvg(strokes, sheet);
    expect(difference(await bySkia(svg, size), strokes)).toBeLessThan(1.5);
    expect(difference(byResvg(svg), strokes)).toBeLessThan(1.5);
  });

  it.each([1, 2, 3, 4])(
    'is drawn so with widths that vary along the strokes too (scene %i)',
    async (seed) => {
      const even = randomStrokes(40, seed);
      const generator = SeededGenerator.fromSeed(seed);
      const each = Array.from(even.segments, (segments, i) =>
        Array.from({ length: 3 * segments + 1 }, () => even.widths[i]! * generator.uniform(0, 2)),
      );
      const strokes = { ...even, widths: Float32Array.from(each.flat()) };
      const svg = strokesToSvg(strokes, sheet);
      expect(difference(await bySkia(svg, size), strokes)).toBeLessThan(1.5);
      expect(difference(byResvg(svg), strokes)).toBeLessThan(1.5);
      expect(svg.match(/<path d="/g)).toHaveLength(40);
    },
  );

  it('has one path a stroke, with as many curves as segments', () => {
    const strokes = randomStrokes(30, 5);
    const paths = strokesToSvg(strokes, sheet).match(/<path d="[^"]*"/g) ?? [];
    expect(paths).toHaveLength(30);
    expect(paths.map((path) => path.split('C').length - 1)).toEqual([...strokes.segments]);
  });

  it('draws nothing but paper when there are no strokes', async () => {
    const none = randomStrokes(0, 1);
    expect(difference(byResvg(strokesToSvg(none, sheet)), none)).toBeLessThan(0.51);
  });

  it('stays well-formed with any title and metadata', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (title, metadata) => {
        const svg = strokesToSvg(randomStrokes(1, 1), {
          ...sheet,
          size: { width: 8, height: 8 },
          title,
          metadata,
        });
        expect(new Resvg(svg).width).toBe(8);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps the metadata readable', () => {
    const svg = strokesToSvg(randomStrokes(1, 1), {
      ...sheet,
      metadata: JSON.stringify({ prompt: 'a < b & "c"' }),
    });
    expect(svg).toContain(
      '<metadata>{&quot;prompt&quot;:&quot;a &lt; b &amp; \\&quot;c\\&quot;&quot;}</metadata>',
    );
  });
});
