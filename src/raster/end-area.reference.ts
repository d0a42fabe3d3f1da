/** @file A slow, independent measure of a stroke's end to test against: dense lines. */

const LINES = 8000;

/**
 * Area of the pixel at (x, y) in a stroke that ends in the origin in the direction `angle`: exact along x, midpoints of lines
 * along y.
 */
export function scannedEndArea(r: number, x: number, y: number, angle: number): number {
  const [tx, ty] = [Math.cos(angle), Math.sin(angle)];
  let sum = 0;
  for (let k = 0; k < LINES; k++) {
    const v = y - 0.5 + (k + 0.5) / LINES;
    // The band before the end, |across| ≤ r and t ≤ 0, and the disc: their union is the end.
    let [from, to] = [-Infinity, Infinity];
    for (const [a, b] of [
      [-ty, r - v * tx],
      [ty, r + v * tx],
      [tx, -v * ty],
    ] as const) {
      if (a > 0) to = Math.min(to, b / a);
      else from = Math.max(from, b / a);
    }
    const half = Math.sqrt(Math.max(0, r * r - v * v));
    const spans = [
      [from, to],
      [-half, half],
    ]
      .map(([a, b]) => [Math.max(a!, x - 0.5), Math.min(b!, x + 0.5)] as const)
      .filter(([a, b]) => b > a)
      .sort((a, b) => a[0] - b[0]);
    let reached = -Infinity;
    for (const [a, b] of spans) {
      sum += Math.max(0, b - Math.max(a, reached)) / LINES;
      reached = Math.max(reached, b);
    }
  }
  return sum;
}
