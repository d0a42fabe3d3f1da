import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../../parameters/index.js';
import { SeededGenerator } from '../../random/index.js';
import type { Homography } from '../../raster/index.js';
import { drawPage } from '../page.js';
import { adjointOfJitter, applyJitter, drawJitter } from './colour-jitter.js';
import { drawView, type ViewValues, viewRows } from './index.js';
import { drawSurround } from './surround.js';
import { compose, type Field } from './view-kind.js';
import { drawPerspective, homographyBetween } from './warp.js';

const defaults: ViewValues = defaultsOf(viewRows);
const still = {
  ...defaults,
  viewRotation: 0,
  viewZoomLeast: 1,
  viewZoomMost: 1,
  viewShift: 0,
  viewShear: 0,
  viewTilt: 0,
};
const lively = {
  ...defaults,
  viewRotation: 0.3,
  viewZoomLeast: 0.7,
  viewZoomMost: 2,
  viewShift: 0.2,
  viewShear: 0.2,
  viewTilt: 0.4,
};
/** kvfrans/clipdraw: RandomPerspective(fill=1, p=1, .5), RandomResizedCrop(scale=(.7, .9)) */
const classic = {
  ...defaults,
  viewKind: 'crop',
  cropLeast: 0.7,
  cropMost: 0.9,
  warp: 0.5,
  warpChance: 1,
} as const;

const square: Field = { width: 1, height: 1 };
const long: Field = { width: 3, height: 1 };

/** Many views of a field at a moment of the drawing. */
function viewsOf(values: ViewValues, field: Field, { count = 500, progress = 0 } = {}): Homography[] {
  const generator = SeededGenerator.fromSeed(3);
  return Array.from({ length: count }, (_, k) => {
    const context = { field, moment: { iteration: 0, progress }, turn: (k * 0.7548776662466927) % 1 };
    return drawView(values, context, values.wholeViews, generator);
  });
}

function project(h: Homography, u: number, v: number): [number, number, number] {
  const w = h[6]! * u + h[7]! * v + h[8]!;
  return [(h[0]! * u + h[1]! * v + h[2]!) / w, (h[3]! * u + h[4]! * v + h[5]!) / w, w];
}
const corners = (h: Homography) =>
  [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ].map(([u, v]) => project(h, u!, v!));
const share = <T>(items: readonly T[], is: (item: T) => boolean): number =>
  items.filter(is).length / items.length;

describe('affine views', () => {
  it('show the whole of a square canvas when nothing is warped', () => {
    const [view] = viewsOf(still, square, { count: 1 });
    expect(project(view!, 0, 0)[0]).toBeCloseTo(0, 12);
    expect(project(view!, 1, 0.25)).toEqual([expect.closeTo(1, 12), expect.closeTo(0.25, 12), 1]);
  });

  it('zoom about the middle', () => {
    const [view] = viewsOf({ ...still, viewZoomLeast: 2, viewZoomMost: 2 }, square, { count: 1 });
    expect(project(view!, 0, 0)[0]).toBeCloseTo(0.25, 12);
    expect(project(view!, 1, 1)[1]).toBeCloseTo(0.75, 12);
  });

  it('keep the middle of the view inside a long canvas and reach both its ends', () => {
    const middles = viewsOf(still, long).map((view) => project(view, 0.5, 0.5));
    expect(Math.min(...middles.map(([x]) => x))).toBeLessThan(0.8);
    expect(Math.max(...middles.map(([x]) => x))).toBeGreaterThan(2.2);
    for (const [, y] of middles) expect(y).toBeCloseTo(0.5, 9);
  });
});

describe.each<[string, ViewValues]>([
  ['affine', lively],
  ['classic', classic],
  ['cut-outs', { ...defaults, viewKind: 'cutouts', flipChance: 0.5, warp: 0.5 }],
])('%s views', (_, values) => {
  it('never turn the picture inside out: the denominator keeps its sign over the view', () => {
    for (const view of viewsOf(values, { width: 1.5, height: 1 }, { count: 2000 })) {
      for (const [, , w] of corners(view)) expect(w).toBeGreaterThan(0.01);
    }
  });
});

