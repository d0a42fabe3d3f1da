/**
 * @file The canvas of shapes: blobs, polygons, circles, ellipses and rectangles with one colour each, optimised at the
 * size the guide sees and shown at any size. It can grow layer by layer (LIVE), and shapes that have faded or shrunk
 * away begin anew where most is missing (VectorFusion).
 */
import type { ValuesOf } from '../../parameters/index.js';
import { copyShapes, type Page, type RasterSize, ShapeRaster, type Shapes } from '../../raster/index.js';
import {
  type Canvas,
  type CanvasOptions,
  type CanvasState,
  type Marks,
  type ParameterGroup,
  type Tending,
  workingSize,
} from '../canvas.js';
import type { Picture } from '../picture.js';
import { clamp, MARGIN, THOUSANDTH } from '../range.js';
import { mostWanted } from '../wanting.js';
import { ShapeList } from './new-shape.js';
import type { shapeRows } from './rows.js';
import { selfCrossing } from './self-crossing.js';
import { shapeAreas } from './shape-areas.js';
import { type ShapeGroup, ShapeMarks, shapeGroups } from './shape-marks.js';

type Values = ValuesOf<typeof shapeRows>;

/** A smaller radius would get no gradient to grow by; canvas units. */
const LEAST_RADIUS = 1e-3;
/** From here on nothing begins anew: the work comes to rest. */
const SETTLED = 0.8;

export class ShapeCanvas implements Canvas<Values> {
  readonly size: RasterSize;
  readonly marks: Marks;
  groups: readonly ParameterGroup[];
  private readonly raster: ShapeRaster;
  private image = new Float32Array(0);
  private values: Values;

  /** @param shapes become the canvas's own */
  constructor(
    private shapes: Shapes,
    { size, resolution, values }: CanvasOptions<Values>,
  ) {
    this.size = workingSize(size, resolution);
    this.raster = new ShapeRaster(this.size);
    this.values = values;
    this.groups = this.parameterGroups();
    this.marks = new ShapeMarks(
      () => this.shapes,
      (changed) => {
        this.shapes = changed;
        this.groups = this.parameterGroups();
      },
    );
  }

  configure(values: Values): void {
    this.values = values;
  }

  render(page: Page): Float32Array {
    this.image = this.raster.forward(this.shapes, page) as Float32Array<ArrayBuffer>;
    return this.image;
  }

  adjoint(imageGradient: Float32Array): readonly Float32Array[] {
    const gradients = this.raster.adjoint(imageGradient);
    const { colours, points } = gradients;
    const { ink, crossing } = this.values;
    const count = this.marks.count;
    for (let i = 3; i < colours.length; i += 4) colours[i] = colours[i]! + ink / count;
    if (crossing > 0) selfCrossing(this.shapes, crossing, points);
    return shapeGroups.map((group) => gradients[group]);
  }

  project(): void {
    const { points, radii, colours } = this.shapes;
    const shorter = Math.min(this.size.width, this.size.height);
    const farX = this.size.width / shorter + MARGIN;
    const farY = this.size.height / shorter + MARGIN;
    for (let i = 0; i < points.length; i += 2) {
      points[i] = clamp(points[i]!, -MARGIN, farX);
      points[i + 1] = clamp(points[i + 1]!, -MARGIN, farY);
    }
    for (let i = 0; i < radii.length; i++) radii[i] = clamp(radii[i]!, LEAST_RADIUS, Math.max(farX, farY));
    for (let i = 0; i < colours.length; i++) colours[i] = clamp(colours[i]!, 0, 1);
  }

  tend({ iteration, progress, imageGradient, generator, held }: Tending): readonly number[] | undefined {
    const { every, begin, layer, shapes: wanted, form, corners, firstSize, opacity } = this.values;
    if (iteration % every !== 0 || progress >= SETTLED) return undefined;
    const kept: number[] = [];
    const { colours } = this.shapes;
    const areas = shapeAreas(this.shapes);
    for (let mark = 0; mark < areas.length; mark++) {
      const isFaded = colours[4 * mark + 3]! < this.values.fadedOpacity;
      const isTiny = areas[mark]! < this.values.tinyArea * 1e-6;
      if (held.has(mark) || !(isFaded || isTiny)) kept.push(mark);
    }
    const grown = begin === 'layers' ? Math.min(wanted, areas.length + layer) : areas.length;
    const more = Math.max(0, grown - kept.length);
    if (more === 0) return undefined;
    const radius = firstSize * THOUSANDTH;
    const list = new ShapeList(form, corners, generator);
    for (const { x, y, colour } of mostWanted(this.image, imageGradient, this.size, radius, more)) {
      list.add({ x, y, radius, colour, opacity });
    }
    const order = [...kept, ...Array.from({ length: more }, (_, k) => -1 - k)];
    this.marks.arrange(order, { kind: 'shapes', shapes: list.shapes() });
    return order;
  }

  picture(): Picture {
    return { kind: 'shapes', shapes: copyShapes(this.shapes) };
  }

  save(): CanvasState {
    return { ...copyShapes(this.shapes) };
  }

  private parameterGroups(): readonly ParameterGroup[] {
    const byPoint = () => this.values.pointRate * THOUSANDTH;
    const rates: Record<ShapeGroup, () => number> = {
      points: byPoint,
      radii: byPoint,
      angles: () => this.values.angleRate * THOUSANDTH,
      colours: () => this.values.colourRate * THOUSANDTH,
    };
    return shapeGroups.map((name) => ({ name, values: this.shapes[name], rate: rates[name] }));
  }
}
