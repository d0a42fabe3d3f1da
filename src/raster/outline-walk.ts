/**
 * @file Walks a stroke's outline across the pixels and gathers the gradient on the way.
 *
 * When the outline moves by v, covered area grows by ∫ v·n ds (Reynolds). So a part of the outline within a pixel pushes by ∫ n ds times
 * the pixel's gradient, and ∫ n ds is the part's chord turned by a quarter. Arcs are cut where they cross the sides of pixels,
 * exactly: a quadrant of a circle goes one way in x and in y, so the next side it crosses is found as along a straight
 * line (Amanatides and Woo, "A fast voxel traversal algorithm for ray tracing", 1987).
 */
import { type OutlineArcs, PART } from './outline-arcs.js';
import { type PieceSums, PUSH } from './piece-sums.js';

const { PART: PARTS, FROM_X, FROM_Y, TO_X, TO_Y, CENTRE_X, CENTRE_Y, RADIUS } = PART;
const { PLACE, ALONG_X, ALONG_Y, LEFT } = PART;
const { SUMS, RADIUS: BY_RADIUS } = PUSH;

/** Smaller circles have no outline. */
const LEAST = 1e-9;
/** Where numbers are whole in one branch and not in another, Node boxes them; a sum with this 0 is no whole number to it. */
const ZERO = new Float64Array(1);
/** Pixels past which nothing is looked for. */
const FAR = 1e9;

/**
 * Pushes pieces, and forgets the arcs.
 * @param map gradient by the covered area of each pixel, with a frame of `width + 1` numbers before and after it
 * @param sums added to
 */
