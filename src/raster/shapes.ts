/**
 * @file What a shape is: a filled outline of one of five kinds with one colour, as flat arrays, so that an optimiser,
 * the wire and the kernels share one layout without copying.
 */
import { expectLength, RasterInputError } from './raster-size.js';

/** A kind's number in `Shapes.kinds` is its place here. */
export const shapeKinds = ['blob', 'polygon', 'circle', 'ellipse', 'rectangle'] as const;
export type ShapeKind = (typeof shapeKinds)[number];

/** Shapes in *canvas units* as strokes are, filled by SVG's non-zero rule and painted in order. */
export interface Shapes {
  /** [count] indices into `shapeKinds` */
  readonly kinds: Uint8Array;
  /** [count] cubics of a blob, corners of a polygon; 1 for the others */
  readonly corners: Uint8Array;
  /**
   * x,y, shape after shape: of a blob its 3·corners control points (closed: the last cubic ends in the first point),
   * of a polygon its corners, of the others their centre
   */
  readonly points: Float32Array;
  /** shape after shape: of a circle its radius, of an ellipse its two radii, of a rectangle half its width and height */
  readonly radii: Float32Array;
  /** shape after shape: of an ellipse or rectangle the angle it is turned by about its centre, radians, x towards y */
  readonly angles: Float32Array;
  /** [count·4] RGBA of the fill, straight alpha, 0..1 */
  readonly colours: Float32Array;
}

/** Gradients of a scalar with respect to the arrays of `Shapes`, same layouts, canvas units and radians. */
export interface ShapeGradients {
  readonly points: Float32Array;
  readonly radii: Float32Array;
  readonly angles: Float32Array;
  readonly colours: Float32Array;
}

/** How many numbers one shape of a kind takes up in the arrays of `Shapes`. */
export interface ShapeExtent {
  /** whether it may have more than one corner */
  readonly hasCorners: boolean;
  /** points for each corner */
  readonly points: number;
  readonly radii: number;
  readonly angles: number;
}

export const shapeExtents = {
  blob: { hasCorners: true, points: 3, radii: 0, angles: 0 },
  polygon: { hasCorners: true, points: 1, radii: 0, angles: 0 },
  circle: { hasCorners: false, points: 1, radii: 1, angles: 0 },
  ellipse: { hasCorners: false, points: 1, radii: 2, angles: 1 },
  rectangle: { hasCorners: false, points: 1, radii: 2, angles: 1 },
} satisfies Record<ShapeKind, ShapeExtent>;

/** Where one shape's numbers begin in the arrays. */
export interface ShapePlace {
  index: number;
  kind: ShapeKind;
  corners: number;
  /** index of its first point */
  point: number;
  radius: number;
  angle: number;
}

/** Walks over all shapes; the place given is the same object each time, moved on. */
export function* shapePlaces(shapes: Pick<Shapes, 'kinds' | 'corners'>): Generator<ShapePlace> {
  const place: ShapePlace = { index: 0, kind: 'blob', corners: 0, point: 0, radius: 0, angle: 0 };
  for (let s = 0; s < shapes.kinds.length; s++) {
    place.index = s;
    place.kind = shapeKinds[shapes.kinds[s]!]!;
    place.corners = shapes.corners[s]!;
    yield place;
    const extent = shapeExtents[place.kind];
    place.point += extent.points * place.corners;
    place.radius += extent.radii;
    place.angle += extent.angles;
  }
}

/** @throws RasterInputError when the arrays' lengths do not belong together */
export function checkShapes(shapes: Shapes): void {
  const { kinds, corners } = shapes;
  expectLength("shapes' corners", corners.length, kinds.length);
  let points = 0;
  let radii = 0;
  let angles = 0;
  for (let s = 0; s < kinds.length; s++) {
    const kind = shapeKinds[kinds[s]!];
    if (!kind) {
      throw new RasterInputError(
        `Shape ${s} is of kind ${kinds[s]}; the kinds are 0 to ${shapeKinds.length - 1}: ${shapeKinds.join(', ')}.`,
      );
    }
    const extent = shapeExtents[kind];
    const count = corners[s]!;
    if (count < 1 || (count > 1 && !extent.hasCorners)) {
      const wanted = extent.hasCorners ? 'at least 1 is needed' : '1 belongs there';
      throw new RasterInputError(`Shape ${s}, a ${kind}, has ${count} corners: ${wanted}.`);
    }
    points += extent.points * count;
    radii += extent.radii;
    angles += extent.angles;
  }
  expectLength("shapes' points", shapes.points.length, 2 * points);
  expectLength("shapes' radii", shapes.radii.length, radii);
  expectLength("shapes' angles", shapes.angles.length, angles);
  expectLength("shapes' colours", shapes.colours.length, 4 * kinds.length);
}

export function copyShapes({ kinds, corners, points, radii, angles, colours }: Shapes): Shapes {
  return {
    kinds: kinds.slice(),
    corners: corners.slice(),
    points: points.slice(),
    radii: radii.slice(),
    angles: angles.slice(),
    colours: colours.slice(),
  };
}
