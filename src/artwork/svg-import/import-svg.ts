/**
 * @file An SVG, ours or anybody's, as the strokes or shapes that a drawing begins from. Its view box is fitted into the
 * canvas, whole and in the middle; a first element that covers all of it is paper and left out.
 */

import { type DrawnPicture, MOST_MARKS } from '../../marks/index.js';
import type { RasterSize } from '../../raster/index.js';
import { shapeKinds } from '../../raster/index.js';
import { ArtworkError } from '../artwork-error.js';
import { type Outline, outlinesOf } from './outlines.js';
import type { Rgba } from './paint.js';
import { type ReadSvg, readSvg } from './read-svg.js';

export interface ImportedSvg {
  readonly picture: DrawnPicture;
  /** What was left out, as one sentence; absent when it is all there. */
  readonly leftOut?: string;
}

/** Width of a stroke that follows the edge of a filled area, canvas units. */
const EDGE = 0.01;
/** Curves that one mark can have. */
const MOST_CURVES = 255;
/** Marks may lie outside the canvas, but not everywhere. */
const FARTHEST = 16;
const PRECISION = 1e6;

/** A mark in canvas units, whatever it becomes. */
interface Mark {
  readonly points: number[];
  readonly colour: Rgba;
  /** Of a stroke of varying width, one at every control point. */
  readonly width: number | readonly number[];
  readonly straight: boolean;
}

/**
 * @param file named in the messages
 * @param kind what the outlines become; of strokes the filled areas are followed along their edge
 * @throws ArtworkError saying what cannot be used
 */
export function importSvg(
  text: string,
  file: string,
  kind: DrawnPicture['kind'],
  size: RasterSize,
): ImportedSvg {
  const svg = readSvg(text, file);
  const place = placement(svg, size);
  const outlines = withoutPaper(outlinesOf(svg), svg);
  const marks = outlines.flatMap((outline) => (kind === 'strokes' ? strokesOf : shapesOf)(outline, place));
  if (marks.length === 0) throw new ArtworkError(`${file}: ${nothingIn(outlines, kind)}`);
  if (marks.length > MOST_MARKS) {
    throw new ArtworkError(
      `${file}: this would be ${marks.length} ${kind}, the most is ${MOST_MARKS}; simplify it, or begin from it with --image.`,
    );
  }
  const picture = kind === 'strokes' ? strokePicture(marks) : shapePicture(marks);
  const { leftOut } = svg;
  return leftOut.length === 0
    ? { picture }
    : { picture, leftOut: `${file}: left out ${leftOut.join(', ')}; only outlines become ${kind}.` };
}

function nothingIn(outlines: readonly Outline[], kind: DrawnPicture['kind']): string {
  if (outlines.length === 0) return 'there is no outline in this SVG to go on from.';
  return `there is nothing in this SVG that could become ${kind}; try ${kind === 'strokes' ? '--canvas shapes' : '--canvas strokes'}.`;
}

type Place = (x: number, y: number) => readonly [number, number];

/** From the view box to canvas units. */
function placement(svg: ReadSvg, { width, height }: RasterSize): Place & { readonly scale: number } {
  const [x, y, w, h] = viewBoxOf(svg, { width, height });
  const shorter = Math.min(width, height);
  const [wide, high] = [width / shorter, height / shorter];
  const scale = Math.min(wide / w, high / h);
  const [left, top] = [(wide - scale * w) / 2, (high - scale * h) / 2];
  const near = (value: number): number => Math.min(FARTHEST, Math.max(-FARTHEST, value));
  const place: Place = (px, py) => [near(left + scale * (px - x)), near(top + scale * (py - y))];
  return Object.assign(place, { scale });
}

function viewBoxOf({ root }: ReadSvg, otherwise: RasterSize): readonly [number, number, number, number] {
  const box = (root.getAttribute('viewBox') ?? '')
    .split(/[\s,]+/u)
    .filter(Boolean)
    .map(Number);
  const [x = 0, y = 0, w = 0, h = 0] = box;
  if (box.length === 4 && box.every(Number.isFinite) && w > 0 && h > 0) return [x, y, w, h];
  const side = (name: 'width' | 'height'): number => {
    const value = Number.parseFloat(root.getAttribute(name) ?? '');
    return value > 0 && Number.isFinite(value) ? value : otherwise[name];
  };
  return [0, 0, side('width'), side('height')];
}

