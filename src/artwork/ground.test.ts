/** @file Works on paper, on a photograph and on nothing: in our raster, and in a renderer of SVG that is not ours. */
import { Resvg } from '@resvg/resvg-js';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { SourceImage, StrokePicture } from '../canvas/index.js';
import type { Ground } from './ground.js';
import { pictureToPng, pictureToSvg } from './picture.js';

const size = { width: 96, height: 64 };
const picture: StrokePicture = {
  kind: 'strokes',
  strokes: {
    segments: Uint8Array.of(1, 1),
    points: Float32Array.of(0.2, 0.5, 0.5, 0.1, 0.9, 0.9, 1.2, 0.4, 0.3, 0.2, 0.5, 0.6, 0.8, 0.2, 1.3, 0.8),
    widths: Float32Array.of(0.2, 0.1),
    colours: Float32Array.of(1, 0, 0, 0.5, 0, 0.2, 1, 1),
  },
};
/** Twice the size, another aspect: its middle fills the work. */
const photograph: SourceImage = {
  width: 192,
  height: 160,
  data: Uint8Array.from({ length: 192 * 160 * 4 }, (_, i) => {
    const [x, y] = [Math.floor(i / 4) % 192, Math.floor(i / 4 / 192)];
    return [x, y, 255 - x, 255][i % 4]!;
  }),
};

async function drawn(ground: Ground): Promise<{ ours: Buffer; theirs: Uint8Array }> {
  const ours = await sharp(await pictureToPng(picture, size, ground))
    .ensureAlpha()
    .raw()
    .toBuffer();
  const svg = await pictureToSvg(picture, size, ground, { title: 'scene' });
  return { ours, theirs: new Resvg(svg!).render().pixels };
}

const differenceOf = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i]! - b[i]!);
  return sum / a.length;
};

describe('the ground of a work', () => {
  it.each<[string, Ground]>([
    ['paper', [1, 0.9, 0.8]],
    ['a photograph', photograph],
  ])('is %s, the same in PNG and SVG', async (_, ground) => {
    const { ours, theirs } = await drawn(ground);
    expect(ours).toHaveLength(4 * size.width * size.height);
    expect(differenceOf(ours, theirs)).toBeLessThan(1.5);
  });

  it('shows the photograph where nothing is painted', async () => {
    const { ours } = await drawn(photograph);
    // The corner: the middle of the photograph is cut to 192 × 128, so its first row is 16.
    expect(differenceOf(ours.subarray(0, 4), [0.5, 16.5, 254.5, 255])).toBeLessThan(1.5);
  });

  it('is nothing in a transparent work: on any page it looks as if painted there', async () => {
    const { ours: cut, theirs } = await drawn('transparent');
    expect(cut[3]).toBe(0);
    expect(theirs[3]).toBe(0);
    for (const page of [
      [1, 1, 1],
      [0.2, 0.9, 0.1],
    ] as const) {
      const { ours } = await drawn(page);
      const laid = ours.map((_, i) =>
        i % 4 === 3
          ? 255
          : cut[i]! * (cut[i - (i % 4) + 3]! / 255) +
            255 * page[(i % 4) as 0 | 1 | 2] * (1 - cut[i - (i % 4) + 3]! / 255),
      );
      expect(differenceOf(ours, laid)).toBeLessThan(0.6);
    }
  });
});
