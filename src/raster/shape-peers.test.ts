import { Resvg } from '@resvg/resvg-js';
import { createCanvas } from 'canvas';
import { describe, expect, it } from 'vitest';
import { rasteriseShapes } from './index.js';
import type { RasterSize } from './raster-size.js';
import { randomShapes } from './shape-scenes.reference.js';
import { type ShapeKind, type Shapes, shapePlaces } from './shapes.js';

/** Each shape as SVG writes it, its path for a 2D context, and its fill. Lengths in pixels. */
function* figures(shapes: Shapes, scale: number) {
  for (const { index, kind, corners, point, radius, angle } of shapePlaces(shapes)) {
    const at = (k: number) => [0, 1].map((axis) => shapes.points[2 * (point + k) + axis]! * scale);
    const [x, y] = at(0);
    const [a, b] = [shapes.radii[radius]! * scale, shapes.radii[radius + 1]! * scale];
    const turn = shapes.angles[angle]!;
    const turned = `transform="rotate(${(180 * turn) / Math.PI} ${x} ${y})"`;
    const curves = (count: number) => {
      const list = Array.from({ length: count }, (_, k) =>
        [1, 2, 3].map((j) => at((3 * k + j) % (3 * count))),
      );
      return `M${at(0)}${list.map((cubic) => `C${cubic.flat()}`).join('')}Z`;
    };
    const svg: Record<ShapeKind, () => string> = {
      blob: () => `path d="${curves(corners)}"`,
      polygon: () => `polygon points="${Array.from({ length: corners }, (_, k) => at(k)).join(' ')}"`,
      circle: () => `circle cx="${x}" cy="${y}" r="${a}"`,
      ellipse: () => `ellipse cx="${x}" cy="${y}" rx="${a}" ry="${b}" ${turned}`,
      rectangle: () => `rect x="${x! - a}" y="${y! - b}" width="${2 * a}" height="${2 * b}" ${turned}`,
    };
    const [red, green, blue, opacity] = shapes.colours.slice(4 * index, 4 * index + 4);
    const colour = `rgb(${[red!, green!, blue!].map((v) => Math.round(255 * v)).join(',')})`;
    yield { element: svg[kind](), colour, opacity: opacity!, kind, corners, at, a, b, turn };
  }
}

function paintedBySkia(shapes: Shapes, { width, height }: RasterSize): Uint8ClampedArray {
  const context = createCanvas(width, height).getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  for (const figure of figures(shapes, Math.min(width, height))) {
    const { at, a, b, turn, corners } = figure;
    const [x, y] = at(0) as [number, number];
    context.save();
    context.beginPath();
    const draw: Record<ShapeKind, () => void> = {
      blob: () => {
        context.moveTo(x, y);
        for (let k = 0; k < corners; k++) {
          const [p, q, r] = [1, 2, 3].map((j) => at((3 * k + j) % (3 * corners)) as [number, number]);
          context.bezierCurveTo(...p!, ...q!, ...r!);
        }
      },
      polygon: () => {
        for (let k = 0; k < corners; k++) context.lineTo(...(at(k) as [number, number]));
      },
      circle: () => context.arc(x, y, a, 0, 2 * Math.PI),
      ellipse: () => context.ellipse(x, y, a, b, turn, 0, 2 * Math.PI),
      rectangle: () => {
        context.translate(x, y);
        context.rotate(turn);
        context.rect(-a, -b, 2 * a, 2 * b);
      },
    };
    draw[figure.kind]();
    context.closePath();
    context.fillStyle = figure.colour;
    context.globalAlpha = figure.opacity;
    context.fill();
    context.restore();
  }
  return context.getImageData(0, 0, width, height).data;
}

function paintedByResvg(shapes: Shapes, { width, height }: RasterSize): Uint8Array {
  const elements = Array.from(
    figures(shapes, Math.min(width, height)),
    ({ element, colour, opacity }) => `<${element} fill="${colour}" fill-opacity="${opacity}"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="#fff"/>${elements.join('')}</svg>`;
  return new Resvg(svg).render().pixels;
}

/** Mean difference in 255ths. */
function meanDifference(image: Float32Array, rgba: ArrayLike<number>): number {
  const sum = image.reduce((s, v, i) => s + Math.abs(255 * v - rgba[4 * Math.floor(i / 3) + (i % 3)]!), 0);
  return sum / image.length;
}

const scenes = [
  { count: 200, reach: 6, width: 224, height: 224 },
  { count: 100, reach: 25, width: 224, height: 160 },
  { count: 40, reach: 80, width: 96, height: 128 },
  { count: 64, reach: 2, width: 64, height: 64 },
  { count: 30, reach: 120, width: 401, height: 300 },
] as const;

describe('the same shapes as SVG and on a canvas', () => {
  it.each(scenes)(
    '$count shapes reaching $reach px on $width x $height',
    ({ count, reach, width, height }) => {
      for (const seed of [1, 2, 3]) {
        const scene = randomShapes({ seed, count, width, height, reach });
        const image = rasteriseShapes(scene, { width, height }, [1, 1, 1]);
        expect(meanDifference(image, paintedBySkia(scene, { width, height })), 'Skia').toBeLessThan(1.5);
        expect(meanDifference(image, paintedByResvg(scene, { width, height })), 'resvg').toBeLessThan(1.5);
      }
    },
  );
});