export function walkOutline(
  arcs: OutlineArcs,
  map: Float32Array,
  width: number,
  height: number,
  { values: sums }: PieceSums,
): void {
  const { values, pieces, count } = arcs;
  const zero = ZERO[0]!;
  const right = zero + width;
  const bottom = zero + height;
  arcs.count = 0;
  for (let c = 0; c < count; c++) {
    const o = PARTS * c;
    const signed = values[o + RADIUS]!;
    const radius = Math.abs(signed);
    if (!(radius > LEAST)) continue;
    const centreX = values[o + CENTRE_X]!;
    const centreY = values[o + CENTRE_Y]!;
    const startNX = values[o + FROM_X]!;
    const startNY = values[o + FROM_Y]!;
    const finalNX = values[o + TO_X]!;
    const finalNY = values[o + TO_Y]!;
    const radius2 = radius * radius;
    const perSquare = 0.25 / radius2;
    // directions from the centre
    const way = 2 * Number(signed > 0) - 1;
    const fromX = startNX * way;
    const fromY = startNY * way;
    const toX = finalNX * way;
    const toY = finalNY * way;
    const isOver = fromX * toX < 0;
    const isAside = !isOver && fromY * toY < 0;
    const left = values[o + LEFT]!;
    const alongX = values[o + ALONG_X]!;
    const alongY = values[o + ALONG_Y]!;
    const place = values[o + PLACE]! - alongX * centreX - alongY * centreY;
    const midX = fromX + toX;
    const midY = fromY + toY;
    // an arc that neighbours have cut off to less than nothing counts against them
    const isBack = signed * (finalNX * startNY - finalNY * startNX) < 0;
    const finalX = centreX + signed * finalNX;
    const finalY = centreY + signed * finalNY;
    let px = centreX + signed * startNX;
    let py = centreY + signed * startNY;
    let w0 = place + alongX * px + alongY * py;
    let length = 0;
    let sx0 = 0;
    let sx1 = 0;
    let sx2 = 0;
    let sy0 = 0;
    let sy1 = 0;
    let sy2 = 0;
    const quadrants = isOver || isAside ? 2 : 1;
    for (let quadrant = 0; quadrant < quadrants; quadrant++) {
      const isLast = quadrant === quadrants - 1;
      const sideX = (isOver ? (isLast ? toX : fromX) : midX) < 0 ? -1 : 1;
      const sideY = (isAside ? (isLast ? toY : fromY) : midY) < 0 ? -1 : 1;
      let qx = isLast ? finalX : isOver ? centreX : centreX + sideX * radius;
      let qy = isLast ? finalY : isOver ? centreY + sideY * radius : centreY;
      const nextX = qx;
      const nextY = qy;
      if (
        !(px >= 0 && qx >= 0 && py >= 0 && qy >= 0 && px < width && qx < width && py < height && qy < height)
      ) {
        const isNear = Math.abs(px) + Math.abs(py) + Math.abs(qx) + Math.abs(qy) < FAR;
        const isOff =
          !isNear ||
          (px <= 0 && qx <= 0) ||
          (py <= 0 && qy <= 0) ||
          (px >= width && qx >= width) ||
          (py >= height && qy >= height);
        let isIn = !isOff;
        for (let end = 0; end < 2 && isIn; end++) {
          let x = end === 0 ? px : qx;
          let y = end === 0 ? py : qy;
          if (x < 0 || x > width) {
            x = x < 0 ? zero : right;
            const rest = radius2 - (x - centreX) * (x - centreX);
            y = centreY + sideY * Math.sqrt(rest > 0 ? rest : 0);
          }
          if (y < 0 || y > height) {
            y = y < 0 ? zero : bottom;
            const rest = radius2 - (y - centreY) * (y - centreY);
            x = centreX + sideX * Math.sqrt(rest > 0 ? rest : 0);
          }
          isIn = x >= 0 && x <= width;
          if (end === 0) {
            px = x;
            py = y;
          } else {
            qx = x;
            qy = y;
          }
        }
        if (!isIn) {
          px = nextX;
          py = nextY;
          w0 = place + alongX * px + alongY * py;
          continue;
        }
        w0 = place + alongX * px + alongY * py;
      }
      let col = px | 0;
      let row = py | 0;
      if (col === width) col--;
      if (row === height) row--;
      let lastCol = qx | 0;
      let lastRow = qy | 0;
      if (lastCol === width) lastCol--;
      if (lastRow === height) lastRow--;
      const stepX = qx < px ? -1 : 1;
      const stepY = qy < py ? -1 : 1;
      let uprights = Math.abs(lastCol - col);
      let levels = Math.abs(lastRow - row);
      const steps = uprights + levels;
      let cell = (row + 1) * width + col + 1;
      // the next upright and the next level line, and where the circle crosses them
      let atX = zero + col + Number(qx >= px);
      let atY = zero + row + Number(qy >= py);
      let rest = radius2 - (atX - centreX) * (atX - centreX);
      let crossY = centreY + sideY * Math.sqrt(0.5 * (rest + Math.abs(rest)));
      // a level line past the quadrant is met at its end
      let rise = (atY - centreY) * sideY;
      rise = 0.5 * (rise + Math.abs(rise));
      rest = radius2 - rise * rise;
      let crossX = centreX + sideX * Math.sqrt(0.5 * (rest + Math.abs(rest)));
      const rowStep = stepY * width;
      for (let k = 0; k <= steps; k++) {
        const g = map[cell]!;
        let x = qx;
        let y = qy;
        if (k < steps) {
          if (levels === 0 || (uprights > 0 && stepX * (crossX - atX) > 0)) {
            uprights--;
            x = atX;
            y = crossY;
            atX += stepX;
            cell += stepX;
            rest = radius2 - (atX - centreX) * (atX - centreX);
            crossY = centreY + sideY * Math.sqrt(0.5 * (rest + Math.abs(rest)));
          } else {
            levels--;
            x = crossX;
            y = atY;
            atY += stepY;
            cell += rowStep;
            rise = (atY - centreY) * sideY;
            rise = 0.5 * (rise + Math.abs(rise));
            rest = radius2 - rise * rise;
            crossX = centreX + sideX * Math.sqrt(0.5 * (rest + Math.abs(rest)));
          }
        }
        const dx = x - px;
        const dy = y - py;
        const w = place + alongX * x + alongY * y;
        const middle = 0.5 * (w + w0);
        const square = middle * middle + (w - w0) * (w - w0) * (1 / 12);
        const gx = g * dy;
        const gy = g * dx;
        sx0 += gx;
        sx1 += gx * middle;
        sx2 += gx * square;
        sy0 += gy;
        sy1 += gy * middle;
        sy2 += gy * square;
        // an arc over its chord, by the arc sine's series
        const chord2 = dx * dx + dy * dy;
        const sine2 = chord2 * perSquare;
        length += g * Math.sqrt(chord2) * (1 + sine2 * (1 / 6 + sine2 * (3 / 40 + sine2 * (5 / 112))));
        px = x;
        py = y;
        w0 = w;
      }
      px = nextX;
      py = nextY;
    }
    const at = SUMS * pieces[c]!;
    sums[at]! -= left * sx0;
    sums[at + 1]! -= left * sx1;
    sums[at + 2]! -= left * sx2;
    sums[at + 3]! += left * sy0;
    sums[at + 4]! += left * sy1;
    sums[at + 5]! += left * sy2;
    sums[at + BY_RADIUS]! += isBack ? -length : length;
  }
}
