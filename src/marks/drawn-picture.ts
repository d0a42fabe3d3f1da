/**
 * @file Marks that a person drew, as plain numbers that can stand in a recipe or a message, and as the picture that a
 * canvas takes up. One row a kind of picture; kinds without marks have none.
 */
import { z } from 'zod';
import { checkShapes, RasterInputError, type Shapes, type Strokes, shapeKinds } from '../raster/index.js';

/** Marks drawn at once. */
export const MOST_MARKS = 1024;
/** Numbers of a mark's outline, far beyond what a hand draws. */
const MOST_NUMBERS = 65_536;

const numbers = (min: number, max: number) => z.array(z.number().min(min).max(max)).max(MOST_NUMBERS);
const counts = z.array(z.int().min(1).max(255)).min(1).max(MOST_MARKS);

/** Points in canvas units, widths in canvas units, colours RGBA 0..1; see `Strokes`. */
const strokesSchema = z
  .strictObject({
    kind: z.literal('strokes'),
    segments: counts,
    points: numbers(-16, 16),
    widths: numbers(0, 2),
    colours: numbers(0, 1),
  })
  .refine(
    ({ segments, points, widths, colours }) =>
      points.length === segments.reduce((sum, count) => sum + 2 * (3 * count + 1), 0) &&
      // One each, or one at every control point.
      (widths.length === segments.length || 2 * widths.length === points.length) &&
      colours.length === 4 * segments.length,
    'The numbers of the drawn strokes do not fit together.',
  );

/** Indices of kinds, corners, points and radii in canvas units, angles in radians, colours RGBA 0..1; see `Shapes`. */
const shapesSchema = z
  .strictObject({
    kind: z.literal('shapes'),
    kinds: z
      .array(
        z
          .int()
          .min(0)
          .max(shapeKinds.length - 1),
      )
      .min(1)
      .max(MOST_MARKS),
    corners: counts,
    points: numbers(-16, 16),
    radii: numbers(0, 16),
    angles: numbers(-1000, 1000),
    colours: numbers(0, 1),
  })
  .refine((drawn) => {
    try {
      checkShapes(toShapes(drawn));
      return true;
    } catch (error) {
      if (error instanceof RasterInputError) return false;
      throw error;
    }
  }, 'The numbers of the drawn shapes do not fit together.');

export const pictureSchema = z.discriminatedUnion('kind', [strokesSchema, shapesSchema]);
export type DrawnPicture = Readonly<z.infer<typeof pictureSchema>>;
type DrawnShapes = Readonly<Omit<z.infer<typeof shapesSchema>, 'kind'>>;

/** The same as the arrays that canvases and the raster work on. */
export function toPicture(
  drawn: DrawnPicture,
):
  | { readonly kind: 'strokes'; readonly strokes: Strokes }
  | { readonly kind: 'shapes'; readonly shapes: Shapes } {
  if (drawn.kind === 'shapes') return { kind: 'shapes', shapes: toShapes(drawn) };
  const { segments, points, widths, colours } = drawn;
  return {
    kind: 'strokes',
    strokes: {
      segments: Uint8Array.from(segments),
      points: Float32Array.from(points),
      widths: Float32Array.from(widths),
      colours: Float32Array.from(colours),
    },
  };
}

function toShapes({ kinds, corners, points, radii, angles, colours }: DrawnShapes): Shapes {
  return {
    kinds: Uint8Array.from(kinds),
    corners: Uint8Array.from(corners),
    points: Float32Array.from(points),
    radii: Float32Array.from(radii),
    angles: Float32Array.from(angles),
    colours: Float32Array.from(colours),
  };
}

/** Decimals that are kept: far below what a pixel shows. */
const PRECISION = 1e6;
const plain = (numbers: Float32Array): number[] =>
  Array.from(numbers, (value) => Math.round(value * PRECISION) / PRECISION);

/** A picture as plain numbers; the opposite of `toPicture`, but for the last decimals. */
export function toDrawn(picture: ReturnType<typeof toPicture>): DrawnPicture {
  if (picture.kind === 'strokes') {
    const { segments, points, widths, colours } = picture.strokes;
    return {
      kind: 'strokes',
      segments: [...segments],
      points: plain(points),
      widths: plain(widths),
      colours: plain(colours),
    };
  }
  const { kinds, corners, points, radii, angles, colours } = picture.shapes;
  return {
    kind: 'shapes',
    kinds: [...kinds],
    corners: [...corners],
    points: plain(points),
    radii: plain(radii),
    angles: plain(angles),
    colours: plain(colours),
  };
}

/** How many marks were drawn. */
export const marksIn = (drawn: DrawnPicture): number => drawn.colours.length / 4;
