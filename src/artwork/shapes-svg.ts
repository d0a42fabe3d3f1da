/**
 * @file Shapes as SVG: each is the element that SVG has for it, filled by the non-zero rule, which is SVG's own.
 */
import { type ShapeKind, type ShapePlace, type Shapes, shapePlaces } from '../raster/index.js';
import { clamp, decimal, hex, type Sheet, svgDocument } from './svg.js';

export function shapesToSvg(shapes: Shapes, sheet: Sheet): string {
  return svgDocument(elements(shapes, Math.min(sheet.size.width, sheet.size.height)), sheet);
}

/** @param scale pixels of one canvas unit */
function* elements(shapes: Shapes, scale: number): Generator<string> {
  const { colours } = shapes;
  for (const place of shapePlaces(shapes)) {
    const c = 4 * place.index;
    const colour = hex(colours[c]!, colours[c + 1]!, colours[c + 2]!);
    const opacity = decimal(clamp(colours[c + 3]!));
    yield `<${figures[place.kind](shapes, place, scale)} fill="${colour}" fill-opacity="${opacity}"/>`;
  }
}

type Figure = (shapes: Shapes, place: ShapePlace, scale: number) => string;

/** Name and geometry of each kind's element. */
const figures = {
  blob: (shapes, { point, corners }, scale) => {
    const at = (k: number) => pair(shapes, point + (k % (3 * corners)), scale);
    const curves = Array.from(
      { length: corners },
      (_, k) => `C${at(3 * k + 1)} ${at(3 * k + 2)} ${at(3 * k + 3)}`,
    );
    return `path d="M${at(0)}${curves.join('')}Z"`;
  },
  polygon: (shapes, { point, corners }, scale) => {
    const points = Array.from({ length: corners }, (_, k) => pair(shapes, point + k, scale));
    return `polygon points="${points.join(' ')}"`;
  },
  circle: ({ points, radii }, { point, radius }, scale) =>
    `circle cx="${decimal(points[2 * point]! * scale)}" cy="${decimal(points[2 * point + 1]! * scale)}" r="${side(radii, radius, scale)}"`,
  ellipse: (shapes, place, scale) =>
    `ellipse ${turn(shapes, place, scale)} rx="${side(shapes.radii, place.radius, scale)}" ry="${side(shapes.radii, place.radius + 1, scale)}"`,
  rectangle: (shapes, place, scale) => {
    const [a, b] = [shapes.radii[place.radius]! * scale, shapes.radii[place.radius + 1]! * scale];
    const box = `x="${decimal(-a)}" y="${decimal(-b)}" width="${decimal(Math.max(0, 2 * a))}" height="${decimal(Math.max(0, 2 * b))}"`;
    return `rect ${turn(shapes, place, scale)} ${box}`;
  },
} satisfies Record<ShapeKind, Figure>;

const pair = ({ points }: Shapes, k: number, scale: number): string =>
  `${decimal(points[2 * k]! * scale)} ${decimal(points[2 * k + 1]! * scale)}`;

const side = (radii: Float32Array, k: number, scale: number): string =>
  decimal(Math.max(0, radii[k]! * scale));

/** Puts a figure about the origin where it belongs. */
function turn({ angles, ...shapes }: Shapes, { point, angle }: ShapePlace, scale: number): string {
  const degrees = decimal((angles[angle]! * 180) / Math.PI);
  return `transform="translate(${pair({ angles, ...shapes }, point, scale)}) rotate(${degrees})"`;
}
