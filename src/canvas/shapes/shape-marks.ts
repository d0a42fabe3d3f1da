/** @file Shapes one by one: which numbers belong to each, and what a person can do to one by hand. */
import type { MarkChange } from '../../marks/index.js';
import { type ShapePlace, type Shapes, shapeExtents, shapePlaces } from '../../raster/index.js';
import type { Marks } from '../canvas.js';
import type { Picture } from '../picture.js';

/** The arrays that are optimised, in this order. */
export const shapeGroups = ['points', 'radii', 'angles', 'colours'] as const;
export type ShapeGroup = (typeof shapeGroups)[number];

export class ShapeMarks implements Marks {
  constructor(
    private readonly shapes: () => Shapes,
    private readonly replace: (shapes: Shapes) => void,
  ) {}

  get count(): number {
    return this.shapes().kinds.length;
  }

  span(group: number, mark: number): readonly [from: number, to: number] {
    const name = shapeGroups[group];
    if (!name) throw new RangeError(`Shapes have no parameter group ${group}.`);
    return spanOf(name, placeOf(this.shapes(), mark));
  }

  centre(mark: number): readonly [x: number, y: number] {
    const shapes = this.shapes();
    const [from, to] = spanOf('points', placeOf(shapes, mark));
    let x = 0;
    let y = 0;
    for (let i = from; i < to; i += 2) {
      x += shapes.points[i]!;
      y += shapes.points[i + 1]!;
    }
    const count = (to - from) / 2;
    return [x / count, y / count];
  }

  arrange(order: readonly number[], added?: Picture): void {
    const old = this.shapes();
    const fresh = added?.kind === 'shapes' ? added.shapes : undefined;
    const [oldPlaces, freshPlaces] = [placesOf(old), fresh ? placesOf(fresh) : []];
    const taken = order.map((mark): readonly [Shapes, ShapePlace] => {
      const place = mark >= 0 ? oldPlaces[mark] : freshPlaces[-1 - mark];
      if (!place) throw new RangeError(`The new order names shape ${mark}, which there is not.`);
      return [mark >= 0 ? old : fresh!, place];
    });
    const gather = (group: ShapeGroup): Float32Array => {
      const parts = taken.map(([shapes, place]) => shapes[group].subarray(...spanOf(group, place)));
      const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
      let at = 0;
      for (const part of parts) {
        all.set(part, at);
        at += part.length;
      }
      return all;
    };
    this.replace({
      kinds: Uint8Array.from(taken, ([shapes, { index }]) => shapes.kinds[index]!),
      corners: Uint8Array.from(taken, ([shapes, { index }]) => shapes.corners[index]!),
      points: gather('points'),
      radii: gather('radii'),
      angles: gather('angles'),
      colours: gather('colours'),
    });
  }

  change(mark: number, { move, turn = 0, scale = 1, colour, opacity }: MarkChange): void {
    const shapes = this.shapes();
    const { points, radii, angles, colours } = shapes;
    const place = placeOf(shapes, mark);
    const [cx, cy] = this.centre(mark);
    const [dx, dy] = move ?? [0, 0];
    const cos = Math.cos(turn) * scale;
    const sin = Math.sin(turn) * scale;
    const [from, to] = spanOf('points', place);
    for (let i = from; i < to; i += 2) {
      const x = points[i]! - cx;
      const y = points[i + 1]! - cy;
      points[i] = cx + dx + cos * x - sin * y;
      points[i + 1] = cy + dy + sin * x + cos * y;
    }
    const [radius, radiusTo] = spanOf('radii', place);
    for (let i = radius; i < radiusTo; i++) radii[i]! *= scale;
    const [angle, angleTo] = spanOf('angles', place);
    for (let i = angle; i < angleTo; i++) angles[i]! += turn;
    if (colour) colours.set(colour, 4 * mark);
    if (opacity !== undefined) colours[4 * mark + 3] = opacity;
  }
}

function spanOf(group: ShapeGroup, { index, kind, corners, point, radius, angle }: ShapePlace) {
  const extent = shapeExtents[kind];
  const spans = {
    points: [2 * point, 2 * (point + extent.points * corners)],
    radii: [radius, radius + extent.radii],
    angles: [angle, angle + extent.angles],
    colours: [4 * index, 4 * index + 4],
  } as const satisfies Record<ShapeGroup, readonly [number, number]>;
  return spans[group];
}

const placesOf = (shapes: Shapes): ShapePlace[] => Array.from(shapePlaces(shapes), (place) => ({ ...place }));

function placeOf(shapes: Shapes, mark: number): ShapePlace {
  for (const place of shapePlaces(shapes)) if (place.index === mark) return place;
  throw new RangeError(`There is no shape ${mark}.`);
}
