/**
 * @file A slow, independent renderer of shapes to test against: dense quadrature of true area coverage under SVG's
 * non-zero rule. Outlines are followed in PIECES steps a curve; each pixel row is cut into scan lines, on which the
 * spans of non-zero winding are found exactly and shared out to the pixels exactly. Everything in float64.
 */
import type { RasterSize, Rgb } from './raster-size.js';
import { type ShapeKind, type Shapes, shapeKinds } from './shapes.js';

const PIECES = 96;

type Numbers = { readonly [Key in keyof Shapes]: ArrayLike<number> };
type Outline = readonly (readonly [number, number])[];

/** @returns height·width·3 */
export function renderShapesReference(
  shapes: Numbers,
  size: RasterSize,
  paper: Rgb,
  lines = 16,
): Float64Array {
  const { width, height } = size;
  const image = Float64Array.from({ length: width * height * 3 }, (_, i) => paper[i % 3]!);
  [...outlinesOf(shapes, Math.min(width, height))].forEach((outline, s) => {
    const area = windingArea(outline, size, lines);
    for (let i = 0; i < area.length; i++) {
      const share = area[i]! * shapes.colours[4 * s + 3]!;
      for (let c = 0; c < 3; c++)
        image[3 * i + c]! += share * (shapes.colours[4 * s + c]! - image[3 * i + c]!);
    }
  });
  return image;
}

/** Central differences of Σ weight·pixel by every number of one of the shapes' arrays. */
export function shapesReferenceGradient(
  shapes: Shapes,
  what: 'points' | 'radii' | 'angles' | 'colours',
  size: RasterSize,
  paper: Rgb,
  weights: Float32Array,
  step: number,
  lines = 16,
): Float64Array {
  const values = Float64Array.from(shapes[what]);
  const objective = () =>
    renderShapesReference({ ...shapes, [what]: values }, size, paper, lines).reduce(
      (sum, v, i) => sum + v * weights[i]!,
      0,
    );
  return values.map((value, i) => {
    values[i] = value + step;
    const above = objective();
    values[i] = value - step;
    const below = objective();
    values[i] = value;
    return (above - below) / (2 * step);
  });
}

function* outlinesOf(shapes: Numbers, scale: number): Generator<Outline> {
  let point = 0;
  let radius = 0;
  let angle = 0;
  const next = (): [number, number] => [shapes.points[point++]! * scale, shapes.points[point++]! * scale];
  const nextRadius = () => shapes.radii[radius++]! * scale;
  for (let s = 0; s < shapes.kinds.length; s++) {
    const corners = shapes.corners[s]!;
    const draw: Record<ShapeKind, () => Outline> = {
      blob: () => {
        const controls = Array.from({ length: 3 * corners }, next);
        return Array.from({ length: corners * PIECES }, (_, k) => {
          const first = 3 * Math.floor(k / PIECES);
          const t = (k % PIECES) / PIECES;
          const weights = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
          const at = (axis: 0 | 1) =>
            weights.reduce((sum, w, j) => sum + w * controls[(first + j) % controls.length]![axis], 0);
          return [at(0), at(1)] as const;
        });
      },
      polygon: () => Array.from({ length: corners }, next),
      circle: () => turned(next(), around(nextRadius(), undefined), 0),
      ellipse: () => turned(next(), around(nextRadius(), nextRadius()), shapes.angles[angle++]!),
      rectangle: () => {
        const centre = next();
        const [a, b] = [nextRadius(), nextRadius()];
        return turned(
          centre,
          [
            [-a, -b],
            [a, -b],
            [a, b],
            [-a, b],
          ],
          shapes.angles[angle++]!,
        );
      },
    };
    yield draw[shapeKinds[shapes.kinds[s]!]!]();
  }
}

function around(a: number, b = a): Outline {
  return Array.from({ length: 8 * PIECES }, (_, k) => {
    const angle = (2 * Math.PI * k) / (8 * PIECES);
    return [a * Math.cos(angle), b * Math.sin(angle)] as const;
  });
}

function turned([x, y]: readonly [number, number], outline: Outline, angle: number): Outline {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return outline.map(([u, v]) => [x + c * u - s * v, y + s * u + c * v] as const);
}

/** Covered area of each pixel, [height·width]. */
function windingArea(outline: Outline, { width, height }: RasterSize, lines: number): Float64Array {
  const area = new Float64Array(width * height);
  const crossings: [number, number][][] = Array.from({ length: height * lines }, () => []);
  outline.forEach(([x0, y0], k) => {
    const [x1, y1] = outline[(k + 1) % outline.length]!;
    const from = Math.max(0, Math.floor(Math.min(y0, y1) * lines) - 1);
    const to = Math.min(height * lines - 1, Math.ceil(Math.max(y0, y1) * lines) + 1);
    for (let line = from; line <= to; line++) {
      const y = (line + 0.5) / lines;
      if (y0 < y === y1 < y) continue;
      crossings[line]!.push([x0 + ((y - y0) / (y1 - y0)) * (x1 - x0), y1 > y0 ? 1 : -1]);
    }
  });
  crossings.forEach((row, line) => {
    row.sort((p, q) => p[0] - q[0]);
    let winding = 0;
    const base = Math.floor(line / lines) * width;
    row.forEach(([x, turn], k) => {
      winding += turn;
      const end = row[k + 1]?.[0] ?? x;
      if (winding === 0) return;
      for (let col = Math.max(0, Math.floor(x)); col < Math.min(width, Math.ceil(end)); col++)
        area[base + col]! += Math.max(0, Math.min(end, col + 1) - Math.max(x, col)) / lines;
    });
  });
  return area;
}
