/**
 * @file The presets that bear a published recipe's name have its values (kvfrans/clipdraw, yael-vinker/CLIPasso,
 * eps696/aphantasia, PyTorch-SVGRender's VectorFusion, es-clip, Arnheim 3). Lengths of pixels at 224 are given in
 * thousandths of the canvas.
 */
import { describe, expect, it } from 'vitest';
import { canvasKind } from '../canvas/index.js';
import { guidanceRows } from '../guidance/index.js';
import { defaultsOf } from '../parameters/index.js';
import { SeededGenerator } from '../random/index.js';
import { findPreset } from './index.js';

const pixels = (count: number): number => (1000 * count) / 224;

const published: readonly (readonly [string, Readonly<Record<string, number | string>>])[] = [
  [
    'clipdraw',
    {
      iterations: 1000,
      strokes: 256,
      views: 4,
      warp: 0.5,
      cropLeast: 0.7,
      cropMost: 0.9,
      margin: 0,
      noiseStart: 0,
      sketch: 0,
      colourRate: 10,
    },
  ],
  [
    'from-photo',
    {
      iterations: 2001,
      strokes: 16,
      segments: 1,
      begin: 'salient',
      fixedColours: '#000000',
      featureDistance: 1,
      cosine: 0,
      views: 5,
      wholeViews: 1,
      cropLeast: 0.8,
      warp: 0.5,
    },
  ],
  [
    'dream-fft',
    {
      width: 1280,
      height: 720,
      decay: 1.5,
      colours: 1.8,
      contrast: 1.1,
      pixelRate: 50,
      momentum: 0,
      iterations: 200,
    },
  ],
  ['blobs', { corners: 4, every: 100, crossing: 0.01, fadedOpacity: 0.05 }],
  ['low-poly', { shapes: 50, form: 'triangles', opacity: 0.5 }],
  ['pixel-art', { columns: 40, rows: 40, cellRate: 30, iterations: 250 }],
  [
    'line-sketch',
    { strokes: 24, segments: 8, fixedColours: '#000000', minWidth: 5, maxWidth: 20, begin: 'centred' },
  ],
  ['painterly', { strokes: 1024, minWidth: 10, maxWidth: 50 }],
];

describe('classic presets', () => {
  it.each(published)('%s has the published values', async (name, values) => {
    expect((await findPreset(name)).values).toMatchObject(values);
  });

  it('give lengths of pixels at 224 in thousandths of the canvas', async () => {
    const { values: clipdraw } = await findPreset('clipdraw');
    expect(clipdraw.pointRate).toBeCloseTo(pixels(1), 2);
    // diffvg counts half widths, and so do those who draw with it: 1 to 50 at a rate of .1; CLIPasso's 1.5.
    expect(clipdraw.widthRate).toBeCloseTo(pixels(0.2), 2);
    expect(clipdraw.minWidth).toBeCloseTo(pixels(2), 2);
    expect(clipdraw.maxWidth).toBeCloseTo(pixels(100), 1);
    const { values: photo } = await findPreset('from-photo');
    for (const width of ['minWidth', 'maxWidth', 'firstWidth'])
      expect(photo[width]).toBeCloseTo(pixels(3), 1);
    expect(photo.pointRate).toBeCloseTo(pixels(1), 2);
    const { values: blobs } = await findPreset('blobs');
    expect(blobs.firstSize).toBeCloseTo(pixels(20), 1);
    expect(blobs.tinyArea).toBeCloseTo((1e6 * 64) / 224 ** 2, 0);
  });

  it('slow their points at half and three quarters, as CLIPDraw does', async () => {
    const { rows, create } = canvasKind('strokes');
    const { groups } = await create({
      size: { width: 64, height: 64 },
      resolution: 64,
      paper: [1, 1, 1],
      values: { ...defaultsOf(rows), sketch: 0, pointRate: 10 },
      generator: SeededGenerator.fromSeed(1),
    });
    const points = groups.find(({ name }) => name === 'points');
    const rates = [0, 0.49, 0.5, 0.74, 0.75, 1].map((progress) => points?.rate(progress));
    expect(rates).toEqual([0.01, 0.01, 0.004, 0.004, 0.001, 0.001].map((rate) => expect.closeTo(rate, 9)));
  });

  it('weigh nine tiles of .2 against the whole of 1.8, as Arnheim 3 does, where tiles are looked at', () => {
    const { tilesAcross, wholeShare } = defaultsOf(guidanceRows);
    expect(tilesAcross ** 2).toBe(9);
    expect(wholeShare).toBeCloseTo(1.8 / (1.8 + 9 * 0.2), 10);
  });
});
