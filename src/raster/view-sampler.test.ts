import { describe, expect, it } from 'vitest';
import { type Homography, ViewSampler } from './index.js';
import type { RasterSize, Rgb } from './raster-size.js';
import { randoms } from './scenes.reference.js';

const PAPER: Rgb = [0.2, 0.6, 0.9];

function randomImage(size: RasterSize, seed: number): Float32Array {
  const next = randoms(seed);
  return Float32Array.from({ length: size.width * size.height * 3 }, next);
}

/** Crops of `side` units, slightly turned and in perspective. */
function randomViews(count: number, side: number, slant: number, seed: number): Homography[] {
  const next = randoms(seed);
  const some = () => slant * (2 * next() - 1);
  return Array.from({ length: count }, () =>
    Float64Array.of(
      side + some(),
      some(),
      0.5 - side / 2 + some(),
      some(),
      side + some(),
      0.5 - side / 2 + some(),
      some(),
      some(),
      1,
    ),
  );
}

/** One number of a view: the mean of DENSE² samples of the piecewise constant image over the footprint's box. */
function referenceValue(
  image: Float32Array,
  size: RasterSize,
  h: Homography,
  resolution: number,
  [col, row]: readonly [number, number],
  channel: number,
): number {
  const DENSE = 24;
  const scale = Math.min(size.width, size.height);
  const map = (u: number, v: number) => {
    const w = h[6]! * u + h[7]! * v + h[8]!;
    return [
      (scale * (h[0]! * u + h[1]! * v + h[2]!)) / w,
      (scale * (h[3]! * u + h[4]! * v + h[5]!)) / w,
      w,
    ] as const;
  };
  const step = 1e-4;
  const [right, left] = [map(0.5 + step, 0.5), map(0.5 - step, 0.5)];
  const [below, above] = [map(0.5, 0.5 + step), map(0.5, 0.5 - step)];
  const foot = [0, 1].map((axis) =>
    Math.max(
      1,
      Math.hypot(right[axis as 0]! - left[axis as 0]!, below[axis as 0]! - above[axis as 0]!) /
        (2 * step * resolution),
    ),
  );
  const [x, y, w] = map((col + 0.5) / resolution, (row + 0.5) / resolution);
  if (w <= 0) return PAPER[channel]!;
  let sum = 0;
  for (let j = 0; j < DENSE; j++) {
    for (let i = 0; i < DENSE; i++) {
      const px = Math.floor(x + ((i + 0.5) / DENSE - 0.5) * foot[0]!);
      const py = Math.floor(y + ((j + 0.5) / DENSE - 0.5) * foot[1]!);
      const isInside = px >= 0 && py >= 0 && px < size.width && py < size.height;
      sum += isInside ? image[3 * (py * size.width + px) + channel]! : PAPER[channel]!;
    }
  }
  return sum / DENSE ** 2;
}

