import { describe, expect, it } from 'vitest';
import { OutlineArcs } from './outline-arcs.js';
import { walkOutline } from './outline-walk.js';
import { PieceSums, PUSH } from './piece-sums.js';
import { randoms } from './scenes.reference.js';

const [WIDTH, HEIGHT] = [48, 32];
const next = randoms(4);
const map = new Float32Array(WIDTH * HEIGHT + 2 * (WIDTH + 1));
for (let cell = 0; cell < WIDTH * HEIGHT; cell++) map[cell + WIDTH + 1] = 2 * next() - 1;

function gradientAt(x: number, y: number): number {
  const isIn = x >= 0 && y >= 0 && x < WIDTH && y < HEIGHT;
  return isIn ? map[(Math.floor(y) + 1) * WIDTH + Math.floor(x) + 1]! : 0;
}

/**
 * Walks an arc about (x, y) and returns the sums of its piece, and the same by many short steps.
 * @param along how far its pushes move along the piece with it
 */
function walked(
  x: number,
  y: number,
  radius: number,
  from: number,
  angle: number,
  along: number,
): [number[], number[]] {
  const normal = (t: number) => [Math.cos(from + angle * t), Math.sin(from + angle * t)] as const;
  // as beside a curve: normals point outwards where outside is on the left
  const out = radius > 0 ? 1 : -1;
  const part = Float64Array.of(...normal(0), ...normal(1), x, y, radius, 0.7, 0.3 * along, -0.4 * along, out);
  const arcs = new OutlineArcs();
  arcs.add(part, 0);
  const sums = new PieceSums();
  sums.begin(1);
  walkOutline(arcs, map, WIDTH, HEIGHT, sums);
  const truth = new Float64Array(PUSH.SUMS);
  const steps = Math.ceil(20_000 + 4_000 * Math.min(500, Math.abs(radius * angle)));
  for (let k = 0; k < steps; k++) {
    const [nx, ny] = normal((k + 0.5) / steps);
    const [dx, dy] = [radius * nx, radius * ny];
    const push = (gradientAt(x + dx, y + dy) * Math.abs(radius * angle)) / steps;
    const place = 0.7 + along * (0.3 * dx - 0.4 * dy);
    for (let power = 0; power < 3; power++) {
      truth[power]! += out * push * nx * place ** power;
      truth[3 + power]! += out * push * ny * place ** power;
    }
    truth[PUSH.RADIUS]! += push;
  }
  return [[...sums.values.subarray(0, PUSH.SUMS)], [...truth]];
}

function expectNear([ours, truth]: [number[], number[]], name: string): void {
  const apart = (which: readonly number[]) => Math.hypot(...which.map((i) => ours[i]! - truth[i]!));
  const size = Math.hypot(...truth);
  expect(apart([0, 3, PUSH.RADIUS]), name).toBeLessThan(0.004 * size + 1e-3);
  // a part in a pixel is taken at its chord's middle, two thirds of its sagitta off
  expect(apart([1, 2, 4, 5]), name).toBeLessThan(0.06 * size + 1e-3);
}

describe('the outline, walked', () => {
  it('pushes by what of it lies in each pixel', () => {
    for (let k = 0; k < 60; k++) {
      const radius = Math.exp(6 * next() - 1.5);
      const from = 6.3 * next();
      const x = WIDTH * next() - radius * Math.cos(from);
      const y = HEIGHT * next() - radius * Math.sin(from);
      // from the left of the curve to its right, as arcs with a radius above 0 go
      expectNear(walked(x, y, radius, from, -1.5 * next(), 1), `outer ${k}`);
      expectNear(
        walked(x + 2 * radius * Math.cos(from), y + 2 * radius * Math.sin(from), -radius, from, next(), 1),
        `inner ${k}`,
      );
    }
  });

  it('cuts quarters of circles about the corners and middles of pixels', () => {
    for (const x of [20, 20.5]) {
      for (const radius of [0.3, 0.5, 1, 3.5, 4]) {
        for (let quarter = 0; quarter < 4; quarter++) {
          expectNear(
            walked(x, x - 8, radius, quarter * 0.5 * Math.PI, -0.5 * Math.PI, 0),
            `${x} ${radius} ${quarter}`,
          );
          expectNear(
            walked(x, x - 8, radius, quarter * 0.5 * Math.PI + 0.6, -0.5 * Math.PI, 0),
            `${x} ${radius} ${quarter}`,
          );
        }
      }
    }
  });

  it('meets nothing off the canvas, however far', () => {
    for (const [x, y] of [
      [-50, 10],
      [20, 90],
      [1e12, -1e12],
      [Number.NaN, 3],
    ] as const) {
      const [ours] = walked(x, y, 5, 0.3, -1, 1);
      expect(ours.every((v) => v === 0)).toBe(true);
    }
  });
});
