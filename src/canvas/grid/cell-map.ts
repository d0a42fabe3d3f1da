/**
 * @file Colours of cells to pixels and back: a sparse linear map, each pixel the mean of the cells that lie on it by
 * the area they cover there.
 */
import type { RasterSize } from '../../raster/index.js';
import { cellOutlines, type GridLayout } from './cells.js';
import { PolygonArea } from './polygon-area.js';

export class CellMap {
  readonly count: number;
  /** Where the entries of a cell begin; one more at the end. */
  private readonly from: Int32Array;
  private readonly pixels: Int32Array;
  private readonly areas: Float32Array;

  constructor(
    layout: GridLayout,
    private readonly size: RasterSize,
  ) {
    const [from, pixels, areas]: [number[], number[], number[]] = [[], [], []];
    for (const corners of inPixels(layout, size)) {
      from.push(pixels.length);
      corners((pixel, area) => {
        pixels.push(pixel);
        areas.push(area);
      });
    }
    this.count = from.length;
    this.from = Int32Array.from([...from, pixels.length]);
    this.pixels = Int32Array.from(pixels);
    this.areas = Float32Array.from(areas);
  }

  /**
   * @param colours count·3
   * @param image height·width·3, written over
   */
  forward(colours: Float32Array, image: Float32Array): void {
    image.fill(0);
    for (let cell = 0; cell < this.count; cell++) {
      const [red, green, blue] = [colours[3 * cell]!, colours[3 * cell + 1]!, colours[3 * cell + 2]!];
      for (let i = this.from[cell]!; i < this.from[cell + 1]!; i++) {
        const at = 3 * this.pixels[i]!;
        const area = this.areas[i]!;
        image[at]! += area * red;
        image[at + 1]! += area * green;
        image[at + 2]! += area * blue;
      }
    }
  }

  /**
   * Transpose of `forward`.
   * @param gradient by the colours, written over
   */
  adjoint(imageGradient: Float32Array, gradient: Float32Array): void {
    for (let cell = 0; cell < this.count; cell++) {
      let [red, green, blue] = [0, 0, 0];
      for (let i = this.from[cell]!; i < this.from[cell + 1]!; i++) {
        const at = 3 * this.pixels[i]!;
        const area = this.areas[i]!;
        red += area * imageGradient[at]!;
        green += area * imageGradient[at + 1]!;
        blue += area * imageGradient[at + 2]!;
      }
      gradient[3 * cell] = red;
      gradient[3 * cell + 1] = green;
      gradient[3 * cell + 2] = blue;
    }
  }

  /** Mean colour of an image under each cell, count·3; cells outside the image get grey. */
  means(image: Float32Array): Float32Array {
    const colours = new Float32Array(3 * this.count);
    this.adjoint(image, colours);
    const whole = new Float32Array(3 * this.count);
    this.adjoint(new Float32Array(3 * this.size.width * this.size.height).fill(1), whole);
    return colours.map((sum, i) => (whole[i]! > 0 ? sum / whole[i]! : 0.5));
  }
}

/** For each cell, what tells its pixels and areas at this size. */
function* inPixels({ width, height, ...grid }: GridLayout, size: RasterSize) {
  const areas = new PolygonArea(size);
  const scale = [size.width / width, size.height / height] as const;
  for (const outline of cellOutlines({ width, height, ...grid })) {
    const corners = outline.map((value, i) => value * scale[(i % 2) as 0 | 1]);
    yield (cover: (pixel: number, area: number) => void) => areas.cover(corners, cover);
  }
}

/**
 * Cells painted at any size, without keeping the map.
 * @param colours count·3, 0..1
 * @returns height·width·3
 */
export function paintCells(layout: GridLayout, colours: Float32Array, size: RasterSize): Float32Array {
  const image = new Float32Array(3 * size.width * size.height);
  let cell = 0;
  for (const corners of inPixels(layout, size)) {
    const at = 3 * cell++;
    corners((pixel, area) => {
      for (let c = 0; c < 3; c++) image[3 * pixel + c]! += area * colours[at + c]!;
    });
  }
  return image;
}
