import { describe, expect, it } from 'vitest';
import { SeededGenerator } from '../../random/index.js';
import type { CanvasKind } from '../canvas.js';
import { conforms, type Example, makeCanvas, paint } from '../conformance.reference.js';
import { addPaletteGradient, parsePalette, snapped } from '../palette.js';
import type { SourceImage } from '../source-image.js';
import { CellMap, paintCells } from './cell-map.js';
import { type CellShape, cellOutlines, cellShapes, type GridLayout } from './cells.js';
import { grid } from './index.js';

const kind = grid as unknown as CanvasKind;
const shapes = Object.keys(cellShapes) as CellShape[];
const layoutOf = (cells: CellShape): GridLayout => ({ cells, columns: 17, rows: 16, width: 1.5, height: 1 });

const red: SourceImage = {
  width: 3,
  height: 2,
  data: Uint8Array.from({ length: 24 }, (_, i) => (i % 4 === 0 || i % 4 === 3 ? 255 : 0)),
};

const examples: readonly Example[] = [
  ...shapes.map((cells) => ({ name: cells, values: { cells, columns: 16, rows: 16 } })),
  { name: 'a palette', values: { paletteColours: '#000000 #ffffff #ff0000', columns: 20, rows: 16 } },
  { name: 'an image', values: { start: 'image' }, options: { image: red } },
];
conforms(kind, examples);

/** Whether a point lies in a polygon, by counting crossings. */
function contains(corners: readonly number[], x: number, y: number): boolean {
  let isInside = false;
  for (let i = 0; i < corners.length; i += 2) {
    const j = (i + 2) % corners.length;
    const [ax, ay, bx, by] = [corners[i]!, corners[i + 1]!, corners[j]!, corners[j + 1]!];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) isInside = !isInside;
  }
  return isInside;
}

describe('cells', () => {
  it.each(shapes)('of %s fill the canvas without gap or overlap', (cells) => {
    const layout = layoutOf(cells);
    const count = [...cellOutlines(layout)].length;
    const image = paintCells(layout, new Float32Array(3 * count).fill(1), { width: 73, height: 51 });
    image.forEach((value) => {
      expect(value).toBeCloseTo(1, 5);
    });
  });

  it.each(shapes)('of %s cover what dense samples find', (cells) => {
    const layout = layoutOf(cells);
    const outlines = [...cellOutlines(layout)];
    const size = { width: 48, height: 32 };
    const colours = new Float32Array(3 * outlines.length).map((_, i) => ((i * 7919) % 101) / 101);
    const image = paintCells(layout, colours, size);
    const dense = 40;
    for (const [px, py] of [
      [0, 0],
      [1, 2],
      [13, 7],
      [30, 19],
      [47, 31],
    ] as const) {
      let sum = 0;
      for (let j = 0; j < dense; j++) {
        for (let i = 0; i < dense; i++) {
          const x = (1.5 * (px + (i + 0.5) / dense)) / size.width;
          const y = (py + (j + 0.5) / dense) / size.height;
          const cell = outlines.findIndex((corners) => contains(corners, x, y));
          sum += colours[3 * cell]!;
        }
      }
      expect(Math.abs(image[3 * (py * 48 + px)]! - sum / dense ** 2)).toBeLessThan(0.02);
    }
  });

  it('are painted alike with the map kept and without', () => {
    const layout = layoutOf('hexagon');
    const size = { width: 48, height: 32 };
    const map = new CellMap(layout, size);
    const colours = new Float32Array(3 * map.count).map((_, i) => (i % 11) / 11);
    const image = new Float32Array(3 * 48 * 32);
    map.forward(colours, image);
    paintCells(layout, colours, size).forEach((value, i) => {
      expect(image[i]).toBeCloseTo(value, 6);
    });
    map.means(new Float32Array(image.length).fill(0.25)).forEach((value) => {
      expect(value).toBeCloseTo(0.25, 5);
    });
  });
});

describe('a palette', () => {
  const palette = parsePalette('#ff0000, #00FF00 #0000ff');

  it('is read from its text', () => {
    expect(palette).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(parsePalette('')).toEqual([]);
  });

  it('pulls by the gradient of the squared distance to the nearest colour', () => {
    const colours = Float32Array.of(0.8, 0.1, 0.3, 0.2, 0.3, 0.6);
    const loss = (at: Float32Array) => {
      const goal = snapped(palette, at);
      return (5 * at.reduce((sum, value, i) => sum + (value - goal[i]!) ** 2, 0)) / 2;
    };
    const gradient = new Float32Array(6);
    addPaletteGradient(palette, 5, colours, gradient);
    gradient.forEach((value, i) => {
      const [up, down] = [1e-2, -1e-2].map((step) => colours.map((x, k) => (k === i ? x + step : x)));
      expect(value).toBeCloseTo((loss(up!) - loss(down!)) / 2e-2, 3);
    });
  });

  it('is all that the picture shows, and at the end all that is painted', async () => {
    const canvas = await makeCanvas(kind, { name: '', values: { paletteColours: '#000000 #ffffff' } });
    await paint(canvas, 2, SeededGenerator.fromSeed(1));
    const picture = canvas.picture();
    if (picture.kind !== 'grid') throw new Error('a grid gives a picture of cells');
    expect([...picture.colours].every((value) => value === 0 || value === 1)).toBe(true);
    expect([...(await canvas.render([1, 1, 1]))].some((value) => value > 0.1 && value < 0.9)).toBe(true);
    const imageGradient = new Float32Array(3);
    canvas.tend?.({
      iteration: 9,
      progress: 1,
      imageGradient,
      generator: SeededGenerator.fromSeed(1),
      held: new Set(),
    });
    expect(canvas.save().colours).toEqual(picture.colours);
  });
});
