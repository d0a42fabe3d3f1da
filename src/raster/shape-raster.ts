/**
 * @file Shapes to pixels and back: painting in order over a page, and the exact adjoint of that painting.
 */
import { FillMask } from './fill-mask.js';
import { Painting } from './painting.js';
import { checkSize, type Page, RasterInputError, type RasterSize } from './raster-size.js';
import { Rings } from './rings.js';
import type { OutlineGradients } from './shape-outline.js';
import { shapeOutlines } from './shape-outlines.js';
import {
  checkShapes,
  copyShapes,
  type ShapeGradients,
  type ShapePlace,
  type Shapes,
  shapeExtents,
  shapePlaces,
} from './shapes.js';

/** What the adjoint needs of the shapes last drawn, and room for its answer. */
interface Drawn {
  readonly shapes: Shapes;
  /** [count + 1] where each shape's polygon begins */
  readonly ringFrom: Int32Array;
  readonly byPixels: OutlineGradients;
  readonly gradients: ShapeGradients;
}

/**
 * Renders shapes at one size and pulls image gradients back to them. All memory is kept and reused, so what `forward`
 * and `adjoint` return is overwritten by the next call; shapes are read, never kept.
 */
export class ShapeRaster {
  readonly size: RasterSize;
  /** pixels per canvas unit */
  readonly #scale: number;
  readonly #painting: Painting;
  readonly #mask: FillMask;
  readonly #rings = new Rings();
  #drawn: Drawn | undefined;

  /** @throws RasterInputError for a size that cannot be drawn */
  constructor(size: RasterSize) {
    checkSize(size);
    this.size = { width: size.width, height: size.height };
    this.#scale = Math.min(size.width, size.height);
    this.#painting = new Painting(size);
    this.#mask = new FillMask(size);
  }

  /**
   * A shape with a coordinate, radius, angle or colour that is not finite is left out and gets zero gradients, as does
   * one with a radius of 0 or less.
   * @returns the image, height·width·3, RGB, row-major, 0..1 where page and colours are
   * @throws RasterInputError when the arrays' lengths do not belong together, or the page is of another size
   */
  forward(shapes: Shapes, page: Page): Float32Array {
    checkShapes(shapes);
    const painting = this.#painting;
    painting.begin(page, shapes.colours);
    const { ringFrom } = this.#remember(shapes);
    const rings = this.#rings;
    rings.clear();
    const count = shapes.kinds.length;
    for (const place of shapePlaces(shapes)) {
      const s = place.index;
      const from = rings.count;
      ringFrom[s] = from;
      painting.announce(s);
      if (!painting.hasColour(s) || !this.#isFinite(shapes, place)) continue;
      if (!shapeOutlines[place.kind].trace(shapes, place, this.#scale, rings)) continue;
      this.#mask.cover(rings, from, rings.count);
      painting.paint(s, this.#mask);
    }
    ringFrom[count] = rings.count;
    painting.announce(count);
    return painting.image;
  }

  /**
   * @param imageGradient height·width·3; left as it is
   * @returns gradients of the shapes last given to `forward`, in canvas units and radians
   * @throws RasterInputError before the first `forward` and for a gradient of another size
   */
  adjoint(imageGradient: Float32Array): ShapeGradients {
    const painting = this.#painting;
    const drawn = this.#drawn;
    painting.beginPull(imageGradient);
    if (!drawn) throw new RasterInputError('The adjoint needs a picture: call forward first.');
    const { shapes, ringFrom, byPixels: out, gradients } = drawn;
    const { outline, byArea } = painting.tape;
    const rings = this.#rings;
    rings.clearGradients();
    for (let s = shapes.kinds.length - 1; s >= 0; s--) {
      painting.pull(s, gradients.colours);
      const first = painting.outlineFrom(s);
      const last = painting.outlineFrom(s + 1);
      if (last > first) this.#mask.pull(rings, ringFrom[s]!, ringFrom[s + 1]!, outline, first, last, byArea);
    }
    for (const group of [out.points, out.radii, out.angles]) group.fill(0);
    for (const place of shapePlaces(shapes)) {
      const from = ringFrom[place.index]!;
      const to = ringFrom[place.index + 1]!;
      if (to > from) shapeOutlines[place.kind].pull(shapes, place, this.#scale, rings, from, to, out);
    }
    const { points, radii, angles } = gradients;
    for (let k = 0; k < points.length; k++) points[k] = out.points[k]! * this.#scale;
    for (let k = 0; k < radii.length; k++) radii[k] = out.radii[k]! * this.#scale;
    angles.set(out.angles);
    return gradients;
  }

  #isFinite({ points, radii, angles }: Shapes, { kind, corners, point, radius, angle }: ShapePlace): boolean {
    const extent = shapeExtents[kind];
    for (let k = 2 * point; k < 2 * (point + extent.points * corners); k++) {
      if (!Number.isFinite(points[k]! * this.#scale)) return false;
    }
    for (let k = radius; k < radius + extent.radii; k++) {
      if (!Number.isFinite(radii[k]! * this.#scale)) return false;
    }
    for (let k = angle; k < angle + extent.angles; k++) if (!Number.isFinite(angles[k]!)) return false;
    return true;
  }

  /** Copies what the adjoint will ask for and makes room for its answer. */
  #remember(shapes: Shapes): Drawn {
    const { kinds, points, radii, angles } = shapes;
    const before = this.#drawn;
    if (
      before?.shapes.kinds.length === kinds.length &&
      before.shapes.points.length === points.length &&
      before.shapes.radii.length === radii.length &&
      before.shapes.angles.length === angles.length
    ) {
      before.shapes.kinds.set(kinds);
      before.shapes.corners.set(shapes.corners);
      before.shapes.points.set(points);
      before.shapes.radii.set(radii);
      before.shapes.angles.set(angles);
      return before;
    }
    this.#drawn = {
      shapes: copyShapes(shapes),
      ringFrom: new Int32Array(kinds.length + 1),
      byPixels: {
        points: new Float64Array(points.length),
        radii: new Float64Array(radii.length),
        angles: new Float64Array(angles.length),
      },
      gradients: {
        points: new Float32Array(points.length),
        radii: new Float32Array(radii.length),
        angles: new Float32Array(angles.length),
        colours: new Float32Array(shapes.colours.length),
      },
    };
    return this.#drawn;
  }
}

/** Renders once, at any size. Arguments, result and errors as `ShapeRaster`. */
export function rasteriseShapes(shapes: Shapes, size: RasterSize, page: Page): Float32Array {
  return new ShapeRaster(size).forward(shapes, page);
}
