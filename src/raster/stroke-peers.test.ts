import { Resvg } from '@resvg/resvg-js';
import { createCanvas } from 'canvas';
import { describe, expect, it } from 'vitest';
import { rasterise } from './index.js';
import type { RasterSize } from './raster-size.js';
import { randomScene } from './scenes.reference.js';
import type { Strokes } from './strokes.js';

/** Each stroke's control points in pixels, width in pixels and colour. */
function* strokesOf(strokes: Strokes, scale: number) {
  let point = 0;
  for (let s = 0; s < strokes.segments.length; s++) {
    const count = 3 * strokes.segments[s]! + 1;
    const [r, g, b, opacity] = strokes.colours.slice(4 * s, 4 * s + 4);
    yield {
      points: Array.from(strokes.points.slice(2 * point, 2 * (point + count)), (v) => v * scale),
      width: strokes.widths[s]! * scale,
      colour: `rgb(${[r!, g!, b!].map((v) => Math.round(255 * v)).join(',')})`,
      opacity: opacity!,
    };
    point += count;
  }
}

function paintedBySkia(strokes: Strokes, { width, height }: RasterSize): Uint8ClampedArray {
  const context = createCanvas(width, height).getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const { points, width: pen, colour, opacity } of strokesOf(strokes, Math.min(width, height))) {
    context.beginPath();
    context.moveTo(points[0]!, points[1]!);
    for (let k = 2; k < points.length; k += 6) {
      const [a, b, c, d, e, f] = points.slice(k, k + 6);
      context.bezierCurveTo(a!, b!, c!, d!, e!, f!);
    }
    context.strokeStyle = colour;
    context.globalAlpha = opacity;
    context.lineWidth = pen;
    context.stroke();
  }
  return context.getImageData(0, 0, width, height).data;
}

function paintedByResvg(strokes: Strokes, { width, height }: RasterSize): Uint8Array {
  const paths = Array.from(
    strokesOf(strokes, Math.min(width, height)),
    ({ points, width: pen, colour, opacity }) => {
      const d = `M${points[0]} ${points[1]}C${points.slice(2).join(' ')}`;
      return `<path d="${d}" stroke="${colour}" stroke-width="${pen}" stroke-opacity="${opacity}"/>`;
    },
  );
  const style = 'fill="none" stroke-linecap="round" stroke-linejoin="round"';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="#fff"/><g ${style}>${paths.join('')}</g></svg>`;
  return new Resvg(svg).render().pixels;
}

/** Mean difference in 255ths. */
function meanDifference(image: ArrayLike<number>, rgba: ArrayLike<number>): number {
  const sum = Float64Array.from(image).reduce(
    (s, v, i) => s + Math.abs(255 * v - rgba[4 * Math.floor(i / 3) + (i % 3)]!),
    0,
  );
  return sum / image.length;
}

/** Strokes, full widths in pixels of the shorter side, and canvas. */
const scenes = [
  { strokes: 64, pixels: [0.2, 0.9], width: 224, height: 224 },
  { strokes: 128, pixels: [1.2, 3], width: 224, height: 224 },
  { strokes: 128, pixels: [1, 16], width: 224, height: 224 },
  { strokes: 48, pixels: [8, 30], width: 224, height: 160 },
  { strokes: 48, pixels: [1, 6], width: 64, height: 64 },
  { strokes: 96, pixels: [2, 9], width: 96, height: 128 },
  { strokes: 20, pixels: [3, 40], width: 401, height: 300 },
] as const;

const SEEDS = [1, 2, 3];

describe('the same strokes as SVG and on a canvas', () => {
  it.each(scenes)(
    '$strokes strokes $pixels px wide on $width x $height',
    ({ strokes, pixels, width, height }) => {
      const scale = Math.min(width, height);
      const size = { width, height };
      let bySkia = 0;
      for (const seed of SEEDS) {
        const widths = [pixels[0] / scale, pixels[1] / scale] as const;
        const extent = [width / scale, height / scale] as const;
        const scene = randomScene({ seed, strokes, widths, step: 0.08, extent });
        const image = rasterise(scene, size, [1, 1, 1]);
        const difference = meanDifference(image, paintedBySkia(scene, size));
        bySkia += difference / SEEDS.length;
        expect(difference, 'Skia').toBeLessThan(1.5);
        expect(meanDifference(image, paintedByResvg(scene, size)), 'resvg').toBeLessThan(1.5);
      }
      expect(bySkia, 'Skia on average').toBeLessThan(1.5);
    },
  );
});
