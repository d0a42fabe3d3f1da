/**
 * @file What keeps a blob's curves from crossing themselves: the loss of LIVE (Ma et al. 2022, "Towards Layer-wise
 * Image Vectorization", 3.3). With a, b, c the steps between a cubic's four control points, a curve without a loop
 * turns from a to c the way it turns from a to b; what the sine of the angle from a to c has of the other sign is the
 * loss, averaged over all curves.
 */
import { type Shapes, shapeKinds, shapePlaces } from '../../raster/index.js';

const BLOB = shapeKinds.indexOf('blob');

/**
 * @param gradient by the shapes' points; weight·∂loss is added
 * @returns the loss, unweighted
 */
export function selfCrossing(shapes: Shapes, weight: number, gradient: Float32Array): number {
  const { kinds, corners, points } = shapes;
  let curves = 0;
  for (let s = 0; s < kinds.length; s++) if (kinds[s] === BLOB) curves += corners[s]!;
  let loss = 0;
  for (const { kind, corners: count, point } of shapePlaces(shapes)) {
    if (kind !== 'blob') continue;
    for (let k = 0; k < count; k++) {
      const p0 = 2 * (point + 3 * k);
      const p3 = k + 1 < count ? p0 + 6 : 2 * point;
      loss += curveLoss(points, p0, p0 + 2, p0 + 4, p3, weight / curves, gradient);
    }
  }
  return curves === 0 ? 0 : loss / curves;
}

function curveLoss(
  p: Float32Array,
  p0: number,
  p1: number,
  p2: number,
  p3: number,
  weight: number,
  gradient: Float32Array,
): number {
  const ax = p[p1]! - p[p0]!;
  const ay = p[p1 + 1]! - p[p0 + 1]!;
  const bx = p[p2]! - p[p1]!;
  const by = p[p2 + 1]! - p[p1 + 1]!;
  const cx = p[p3]! - p[p2]!;
  const cy = p[p3 + 1]! - p[p2 + 1]!;
  const a2 = ax * ax + ay * ay;
  const c2 = cx * cx + cy * cy;
  if (a2 === 0 || c2 === 0) return 0;
  const per = 1 / Math.sqrt(a2 * c2);
  const sine = (ax * cy - ay * cx) * per;
  const way = ax * by - ay * bx >= 0 ? -1 : 1;
  const loss = way * sine;
  if (loss <= 0) return 0;
  const g = weight * way;
  const byAx = g * (cy * per - (sine * ax) / a2);
  const byAy = g * (-cx * per - (sine * ay) / a2);
  const byCx = g * (-ay * per - (sine * cx) / c2);
  const byCy = g * (ax * per - (sine * cy) / c2);
  gradient[p0]! -= byAx;
  gradient[p0 + 1]! -= byAy;
  gradient[p1]! += byAx;
  gradient[p1 + 1]! += byAy;
  gradient[p2]! -= byCx;
  gradient[p2 + 1]! -= byCy;
  gradient[p3]! += byCx;
  gradient[p3 + 1]! += byCy;
  return loss;
}
