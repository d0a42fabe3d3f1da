/**
 * @file The way back from a filled polygon's covered areas to its vertices. Moving an edge by δ sweeps
 * |edge ∩ pixel|·δ·normal of the pixel's area. An edge shares that between its two ends by the parameter along it, so
 * vertices gather gradients without any notion of normals or corners. The walk over the pixels is `FillMask`'s.
 */
import type { Mask } from './painting.js';
import type { Rings } from './rings.js';

/** Edges that fall less than this are level: they leave no area. Pixels. */
export const LEVEL = 1e-12;

/**
 * Adds the gradients by the ends of the edge u–v.
 * @param area gradient by the winding integral of each pixel
 */
export function pullEdge(
  rings: Rings,
  u: number,
  v: number,
  { area, width, height }: Pick<Mask, 'area' | 'width'> & { readonly height: number },
): void {
  const x0 = rings.x[u]!;
  const y0 = rings.y[u]!;
  const dx = rings.x[v]! - x0;
  const dy = rings.y[v]! - y0;
  const isDown = dy > 0;
  const yStart = isDown ? y0 : y0 + dy;
  const yStop = isDown ? y0 + dy : y0;
  const isLevel = Math.abs(dy) < LEVEL;
  if (isLevel ? dx === 0 || y0 < 0 || y0 >= height : yStop <= 0 || yStart >= height) return;
  const yLow = yStart > 0 ? yStart : 0;
  const yEnd = yStop < height ? yStop : height;
  const perX = 1 / dx;
  const perY = 1 / dy;
  // Σ gradient·length in parameter, and the same weighted by the parameter
  let whole = 0;
  let far = 0;
  let ya = yLow;
  let xa = isLevel ? x0 : x0 + (ya - y0) * perY * dx;
  for (let row = Math.floor(yLow); ya < yEnd || isLevel; row++) {
    const yb = row + 1 < yEnd ? row + 1 : yEnd;
    const xb = isLevel ? x0 + dx : x0 + (yb - y0) * perY * dx;
    const low = xa < xb ? xa : xb;
    const high = xa < xb ? xb : xa;
    const base = row * width;
    const first = low > 0 ? Math.floor(low) : 0;
    const last = high < width ? Math.floor(high) : width - 1;
    if (first === last && !isLevel && low >= 0 && high <= width) {
      const g = area[base + first]!;
      if (g !== 0) {
        const part = g * (yb - ya) * Math.abs(perY);
        whole += part;
        far += part * (0.5 * (ya + yb) - y0) * perY;
      }
    } else {
      for (let col = first; col <= last; col++) {
        const g = area[base + col]!;
        if (g === 0) continue;
        const a = low > col ? low : col;
        const b = high < col + 1 ? high : col + 1;
        const part = g * (b - a) * Math.abs(perX);
        whole += part;
        far += part * (0.5 * (a + b) - x0) * perX;
      }
    }
    if (isLevel) break;
    ya = yb;
    xa = xb;
  }
  rings.byX[u]! -= dy * (whole - far);
  rings.byY[u]! += dx * (whole - far);
  rings.byX[v]! -= dy * far;
  rings.byY[v]! += dx * far;
}
