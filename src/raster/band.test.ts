import { describe, expect, it } from 'vitest';
import { edgeArea } from './edge-area.reference.js';
import { rasterise } from './index.js';
import { oneStroke } from './scenes.reference.js';

describe('areas beside a straight piece', () => {
  const angles = [0, 1e-7, 0.3, Math.PI / 4, 1.1, Math.PI / 2, 2.5];
  const size = { width: 48, height: 48 };

  /** Covered area of each pixel, with its distance from the line; only beside the stroke, away from its ends. */
  function* beside(angle: number, width: number) {
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const line = [-15, -5, 5, 15].flatMap((k) => [24.2 + k * c, 23.7 + k * s]);
    const image = rasterise(oneStroke(48, line, width), size, [1, 1, 1]);
    for (let row = 0; row < 48; row++) {
      for (let col = 0; col < 48; col++) {
        const [dx, dy] = [col + 0.5 - 24.2, row + 0.5 - 23.7];
        if (Math.abs(dx * c + dy * s) > 12) continue;
        yield { covered: 1 - image[3 * (48 * row + col)]!, distance: Math.abs(dy * c - dx * s) };
      }
    }
  }

  it.each([0.2, 1, 1.4, 2, 3.3, 9])('are those between two edges, %f pixels apart', (width) => {
    for (const angle of angles) {
      const [a, b] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))].sort((p, q) => q - p);
      for (const { covered, distance } of beside(angle, width)) {
        const near = edgeArea(width / 2 - distance, a!, b!);
        const far = edgeArea(width / 2 + distance, a!, b!);
        expect(covered).toBeCloseTo(near + far - 1, 5);
      }
    }
  });

  it('are exactly 0 and 1 where no edge passes', () => {
    for (const angle of angles) {
      for (const { covered, distance } of beside(angle, 7)) {
        if (distance > 4.3) expect(covered).toBe(0);
        if (distance < 2.7) expect(covered).toBe(1);
      }
    }
  });
});
