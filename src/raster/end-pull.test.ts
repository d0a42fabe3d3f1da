import { describe, expect, it } from 'vitest';
import { ArcChain } from './arcs.js';
import { scannedEndArea } from './end-area.reference.js';
import { EndPull } from './end-pull.js';
import { PieceSums } from './piece-sums.js';

const PIXELS = [20.2, 9.7, 18.1, 14.3, 16, 18.9, 13.9, 23.5];
const ANGLE = Math.atan2(23.5 - 9.7, 13.9 - 20.2);

/** The pushes of one pixel at an end of a straight stroke, taken together: by its place and its half-width. */
function pushes(r: number, col: number, row: number, isEnd: boolean): [x: number, y: number, radius: number] {
  const arcs = new ArcChain();
  arcs.append(
    Float32Array.from(PIXELS, (v) => v / 32),
    0,
    1,
    32,
    r,
  );
  const pieces = (arcs.vertices >> 1) - 1;
  const end = isEnd ? 2 * (pieces - 1) + 1 : 0;
  const pixels = { place: Int32Array.of((row << 16) | col), note: Int32Array.of(-1 - end) };
  const ends = new EndPull();
  const sums = new PieceSums();
  const out = { x: new Float64Array(arcs.vertices), y: new Float64Array(arcs.vertices) };
  sums.begin(pieces + 1);
  ends.list(arcs, r, pixels, Int32Array.of(0), 1, Float32Array.of(1));
  ends.spend(arcs, sums, out);
  const byRadius = sums.spend(arcs, 0, pieces - 1, out);
  const total = (values: Float64Array) => values.reduce((sum, v) => sum + v, 0);
  return [total(out.x), total(out.y), byRadius];
}

describe('the way back of free ends', () => {
  it.each([
    [1.3, true],
    [1.3, false],
    [2.73, true],
    [2.73, false],
  ])('moves area as the end itself does, half-width %f, at the last point: %s', (r, isEnd) => {
    const h = 1e-3;
    const [endX, endY] = isEnd ? [PIXELS[6]!, PIXELS[7]!] : [PIXELS[0]!, PIXELS[1]!];
    const angle = isEnd ? ANGLE : ANGLE + Math.PI;
    let outlines = 0;
    for (let row = Math.floor(endY) - 4; row <= endY + 4; row++) {
      for (let col = Math.floor(endX) - 4; col <= endX + 4; col++) {
        const [x, y] = [col + 0.5 - endX, row + 0.5 - endY];
        const area = scannedEndArea(r, x, y, angle);
        // those that are noted as an end's: on the outline, half a pixel before the end at most
        if (area < 1e-3 || area > 1 - 1e-3 || x * Math.cos(angle) + y * Math.sin(angle) < -0.5) continue;
        outlines++;
        const truth = [
          (scannedEndArea(r, x - h, y, angle) - scannedEndArea(r, x + h, y, angle)) / (2 * h),
          (scannedEndArea(r, x, y - h, angle) - scannedEndArea(r, x, y + h, angle)) / (2 * h),
          (scannedEndArea(r + h, x, y, angle) - scannedEndArea(r - h, x, y, angle)) / (2 * h),
        ];
        pushes(r, col, row, isEnd).forEach((v, i) => {
          expect(v, `${col} ${row} ${i}`).toBeCloseTo(truth[i]!, 2);
        });
      }
    }
    expect(outlines).toBeGreaterThan(5);
  });
});
