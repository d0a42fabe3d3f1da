/**
 * @file Shapes of cells that fill a canvas without gaps: the outline of every cell. One row a shape. Cells at the edge
 * may reach beyond it; what lies outside is not seen.
 */
import type { LocalText } from '../../parameters/index.js';

/** A grid laid over a canvas. Lengths in canvas units: 1 = the shorter side. */
export interface GridLayout {
  readonly cells: CellShape;
  /** Cells across and down, as asked for; offset rows have one more. */
  readonly columns: number;
  readonly rows: number;
  readonly width: number;
  readonly height: number;
}

/** Corners x, y by turns, in canvas units. */
type Outline = readonly number[];

interface Shape {
  readonly label: LocalText;
  /** @param w width and @param h height of a cell */
  outlines(layout: GridLayout, w: number, h: number): Iterable<Outline>;
}

/** How far a stitch's middle hangs below its shoulders, of its height. */
const STITCH = 0.5;
/** Outside every canvas: cells of the first and last row of hexagons reach there with straight sides. */
const FAR = 1;

export const cellShapes = {
  square: {
    label: { en: 'Squares', ru: 'Квадраты' },
    *outlines({ columns, rows }, w, h) {
      for (let r = 0; r < rows; r++) {
        for (let k = 0; k < columns; k++) {
          yield [k * w, r * h, (k + 1) * w, r * h, (k + 1) * w, (r + 1) * h, k * w, (r + 1) * h];
        }
      }
    },
  },
  hexagon: {
    label: { en: 'Hexagons', ru: 'Шестиугольники' },
    *outlines({ columns, rows }, w, h) {
      for (let r = 0; r < rows; r++) {
        const y = (r + 0.5) * h;
        const isOffset = r % 2 === 1;
        // Tips of neighbouring rows reach between each other's shoulders: a row is ¾ of a hexagon.
        const [tip, shoulder] = r === 0 ? [-FAR, -FAR] : [y - (2 / 3) * h, y - h / 3];
        const [foot, hip] = r === rows - 1 ? [y + FAR, y + FAR] : [y + (2 / 3) * h, y + h / 3];
        for (let k = 0; k < columns + (isOffset ? 1 : 0); k++) {
          const x = (isOffset ? k : k + 0.5) * w;
          const [left, right] = [x - w / 2, x + w / 2];
          yield [x, tip, right, shoulder, right, hip, x, foot, left, hip, left, shoulder];
        }
      }
    },
  },
  triangle: {
    label: { en: 'Triangles', ru: 'Треугольники' },
    *outlines({ columns, rows }, w, h) {
      for (let r = 0; r < rows; r++) {
        for (let k = 0; k <= columns; k++) {
          const [apex, base] = (k + r) % 2 === 0 ? [r * h, (r + 1) * h] : [(r + 1) * h, r * h];
          yield [k * w, apex, (k + 1) * w, base, (k - 1) * w, base];
        }
      }
    },
  },
  diamond: {
    label: { en: 'Diamonds', ru: 'Ромбы' },
    *outlines({ columns, rows }, w, h) {
      for (let r = 0; r <= rows; r++) {
        const isOffset = r % 2 === 1;
        for (let k = 0; k < columns + (isOffset ? 1 : 0); k++) {
          const x = (isOffset ? k : k + 0.5) * w;
          yield [x, (r - 1) * h, x + w / 2, r * h, x, (r + 1) * h, x - w / 2, r * h];
        }
      }
    },
  },
  knit: {
    label: { en: 'Knitting', ru: 'Вязка' },
    *outlines({ columns, rows }, w, h) {
      for (let r = -1; r < rows; r++) {
        const [top, bottom] = [r * h, (r + 1) * h];
        for (let k = 0; k < columns; k++) {
          const [left, middle, right] = [k * w, (k + 0.5) * w, (k + 1) * w];
          const hang = STITCH * h;
          yield [
            left,
            top,
            middle,
            top + hang,
            right,
            top,
            right,
            bottom,
            middle,
            bottom + hang,
            left,
            bottom,
          ];
        }
      }
    },
  },
} as const satisfies Readonly<Record<string, Shape>>;

export type CellShape = keyof typeof cellShapes;

/** The outline of every cell, row by row. */
export function* cellOutlines(layout: GridLayout): Generator<Outline> {
  const { cells, columns, rows, width, height } = layout;
  yield* cellShapes[cells].outlines(layout, width / columns, height / rows);
}
