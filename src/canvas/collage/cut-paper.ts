/**
 * @file The patches of a collage that nobody gave patches for: pieces of white paper cut into simple forms, to be
 * tinted, in the manner of Matisse's cut-outs.
 */
import type { SourceImage } from '../source-image.js';

const SIDE = 96;
/** Samples of a pixel along each side, for smooth edges. */
const SAMPLES = 4;

/** Whether x, y in −1..1 lies on the paper. */
type Form = (x: number, y: number) => boolean;

const forms: readonly Form[] = [
  (x, y) => Math.hypot(x, y) < 0.95,
  (x, y) => Math.max(Math.abs(x), Math.abs(y)) < 0.9,
  (x, y) => y < 0.8 && y > 1.7 * Math.abs(x) - 0.9,
  (x, y) => Math.hypot(x, y - 0.45) < 0.95 && y < 0.45,
  (x, y) => Math.hypot(x - 0.6, y) < 1.1 && Math.hypot(x + 0.6, y) < 1.1,
  (x, y) => Math.hypot(x, y) < 0.95 && Math.hypot(x, y) > 0.55,
  (x, y) => Math.abs(x) < 0.95 && Math.abs(y - 0.12 * Math.sin(4 * x)) < 0.22,
  (x, y) => Math.hypot(x, y) < 0.62 + 0.3 * Math.cos(5 * Math.atan2(y, x)),
];

let cut: readonly SourceImage[] | undefined;

/** Cut once: the same images each time. */
export function cutPaper(): readonly SourceImage[] {
  cut ??= forms.map((isOn) => {
    const data = new Uint8Array(4 * SIDE * SIDE).fill(255);
    for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
      let hits = 0;
      for (let sample = 0; sample < SAMPLES ** 2; sample++) {
        const x = (pixel % SIDE) + ((sample % SAMPLES) + 0.5) / SAMPLES;
        const y = Math.floor(pixel / SIDE) + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES;
        if (isOn((2 * x) / SIDE - 1, (2 * y) / SIDE - 1)) hits++;
      }
      data[4 * pixel + 3] = Math.round((255 * hits) / SAMPLES ** 2);
    }
    return { width: SIDE, height: SIDE, data };
  });
  return cut;
}
