import { describe, expect, it } from 'vitest';
import { SeededGenerator } from '../../random/index.js';
import { CosinePlane } from './cosine-plane.js';
import { firstCoefficients, type Tint } from './first-coefficients.js';
import { Underdrawing } from './underdrawing.js';

const WHITE = [1, 1, 1] as const;
const OPTIONS = { decay: 1.2, rate: 0.1 };

const normals = (count: number, seed: number, sigma = 1): Float32Array => {
  const values = new Float32Array(count);
  SeededGenerator.fromSeed(seed).addNormal(values, sigma);
  return values;
};

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

describe('CosinePlane', () => {
  it.each([
    { width: 8, height: 8 },
    { width: 5, height: 90 },
    { width: 1, height: 1 },
  ])('has the transpose of its map as its adjoint, $width × $height', (size) => {
    const plane = new CosinePlane(size, 1.2);
    const coefficients = normals(plane.coefficients, 1);
    const upstream = Float64Array.from(normals(size.width * size.height, 2));
    const gradient = new Float32Array(plane.coefficients);
    plane.adjoint(upstream, gradient);
    const image = plane.forward(coefficients, new Float64Array(size.width * size.height));
    expect(dot(gradient, coefficients)).toBeCloseTo(dot(upstream, image), 4);
  });

  it('is the sum of cosines that it says', () => {
    const plane = new CosinePlane({ width: 6, height: 4 }, 1.2);
    const coefficients = new Float32Array(plane.coefficients);
    coefficients[plane.across * 1 + 3] = 2;
    const image = plane.forward(coefficients, new Float64Array(24));
    // Frequency in half-waves of the shorter side: 3·4/6 across, 1·4/4 down.
    const weight = 2 * Math.hypot(2, 1) ** -1.2;
    const expected = (x: number, y: number) =>
      weight * Math.cos((Math.PI * 3 * (x + 0.5)) / 6) * Math.cos((Math.PI * (y + 0.5)) / 4);
    for (let y = 0; y < 4; y++) {
      for (let x = 0; x < 6; x++) expect(image[y * 6 + x]).toBeCloseTo(expected(x, y), 6);
    }
  });
});

describe('Underdrawing', () => {
  const size = { width: 7, height: 9 };

  it('has the gradient that finite differences of its image and its darkness have', () => {
    const page = normals(3 * 63, 5, 0.1).map((value) => 0.7 + value);
    const drawing = new Underdrawing(size, normals(3 * 63, 3), OPTIONS);
    const upstream = normals(3 * 63, 4);
    const loss = (): number => {
      const image = drawing.render(page);
      // The weight of the mean darkness is 6; darkness = 1 − image / page.
      const darkness = image.reduce((sum, value, i) => sum + 1 - value / page[i]!, 0);
      return dot(image, upstream) + (6 * darkness) / 63;
    };
    loss();
    const gradient = drawing.adjoint(upstream, page).slice();
    const { coefficients } = drawing;
    for (const i of [0, 1, 8, 40, 70, 130, 188]) {
      const step = 1e-2;
      const at = coefficients[i]!;
      coefficients[i] = at + step;
      const above = loss();
      coefficients[i] = at - step;
      const below = loss();
      coefficients[i] = at;
      expect(gradient[i]).toBeCloseTo((above - below) / (2 * step), 3);
    }
  });

  it('leaves the corners of the page as they are', () => {
    const drawing = new Underdrawing({ width: 32, height: 32 }, normals(3 * 1024, 6), OPTIONS);
    const image = drawing.render([0.9, 0.8, 0.7]);
    expect([...image.subarray(0, 3)].map((value) => value.toFixed(6))).toEqual([
      '0.900000',
      '0.800000',
      '0.700000',
    ]);
    expect(Math.abs(image[3 * (16 * 32 + 16)]! - 0.9)).toBeGreaterThan(0.01);
  });

  it('begins as pale as the page, or with a tint of an ink', () => {
    const page = { width: 32, height: 32 };
    const middleOf = (tint?: Tint) => {
      const coefficients = firstCoefficients(page, SeededGenerator.fromSeed(2), tint);
      const drawing = new Underdrawing(page, coefficients, OPTIONS);
      return [...drawing.render(WHITE).subarray(3 * (16 * 32 + 16), 3 * (16 * 32 + 16) + 3)];
    };
    const [red, green, blue] = middleOf({ ink: [0.9, 0.4, 0], share: 0.5 });
    expect(red).toBeCloseTo(0.95, 1);
    expect(green).toBeCloseTo(0.7, 1);
    expect(blue).toBeCloseTo(0.5, 1);
    const grey = 1 - 1 / (1 + Math.exp(1.5));
    for (const channel of [...middleOf(), ...middleOf({ ink: [1, 0, 0], share: 0 })]) {
      expect(Math.abs(channel - grey)).toBeLessThan(0.02);
    }
  });

  it('moves no more once it is closed', () => {
    const drawing = new Underdrawing(size, normals(3 * 63, 1), OPTIONS);
    expect(drawing.group.rate(0)).toBeGreaterThan(0);
    drawing.render(WHITE);
    drawing.adjoint(normals(3 * 63, 7), WHITE);
    drawing.close();
    expect(drawing.group.rate(0)).toBe(0);
    expect(drawing.atRest.every((value) => value === 0)).toBe(true);
  });
});
