/** @file One shape as it begins: a round thing of some size and colour, in the form that was asked for. */
import type { SeededGenerator } from '../../random/index.js';
import { type Rgb, type ShapeKind, type Shapes, shapeKinds } from '../../raster/index.js';

export type Form = 'blobs' | 'triangles' | 'polygons' | 'circles' | 'ellipses' | 'rectangles' | 'mixed';

/** The kinds of each form, by turns. */
const kindsOf: Readonly<Record<Form, readonly ShapeKind[]>> = {
  blobs: ['blob'],
  triangles: ['polygon'],
  polygons: ['polygon'],
  circles: ['circle'],
  ellipses: ['ellipse'],
  rectangles: ['rectangle'],
  mixed: shapeKinds,
};

/** How far a shape's corners may lie from a circle's, either way, as a part of the radius. */
const UNEVEN = 0.3;
/** Handle length for a circle of quarter arcs: 4/3·tan(π/8); of n arcs 4/3·tan(π/2n). */
const handle = (arcs: number): number => (4 / 3) * Math.tan(Math.PI / (2 * arcs));

/** Where and how a shape begins; lengths in canvas units. */
export interface Seed {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly colour: Rgb;
  readonly opacity: number;
}

/** Gathers shapes one by one into the flat arrays. */
export class ShapeList {
  readonly #kinds: number[] = [];
  readonly #corners: number[] = [];
  readonly #points: number[] = [];
  readonly #radii: number[] = [];
  readonly #angles: number[] = [];
  readonly #colours: number[] = [];

  constructor(
    private readonly form: Form,
    private readonly corners: number,
    private readonly generator: SeededGenerator,
  ) {}

  add({ x, y, radius, colour, opacity }: Seed): void {
    const kinds = kindsOf[this.form];
    const kind = kinds[this.#kinds.length % kinds.length]!;
    const { generator } = this;
    const uneven = () => radius * generator.uniform(1 - UNEVEN, 1 + UNEVEN);
    const turn = generator.uniform(0, 2 * Math.PI);
    const corners = this.form === 'triangles' ? 3 : this.corners;
    this.#kinds.push(shapeKinds.indexOf(kind));
    this.#corners.push(kind === 'blob' || kind === 'polygon' ? corners : 1);
    if (kind === 'blob') {
      const reach = handle(corners);
      for (let k = 0; k < corners; k++) {
        const r = uneven();
        const angle = turn + (2 * Math.PI * k) / corners;
        const next = turn + (2 * Math.PI * (k + 1)) / corners;
        this.#points.push(x + r * Math.cos(angle), y + r * Math.sin(angle));
        for (const [at, way] of [
          [angle, reach],
          [next, -reach],
        ] as const) {
          const [c, s] = [Math.cos(at), Math.sin(at)];
          this.#points.push(x + radius * (c - way * s), y + radius * (s + way * c));
        }
      }
    } else if (kind === 'polygon') {
      for (let k = 0; k < corners; k++) {
        const r = uneven();
        const angle = turn + (2 * Math.PI * k) / corners;
        this.#points.push(x + r * Math.cos(angle), y + r * Math.sin(angle));
      }
    } else {
      this.#points.push(x, y);
      this.#radii.push(uneven());
      if (kind !== 'circle') {
        this.#radii.push(uneven());
        this.#angles.push(turn);
      }
    }
    this.#colours.push(...colour, opacity);
  }

  shapes(): Shapes {
    return {
      kinds: Uint8Array.from(this.#kinds),
      corners: Uint8Array.from(this.#corners),
      points: Float32Array.from(this.#points),
      radii: Float32Array.from(this.#radii),
      angles: Float32Array.from(this.#angles),
      colours: Float32Array.from(this.#colours),
    };
  }
}
