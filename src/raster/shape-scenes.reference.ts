/** @file Random shapes for tests: reproducible from a seed. */
import { randoms } from './scenes.reference.js';
import { type ShapeKind, type Shapes, shapeKinds } from './shapes.js';

export type Channels = readonly [number, number, number, number];

/** One shape as it is easily written: lengths in pixels of a canvas whose shorter side is `side`. */
export interface OneShape {
  readonly kind: ShapeKind;
  readonly points: readonly number[];
  readonly radii?: readonly number[];
  readonly angle?: number;
  readonly colour?: Channels;
}

export function shapesOf(side: number, list: readonly OneShape[]): Shapes {
  const perCorner = { blob: 6, polygon: 2, circle: 2, ellipse: 2, rectangle: 2 };
  return {
    kinds: Uint8Array.from(list, ({ kind }) => shapeKinds.indexOf(kind)),
    corners: Uint8Array.from(list, ({ kind, points }) => points.length / perCorner[kind]),
    points: Float32Array.from(
      list.flatMap(({ points }) => points),
      (v) => v / side,
    ),
    radii: Float32Array.from(
      list.flatMap(({ radii = [] }) => radii),
      (v) => v / side,
    ),
    angles: Float32Array.from(
      list.flatMap(({ kind, angle = 0 }) => (kind === 'ellipse' || kind === 'rectangle' ? [angle] : [])),
    ),
    colours: Float32Array.from(list.flatMap(({ colour = [0, 0, 0, 1] }) => colour)),
  };
}

export interface ShapeSceneOptions {
  readonly seed: number;
  readonly count: number;
  /** of the canvas, pixels */
  readonly width: number;
  readonly height: number;
  /** largest radius or step between points, pixels */
  readonly reach: number;
  readonly kinds?: readonly ShapeKind[];
}

/** Shapes of all kinds, blobs and polygons wandering (so they cross themselves), colours on the 8-bit grid. */
export function randomShapes({ seed, count, width, height, reach, kinds }: ShapeSceneOptions): Shapes {
  const next = randoms(seed);
  const among = kinds ?? shapeKinds;
  const wander = (points: number): number[] => {
    let x = width * next();
    let y = height * next();
    return Array.from({ length: points }, () => {
      x += reach * (2 * next() - 1);
      y += reach * (2 * next() - 1);
      return [x, y];
    }).flat();
  };
  const list = Array.from({ length: count }, (): OneShape => {
    const kind = among[Math.floor(among.length * next())]!;
    const corners = 3 + Math.floor(3 * next());
    const points = wander({ blob: 3 * corners, polygon: corners, circle: 1, ellipse: 1, rectangle: 1 }[kind]);
    const radii = Array.from(
      { length: { blob: 0, polygon: 0, circle: 1, ellipse: 2, rectangle: 2 }[kind] },
      () => 0.3 + reach * next(),
    );
    const channel = () => Math.round(255 * next()) / 255;
    return { kind, points, radii, angle: 6.3 * next(), colour: [channel(), channel(), channel(), channel()] };
  });
  return shapesOf(Math.min(width, height), list);
}