function withoutPaper(outlines: readonly Outline[], svg: ReadSvg): readonly Outline[] {
  const [first, ...others] = outlines;
  if (!first?.fill || first.fill[3] < 1 || first.stroke) return outlines;
  const [x, y, w, h] = viewBoxOf(svg, { width: 1, height: 1 });
  const column = first.points.filter((_, i) => i % 2 === 0);
  const row = first.points.filter((_, i) => i % 2 === 1);
  const covers =
    Math.min(...column) <= x &&
    Math.max(...column) >= x + w &&
    Math.min(...row) <= y &&
    Math.max(...row) >= y + h;
  return covers && first.straight && first.points.length <= 6 * 4 + 2 ? others : outlines;
}

function strokesOf(outline: Outline, place: Place & { readonly scale: number }): Mark[] {
  const { stroke, fill, strokeWidth, straight, line } = outline;
  const colour = stroke ?? fill;
  if (!colour) return [];
  if (line && line.widths.length <= 3 * MOST_CURVES + 1) {
    const width = line.widths.map((one) => Math.min(2, one * place.scale));
    return [{ points: placed(line.points, place), colour, width, straight }];
  }
  const width = Math.min(2, stroke ? strokeWidth * place.scale : EDGE);
  const points = placed(outline.points, place);
  const marks: Mark[] = [];
  // A longer stroke goes on as another one.
  for (let from = 0; from + 2 < points.length; from += 6 * MOST_CURVES) {
    marks.push({ points: points.slice(from, from + 6 * MOST_CURVES + 2), colour, width, straight });
  }
  return marks;
}

function shapesOf(outline: Outline, place: Place): Mark[] {
  const { fill, straight } = outline;
  if (!fill) return [];
  const points = placed(outline.points, place);
  const [x, y] = points as [number, number];
  const [endX, endY] = points.slice(-2) as [number, number];
  // Where it is not closed, filling closes it with a straight line.
  if (Math.hypot(endX - x, endY - y) > 1e-6) {
    const at = (part: number): number[] => [endX + part * (x - endX), endY + part * (y - endY)];
    points.push(...at(1 / 3), ...at(2 / 3), x, y);
  }
  const curves = (points.length - 2) / 6;
  // Two straight lines enclose nothing.
  return curves < (straight ? 3 : 2) || curves > MOST_CURVES
    ? []
    : [{ points, colour: fill, width: 0, straight }];
}

const placed = (points: readonly number[], place: Place): number[] =>
  Array.from({ length: points.length / 2 }, (_, i) => place(points[2 * i]!, points[2 * i + 1]!)).flatMap(
    ([x, y]) => [Math.round(x * PRECISION) / PRECISION, Math.round(y * PRECISION) / PRECISION],
  );

const coloursOf = (marks: readonly Mark[]): number[] =>
  marks.flatMap(({ colour }) => colour.map((value) => Math.round(value * PRECISION) / PRECISION));

const strokePicture = (marks: readonly Mark[]): DrawnPicture => ({
  kind: 'strokes',
  segments: marks.map(({ points }) => (points.length - 2) / 6),
  points: marks.flatMap(({ points }) => points),
  widths: widthsOf(marks),
  colours: coloursOf(marks),
});

/** One each, or one at every control point as soon as a stroke has several. */
function widthsOf(marks: readonly Mark[]): number[] {
  const varying = marks.some(({ width }) => typeof width !== 'number');
  return marks.flatMap(({ width, points }) => {
    if (typeof width !== 'number') return width;
    return varying ? new Array<number>(points.length / 2).fill(width) : [width];
  });
}

/** Polygons of straight outlines of three corners and more, blobs of all others. */
function shapePicture(marks: readonly Mark[]): DrawnPicture {
  const figures = marks.map(({ points, straight }) => {
    const corners = (points.length - 2) / 6;
    const isPolygon = straight;
    return {
      kind: shapeKinds.indexOf(isPolygon ? 'polygon' : 'blob'),
      corners,
      points: isPolygon ? points.slice(0, -2).filter((_, i) => i % 6 < 2) : points.slice(0, -2),
    };
  });
  return {
    kind: 'shapes',
    kinds: figures.map(({ kind }) => kind),
    corners: figures.map(({ corners }) => corners),
    points: figures.flatMap(({ points }) => points),
    radii: [],
    angles: [],
    colours: coloursOf(marks),
  };
}
