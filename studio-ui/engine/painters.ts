/**
 * @file Pictures painted straight onto a canvas: shapes, strokes whose width varies, and images. The canvas is wiped
 * first; lengths are in canvas units and `scale` is the number of device pixels in one.
 */
import {
  type ShapePlace,
  type Shapes,
  type Strokes,
  shapePlaces,
  strokeOutlines,
} from '../../src/protocol/index.js';

type Context = CanvasRenderingContext2D;

const colourOf = (colours: Float32Array, mark: number): string => {
  const [red, green, blue] = [0, 1, 2].map((channel) => Math.round(255 * colours[4 * mark + channel]!));
  return `rgb(${red} ${green} ${blue} / ${colours[4 * mark + 3]!})`;
};

function wipe(context: Context): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
}

export function paintImage(context: Context, image: ImageBitmap): void {
  wipe(context);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, context.canvas.width, context.canvas.height);
}

export function paintOutlines(context: Context, strokes: Strokes, scale: number): void {
  wipe(context);
  let stroke = 0;
  for (const outline of strokeOutlines(strokes, scale)) {
    context.fillStyle = colourOf(strokes.colours, stroke++);
    context.beginPath();
    for (let i = 0; i < outline.length; i += 2) context.lineTo(outline[i]!, outline[i + 1]!);
    context.closePath();
    context.fill();
  }
}

export function paintShapes(context: Context, shapes: Shapes, scale: number): void {
  wipe(context);
  context.scale(scale, scale);
  for (const place of shapePlaces(shapes)) {
    context.fillStyle = colourOf(shapes.colours, place.index);
    context.beginPath();
    traceShape(context, shapes, place);
    context.fill();
  }
}

/** The outline of one shape, in canvas units. */
export function traceShape(
  path: CanvasPath,
  { points, radii, angles }: Shapes,
  { kind, corners, point, radius, angle }: ShapePlace,
): void {
  const at = (corner: number): [number, number] => [
    points[2 * (point + corner)]!,
    points[2 * (point + corner) + 1]!,
  ];
  switch (kind) {
    case 'blob':
      path.moveTo(...at(0));
      for (let c = 0; c < corners; c++) {
        path.bezierCurveTo(...at(3 * c + 1), ...at(3 * c + 2), ...at((3 * c + 3) % (3 * corners)));
      }
      break;
    case 'polygon':
      for (let c = 0; c < corners; c++) path.lineTo(...at(c));
      break;
    case 'circle':
      path.arc(...at(0), Math.max(0, radii[radius]!), 0, 2 * Math.PI);
      break;
    case 'ellipse':
      path.ellipse(
        ...at(0),
        Math.max(0, radii[radius]!),
        Math.max(0, radii[radius + 1]!),
        angles[angle]!,
        0,
        2 * Math.PI,
      );
      break;
    case 'rectangle':
      rectangle(path, at(0), radii[radius]!, radii[radius + 1]!, angles[angle]!);
      break;
    default:
      kind satisfies never;
  }
  path.closePath();
}

function rectangle(
  path: CanvasPath,
  [x, y]: readonly [number, number],
  halfWidth: number,
  halfHeight: number,
  angle: number,
): void {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (const [a, b] of [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ] as const) {
    const [u, v] = [a * halfWidth, b * halfHeight];
    path.lineTo(x + cos * u - sin * v, y + sin * u + cos * v);
  }
}
