/**
 * @file The first strokes of a drawing: marks whose control points wander from the one before as in CLIPDraw, pale and
 * half transparent, because a strong colour on top hides the marks beneath from the gradient. Where they begin is a
 * row: about the middle, because a drawing that begins in the corners stays scattered; or anywhere; or where a picture
 * matters.
 */
import type { ValuesOf } from '../../parameters/index.js';
import type { SeededGenerator } from '../../random/index.js';
import type { Rgb, Strokes } from '../../raster/index.js';
import type { CanvasOptions } from '../canvas.js';
import { CanvasError } from '../canvas-error.js';
import { parsePalette } from '../palette.js';
import { pictureColours } from '../picture-colours.js';
import { THOUSANDTH } from '../range.js';
import { tinted } from '../tinted.js';
import { growBranches } from './branches.js';
import type { strokeRows } from './rows.js';
import { salientPlaces } from './salient-places.js';
import { controlsOf } from './stroke-layout.js';

export type StrokeValues = ValuesOf<typeof strokeRows>;
type Options = CanvasOptions<StrokeValues>;

/** How far each control point lies from the one before, standard deviation in canvas units (CLIPDraw: ±.05). */
const WANDER = 0.05;
/** First widths lie within this part of their mean, either way. */
const WIDTH_RANGE = 0.5;
/** Standard deviation of the first colours about the lightness. */
const COLOUR_RANGE = 0.1;

/** The first control point of the next stroke, canvas units. */
type Begin = () => readonly [x: number, y: number];

/** Where strokes begin; those that do not wander have a row of their own below. */
const begins: Readonly<
  Record<StrokeValues['begin'], (options: Options, sides: readonly [number, number]) => Begin>
> = {
  sketch: aboutTheMiddle,
  centred: aboutTheMiddle,
  branching: aboutTheMiddle,
  scattered: anywhere,
  picture: anywhere,
  salient: (options) => {
    const places = salientPlaces(options);
    return () => places.next().value!;
  },
};

function aboutTheMiddle({ values, generator }: Options, [width, height]: readonly [number, number]): Begin {
  const { spread } = values;
  return () => [width / 2 + generator.normal(spread * width), height / 2 + generator.normal(spread * height)];
}

function anywhere({ generator }: Options, [width, height]: readonly [number, number]): Begin {
  return () => [generator.uniform(0, width), generator.uniform(0, height)];
}

/** @throws CanvasError where the beginning needs a picture and there is none */
export function firstStrokes(options: Options): Strokes {
  const { size, generator, values, image, paper, ink } = options;
  const { strokes: count, segments: each, begin, lightness, opacity } = values;
  if ((begin === 'picture' || begin === 'salient') && !image) {
    throw new CanvasError('Beginning from a picture needs a picture; give one, or begin about the middle.');
  }
  const [minWidth, maxWidth, firstWidth] = [values.minWidth, values.maxWidth, values.firstWidth].map(
    (value) => value * THOUSANDTH,
  ) as [number, number, number];
  const shorter = Math.min(size.width, size.height);
  const sides = [size.width / shorter, size.height / shorter] as const;
  const next = begins[begin](options, sides);
  const palette = parsePalette(values.fixedColours);
  const colourAt = image && begin === 'salient' ? pictureColours(image, size, paper) : undefined;
  const segments = new Uint8Array(count).fill(each);
  const numbers = 2 * controlsOf(each);
  const branches = begin === 'branching' ? growBranches(count, each, sides, generator) : undefined;
  const points = branches?.points ?? new Float32Array(count * numbers);
  const widths = new Float32Array(count);
  const colours = new Float32Array(count * 4);
  for (let stroke = 0; stroke < count; stroke++) {
    const own = points.subarray(stroke * numbers, (stroke + 1) * numbers);
    if (!branches) wander(own, next(), generator);
    const mark =
      firstWidth * generator.uniform(1 - WIDTH_RANGE, 1 + WIDTH_RANGE) * (branches?.width[stroke] ?? 1);
    widths[stroke] = Math.min(maxWidth, Math.max(minWidth, mark));
    const shade = palette.length > 0 ? palette[generator.integer(0, palette.length - 1)]! : undefined;
    const colour = colourAt?.(own[0]!, own[1]!, widths[stroke]! / 2) ?? shade;
    colours.set(colour ?? tinted(paleColour(lightness, generator), ink, values.tint), 4 * stroke);
    colours[stroke * 4 + 3] = opacity;
  }
  return { segments, points, widths, colours };
}

/** Each control point somewhere near the one before. */
export function wander(
  points: Float32Array,
  [firstX, firstY]: readonly [number, number],
  generator: SeededGenerator,
): void {
  let [x, y] = [firstX, firstY];
  for (let i = 0; i < points.length; i += 2) {
    points[i] = x;
    points[i + 1] = y;
    x += generator.normal(WANDER);
    y += generator.normal(WANDER);
  }
}

function paleColour(lightness: number, generator: SeededGenerator): Rgb {
  const channel = () => Math.min(1, Math.max(0, lightness + generator.normal(COLOUR_RANGE)));
  return [channel(), channel(), channel()];
}