describe('pixels to views', () => {
  it.each([
    ['larger than its source', { width: 24, height: 18 }, 0.6, 0.1, 24],
    ['of about its source', { width: 30, height: 40 }, 1, 0.15, 24],
    ['beyond the edge', { width: 20, height: 20 }, 1.4, 0.3, 24],
    ['less than half its source', { width: 40, height: 44 }, 1, 0, 24],
  ])('a view %s is the mean over its footprints', (_, size, side, slant, resolution) => {
    const image = randomImage(size, 4);
    const views = randomViews(3, side, slant, 5);
    const out = new ViewSampler(size, 3, resolution).forward(image, views, PAPER);
    let largest = 0;
    for (let k = 0; k < out.length; k += 7) {
      const pixel = Math.floor(k / 3) % resolution ** 2;
      const place = [pixel % resolution, Math.floor(pixel / resolution)] as const;
      const view = views[Math.floor(k / (3 * resolution ** 2))]!;
      largest = Math.max(
        largest,
        Math.abs(out[k]! - referenceValue(image, size, view, resolution, place, k % 3)),
      );
    }
    expect(largest).toBeLessThan(0.05);
  });

  it('a view of the whole image at its own size is the image', () => {
    const size = { width: 32, height: 32 };
    const image = randomImage(size, 6);
    const out = new ViewSampler(size, 1, 32).forward(
      image,
      [Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1)],
      PAPER,
    );
    out.forEach((v, i) => {
      expect(v).toBeCloseTo(image[i]!, 6);
    });
  });

  it.each([2.3, 3.5, 6, 13])('a fine grating shrunk %f times becomes its mean', (factor) => {
    const side = Math.round(32 * factor);
    const size = { width: side, height: side };
    for (const period of [2, 3]) {
      const image = Float32Array.from({ length: side * side * 3 }, (_, i) =>
        (Math.floor(i / 3) % side) % period === 0 ? 1 : 0,
      );
      const h = Float64Array.of(0.9, 0, 0.05, 0, 0.9, 0.05, 0, 0, 1);
      const out = new ViewSampler(size, 1, 32).forward(image, [h], PAPER);
      const mean = out.reduce((s, v) => s + v, 0) / out.length;
      const swing = Math.sqrt(out.reduce((s, v) => s + (v - mean) ** 2, 0) / out.length);
      expect(mean).toBeCloseTo(1 / period, 1.5);
      // Point samples swing by .5 and .47; a box of just over one period still lets a little through.
      expect(swing).toBeLessThan(factor < 4 ? 0.2 : 0.1);
    }
  });

  it('shows paper outside, behind the eye, and for maps that are not finite', () => {
    const size = { width: 16, height: 16 };
    const away = Float64Array.of(1, 0, 5, 0, 1, 5, 0, 0, 1);
    const behind = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, -1);
    const broken = new Float64Array(9).fill(Number.NaN);
    const flat = new Float64Array(9);
    const sampler = new ViewSampler(size, 4, 8);
    const out = sampler.forward(randomImage(size, 7), [away, behind, broken, flat], PAPER);
    out.forEach((v, i) => {
      expect(v).toBeCloseTo(PAPER[i % 3]!, 6);
    });
    expect(sampler.adjoint(out).every((v) => v === 0)).toBe(true);
  });

  it('takes extreme perspective and minification without a number that is not finite', () => {
    const size = { width: 17, height: 9 };
    const views = [
      Float64Array.of(1, 0, 0, 0, 1, 0, -2.1, 0, 1),
      Float64Array.of(400, 3, -200, 1, 900, -450, 0, 0, 1),
      Float64Array.of(1e-9, 0, 0.3, 0, 1e-9, 0.3, 0, 0, 1),
    ];
    const sampler = new ViewSampler(size, 3, 6);
    const out = sampler.forward(randomImage(size, 8), views, PAPER);
    expect(out.every((v) => v >= -1e-5 && v <= 1 + 1e-5)).toBe(true);
    expect(sampler.adjoint(out).every(Number.isFinite)).toBe(true);
  });

  it('samples fewer views than it has room for as another sampler would', () => {
    const size = { width: 9, height: 7 };
    const image = randomImage(size, 3);
    const views = randomViews(2, 1, 0.2, 1);
    const roomy = new ViewSampler(size, 5, 6);
    const exact = new ViewSampler(size, 2, 6);
    const out = roomy.forward(image, views, PAPER);
    expect(out).toEqual(exact.forward(image, views, PAPER));
    expect(roomy.adjoint(out)).toEqual(exact.adjoint(out));
  });

  it('says what does not fit', () => {
    const sampler = new ViewSampler({ width: 8, height: 8 }, 2, 4);
    expect(() => sampler.forward(new Float32Array(192), randomViews(3, 1, 0, 1), PAPER)).toThrow(
      /3 homographies were given for 2/,
    );
    const views = randomViews(2, 1, 0, 1);
    expect(() => sampler.forward(new Float32Array(191), views, PAPER)).toThrow(/191 numbers where 192/);
    expect(() => sampler.adjoint(new Float32Array(1))).toThrow(/1 numbers where 96/);
  });
});

describe('views to pixels', () => {
  const cases = [
    { size: { width: 40, height: 30 }, side: 0.8, resolution: 24 },
    { size: { width: 61, height: 90 }, side: 1.3, resolution: 16 },
    { size: { width: 7, height: 5 }, side: 1, resolution: 16 },
  ];

  it.each(cases)(
    'is the transpose: <A x, y> = <x, Aᵀ y> ($size.width x $size.height)',
    ({ size, side, resolution }) => {
      const views = randomViews(4, side, 0.2, 11);
      const sampler = new ViewSampler(size, 4, resolution);
      const x = randomImage(size, 12);
      const y = randomImage({ width: resolution, height: 4 * resolution }, 13);
      const constant = sampler.forward(new Float32Array(x.length), views, PAPER).slice();
      const image = sampler.forward(x, views, PAPER);
      const left = image.reduce((s, v, i) => s + (v - constant[i]!) * y[i]!, 0);
      const right = sampler.adjoint(y).reduce((s, v, i) => s + v * x[i]!, 0);
      expect(right / left).toBeCloseTo(1, 5);
    },
  );

  it('says what one pixel more does to each view', () => {
    const size = { width: 30, height: 22 };
    const views = randomViews(2, 1, 0.15, 15);
    const sampler = new ViewSampler(size, 2, 10);
    const image = randomImage(size, 16);
    const weights = randomImage({ width: 10, height: 20 }, 17);
    const objective = () => sampler.forward(image, views, PAPER).reduce((s, v, i) => s + v * weights[i]!, 0);
    objective();
    const gradient = sampler.adjoint(weights).slice();
    for (let i = 5; i < image.length; i += 97) {
      const value = image[i]!;
      image[i] = value + 1;
      const above = objective();
      image[i] = value - 1;
      const below = objective();
      image[i] = value;
      expect(gradient[i]!).toBeCloseTo((above - below) / 2, 4);
    }
  });
});
