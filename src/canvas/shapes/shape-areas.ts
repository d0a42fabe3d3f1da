/** @file Areas of shapes in squares of a canvas unit: of polygons and blobs by their corners and control points. */
import { type Shapes, shapePlaces } from '../../raster/index.js';

/** @returns the area of each shape; of a blob that of its control polygon, near enough to tell a tiny one */
export function shapeAreas(shapes: Shapes): Float64Array {
  const areas = new Float64Array(shapes.kinds.length);
  for (const { index, kind, corners, point, radius } of shapePlaces(shapes)) {
    const [a, b] = [shapes.radii[radius]!, shapes.radii[radius + 1]!];
    if (kind === 'circle') areas[index] = Math.PI * a * a;
    else if (kind === 'ellipse') areas[index] = Math.PI * a * b;
    else if (kind === 'rectangle') areas[index] = 4 * a * b;
    else areas[index] = polygonArea(shapes.points, point, kind === 'blob' ? 3 * corners : corners);
  }
  return areas;
}

function polygonArea(points: Float32Array, first: number, count: number): number {
  let twice = 0;
  for (let k = 0; k < count; k++) {
    const i = 2 * (first + k);
    const j = 2 * (first + ((k + 1) % count));
    twice += points[i]! * points[j + 1]! - points[j]! * points[i + 1]!;
  }
  return Math.abs(twice) / 2;
}
