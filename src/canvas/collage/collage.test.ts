import { createCanvas, ImageData } from 'canvas';
import { describe, expect, it } from 'vitest';
import { SeededGenerator } from '../../random/index.js';
import type { CanvasKind } from '../canvas.js';
import { conforms, makeCanvas, paint } from '../conformance.reference.js';
import type { CollagePicture } from '../picture.js';
import type { SourceImage } from '../source-image.js';
import { collage, paintCollage } from './index.js';
import { patchesOf } from './patch.js';

const kind = collage as unknown as CanvasKind;

/** A soft patch in colours of its own, wider than high, with a hole. */
const soft: SourceImage = {
  width: 24,
  height: 16,
  data: Uint8Array.from({ length: 24 * 16 * 4 }, (_, i) => {
    const [x, y] = [(Math.floor(i / 4) % 24) / 24, Math.floor(i / 96) / 16];
    const wave = 0.5 + 0.5 * Math.sin(6 * x + 4 * y + (i % 4));
    return Math.round(
      255 * (i % 4 === 3 ? Math.sin(Math.PI * x) * Math.sin(Math.PI * y) * (0.6 + 0.4 * wave) : wave),
    );
  }),
};

const values = { pieces: 5, minSize: 200, maxSize: 700 };

conforms(kind, [
  { name: 'cut paper', values, step: 5e-5 },
  { name: 'a soft patch', values, options: { patches: [soft] } },
  {
    name: 'patches smaller than they are',
    step: 1e-4,
    values: { ...values, maxSize: 400 },
    options: { patches: [soft, soft], resolution: 8 },
  },
]);

describe('a collage', () => {
  it('is what Skia lays down, up to the filter at the edges', async () => {
    const side = 128;
    const flat: SourceImage = {
      width: 40,
      height: 20,
      data: Uint8Array.from({ length: 3200 }, (_, i) => [200, 80, 40, 255][i % 4]!),
    };
    const pieces = {
      which: Int32Array.of(0, 0),
      places: Float32Array.of(0.4, 0.5, 0.6, 0.55),
      sizes: Float32Array.of(0.6, 0.4),
      turns: Float32Array.of(0.5, -1.1),
      colours: Float32Array.of(1, 1, 1, 1, 0.5, 1, 0.2, 0.6),
    };
    const ours = paintCollage({ patches: [flat], pieces }, { width: side, height: side }, [1, 1, 1]);
    const canvas = createCanvas(side, side);
    const context = canvas.getContext('2d');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, side, side);
    for (let i = 0; i < 2; i++) {
      const stamp = createCanvas(40, 20);
      const data = Uint8ClampedArray.from(flat.data, (byte, k) =>
        k % 4 === 3 ? byte : Math.round(byte * pieces.colours[4 * i + (k % 4)]!),
      );
      stamp.getContext('2d').putImageData(new ImageData(data, 40, 20), 0, 0);
      context.setTransform(1, 0, 0, 1, side * pieces.places[2 * i]!, side * pieces.places[2 * i + 1]!);
      context.rotate(pieces.turns[i]!);
      const long = side * pieces.sizes[i]!;
      context.globalAlpha = pieces.colours[4 * i + 3]!;
      context.drawImage(stamp, -long / 2, -long / 4, long, long / 2);
    }
    const theirs = context.getImageData(0, 0, side, side).data;
    let sum = 0;
    ours.forEach((value, i) => {
      sum += Math.abs(255 * value - theirs[4 * Math.floor(i / 3) + (i % 3)]!);
    });
    expect(sum / ours.length).toBeLessThan(1.5);
  });

  it('lets its pieces be moved, turned, scaled, tinted, arranged and added to by hand', async () => {
    const canvas = await makeCanvas(kind, { name: '', values });
    const { marks } = canvas;
    if (!marks) throw new Error('a collage has marks');
    const [x, y] = marks.centre(1);
    marks.change(1, { move: [0.1, -0.2], turn: 0.5, scale: 2, colour: [1, 0, 0], opacity: 0.25 });
    expect(marks.centre(1)[0]).toBeCloseTo(x + 0.1, 5);
    expect(marks.centre(1)[1]).toBeCloseTo(y - 0.2, 5);
    const before = (canvas.picture() as CollagePicture).pieces;
    expect([...before.colours.slice(4, 8)]).toEqual([1, 0, 0, 0.25]);
    marks.arrange([3, 1, -1], canvas.picture());
    expect(marks.count).toBe(3);
    const after = (canvas.picture() as CollagePicture).pieces;
    expect([...after.turns]).toEqual([before.turns[3], before.turns[1], before.turns[0]]);
    expect(canvas.groups.map(({ values: numbers }) => numbers.length)).toEqual([6, 3, 3, 12]);
    await paint(canvas, 1, SeededGenerator.fromSeed(1));
  });

  it('goes on from a saved work as it is', async () => {
    const work = await makeCanvas(kind, { name: '', values, options: { patches: [soft] } });
    await paint(work, 2, SeededGenerator.fromSeed(1));
    const next = await makeCanvas(kind, { name: '', values, options: { picture: work.picture() } }, 9);
    expect(await next.render([1, 1, 1])).toEqual(await work.render([1, 1, 1]));
  });

  it('says what is wrong with its patches', async () => {
    expect(() => patchesOf([])).toThrow(/at least one patch/u);
    expect(() => patchesOf([{ width: 2, height: 0, data: new Uint8Array() }])).toThrow(/Patch 1 .* empty/u);
    const work = await makeCanvas(kind, { name: '', values });
    const restoring = kind.restore(work.save(), {
      size: { width: 8, height: 8 },
      resolution: 8,
      paper: [1, 1, 1],
      values: {} as never,
      generator: SeededGenerator.fromSeed(1),
      patches: [soft],
    });
    await expect(restoring).rejects.toThrow(/give the same ones/u);
  });
});