describe('crops', () => {
  it('have the area and the aspect of torchvision’s RandomResizedCrop, anywhere inside', () => {
    const boxes = viewsOf({ ...classic, warp: 0 }, square, { count: 3000 }).map((view) => {
      const [left, top] = project(view, 0, 0);
      const [right, bottom] = project(view, 1, 1);
      return {
        left,
        top,
        right,
        bottom,
        area: (right - left) * (bottom - top),
        aspect: (right - left) / (bottom - top),
      };
    });
    for (const { left, top, right, bottom, area, aspect } of boxes) {
      expect(Math.min(left, top)).toBeGreaterThanOrEqual(-1e-9);
      expect(Math.max(right, bottom)).toBeLessThanOrEqual(1 + 1e-9);
      expect(area).toBeGreaterThan(0.7 - 1e-9);
      expect(area).toBeLessThan(0.9 + 1e-9);
      expect(Math.abs(Math.log(aspect))).toBeLessThan(Math.log(4 / 3) + 1e-9);
    }
    const areas = boxes.map(({ area }) => area);
    expect(Math.min(...areas)).toBeLessThan(0.71);
    expect(Math.max(...areas)).toBeGreaterThan(0.88);
    expect(share(boxes, ({ left }) => left > 0.05)).toBeGreaterThan(0.1);
  });

  it('show all of the picture where all of it is asked for', () => {
    const [view] = viewsOf({ ...classic, warp: 0, cropLeast: 1, cropMost: 1 }, square, { count: 1 });
    expect([...view!]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });
});

describe('the perspective of torchvision’s RandomPerspective', () => {
  it('takes each drawn corner to a corner of the picture; corners move inwards by half the distortion at most', () => {
    const generator = SeededGenerator.fromSeed(1);
    let farthest = 0;
    for (let i = 0; i < 500; i++) {
      const map = drawPerspective(long, 0.5, generator);
      const [x, y] = project(inverse(map), 3, 0);
      expect(x).toBeGreaterThanOrEqual(3 - 0.25 * 3 - 1e-9);
      expect(x).toBeLessThanOrEqual(3 + 1e-9);
      expect(y).toBeGreaterThanOrEqual(-1e-9);
      expect(y).toBeLessThanOrEqual(0.25 + 1e-9);
      farthest = Math.max(farthest, y);
    }
    expect(farthest).toBeGreaterThan(0.24);
  });

  it('keeps the picture on this side of the horizon at its strongest', () => {
    const generator = SeededGenerator.fromSeed(2);
    for (let i = 0; i < 2000; i++) {
      const map = drawPerspective(square, viewRows.warp.max, generator);
      const back = inverse(map);
      for (const [x, y] of corners(compose(map, back))) {
        const [u, v] = project(back, x, y);
        expect(project(map, u, v)[2]).toBeGreaterThan(0);
      }
    }
  });

  it('comes as often as asked for', () => {
    const isWarped = (view: Homography) => view[6] !== 0 || view[7] !== 0;
    expect(share(viewsOf({ ...classic, warpChance: 0.3 }, square), isWarped)).toBeCloseTo(0.3, 1);
    expect(share(viewsOf(classic, square), isWarped)).toBe(1);
  });

  it('solves for the homography between any four points and four others', () => {
    const from = [
      [0.1, 0.2],
      [0.9, 0],
      [1, 0.8],
      [0, 1],
    ] as const;
    const to = [
      [2, 3],
      [5, 3.5],
      [4, 7],
      [2.5, 6],
    ] as const;
    const map = homographyBetween(from, to);
    from.forEach(([u, v], i) => {
      const [x, y] = project(map, u, v);
      expect(x).toBeCloseTo(to[i]![0], 9);
      expect(y).toBeCloseTo(to[i]![1], 9);
    });
  });
});

/** By cofactors. */
function inverse(m: Homography): Homography {
  const [a, b, c, d, e, f, g, h, i] = m as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return Float64Array.of(
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  );
}

describe('cut-outs', () => {
  const values: ViewValues = { ...defaults, viewKind: 'cutouts' };
  const isWhole = (view: Homography) => view[0]! >= 1.5;

  it('go from overviews to the inside when their time comes', () => {
    const field = { width: 1.5, height: 1 };
    expect(share(viewsOf(values, field, { progress: 0.39 }), isWhole)).toBeCloseTo(0.75, 1);
    expect(share(viewsOf(values, field, { progress: 0.41 }), isWhole)).toBeCloseTo(0.25, 1);
  });

  it('lie inside, none smaller than asked for, small ones oftener with a higher power', () => {
    const sides = (innerPower: number) =>
      viewsOf({ ...values, overviewStart: 0, innerPower }, square).map((view) => {
        for (const [x, y] of corners(view)) {
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(-1e-9);
          expect(Math.max(x, y)).toBeLessThanOrEqual(1 + 1e-9);
        }
        return view[0]!;
      });
    expect(Math.min(...sides(1))).toBeGreaterThanOrEqual(0.3);
    const mean = (list: number[]) => list.reduce((a, b) => a + b) / list.length;
    expect(mean(sides(1))).toBeCloseTo(0.65, 1);
    expect(mean(sides(4))).toBeLessThan(0.5);
  });
});

describe('tiles', () => {
  it('are Arnheim’s nine crops of 224 at a stride of 112 on a canvas of 448, and the whole', () => {
    const views = viewsOf({ ...defaults, viewKind: 'tiles' }, square);
    const boxes = new Set(views.map((view) => [view[2], view[5], view[0]].map((x) => 448 * x!).join(' ')));
    const tiles = [0, 112, 224].flatMap((y) => [0, 112, 224].map((x) => `${x} ${y} 224`));
    expect(boxes).toEqual(new Set(['0 0 448', ...tiles]));
    expect(share(views, (view) => view[0] === 1)).toBeCloseTo(0.5, 1);
  });
});

describe('views of any kind', () => {
  it('may be mirrored', () => {
    const mirrored = viewsOf({ ...still, flipChance: 1 }, square, { count: 1 })[0]!;
    expect(project(mirrored, 0.2, 0.3)).toEqual([expect.closeTo(0.8, 12), expect.closeTo(0.3, 12), 1]);
    expect(share(viewsOf({ ...still, flipChance: 0.25 }, square), (view) => view[0]! < 0)).toBeCloseTo(
      0.25,
      1,
    );
  });

  it('may be unwarped for the first of them', () => {
    const values = { ...classic, wholeViews: 1 };
    const context = { field: square, moment: { iteration: 0, progress: 0 }, turn: 0 };
    const view = drawView(values, context, 0, SeededGenerator.fromSeed(1));
    expect([...view]).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });

  it('compose as maps do', () => {
    const [a, b] = viewsOf(lively, square, { count: 2 });
    const [x, y] = project(b!, 0.3, 0.6);
    const [there] = [project(a!, x, y)];
    const both = project(compose(a!, b!), 0.3, 0.6);
    expect(both[0]).toBeCloseTo(there![0], 9);
    expect(both[1]).toBeCloseTo(there![1], 9);
  });
});

describe('colour jitter', () => {
  const generator = () => SeededGenerator.fromSeed(5);
  const values = { colourJitter: 0.4, hueJitter: 0.1, greyChance: 0.3 };
  const normals = (seed: number) => {
    const source = SeededGenerator.fromSeed(seed);
    return Float32Array.from({ length: 4 * 2 * 3 }, () => source.normal());
  };
  const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

  it('has the transpose as its adjoint: ⟨J x − J 0, y⟩ = ⟨x, Jᵀ y⟩', () => {
    const maps = drawJitter(values, 4, generator())!;
    const [x, y] = [normals(1), normals(2)];
    const nothing = new Float32Array(x.length);
    const [jx, j0, back] = [x.slice(), nothing.slice(), y.slice()];
    applyJitter(jx, maps);
    applyJitter(j0, maps);
    adjointOfJitter(back, maps);
    expect(dot(jx, y) - dot(j0, y)).toBeCloseTo(dot(x, back), 4);
  });

  it('leaves greys grey, and turns a view grey as often as asked for', () => {
    const maps = drawJitter({ colourJitter: 0, hueJitter: 0.3, greyChance: 0.5 }, 400, generator())!;
    const views = Float32Array.from({ length: 400 * 6 }, (_, i) => [0.3, 0.3, 0.3, 1, 0, 0][i % 6]!);
    applyJitter(views, maps);
    const isGrey = (i: number) =>
      Math.abs(views[i]! - views[i + 1]!) < 1e-6 && Math.abs(views[i]! - views[i + 2]!) < 1e-6;
    for (let v = 0; v < 400; v++) expect(isGrey(6 * v)).toBe(true);
    const coloured = maps.map((_, v) => isGrey(6 * v + 3));
    expect(share(coloured, (grey) => grey)).toBeCloseTo(0.5, 1);
  });

  it('is not drawn at all where nothing is to be changed', () => {
    expect(drawJitter({ colourJitter: 0, hueJitter: 0, greyChance: 0 }, 4, generator())).toBeUndefined();
  });
});

describe('the surround and the page', () => {
  it('is paper, or another grey or colour each step', () => {
    const generator = SeededGenerator.fromSeed(1);
    expect(drawSurround({ surround: 'paper' }, [1, 0.5, 0], generator)).toEqual([1, 0.5, 0]);
    const [r, g, b] = drawSurround({ surround: 'grey' }, [1, 1, 1], generator);
    expect([g, b]).toEqual([r, r]);
    const colours = [0, 1].map(() => drawSurround({ surround: 'colour' }, [1, 1, 1], generator));
    expect(colours[0]).not.toEqual(colours[1]);
    const pages = [0, 1].map(() => drawPage({ page: 'colour' }, [1, 1, 1], generator));
    expect(pages[0]).not.toEqual(pages[1]);
  });
});
