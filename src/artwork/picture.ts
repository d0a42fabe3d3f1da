/**
 * @file A picture of any kind as a file: one row a kind. A kind that has no vector form has no SVG.
 */
import { type Picture, type PictureKind, paintCells, paintCollage, paintField } from '../canvas/index.js';
import { type Page, type RasterSize, rasterise, rasteriseShapes } from '../raster/index.js';
import { collageToSvg } from './collage-svg.js';
import { gridToSvg } from './grid-svg.js';
import { type Ground, groundElement, paintedPng } from './ground.js';
import { pixelsToPng } from './pixels-png.js';
import { imageToPng } from './png.js';
import { shapesToSvg } from './shapes-svg.js';
import { strokesToSvg } from './strokes-svg.js';
import type { Sheet } from './svg.js';

/** What is written besides the picture itself. */
export interface Caption {
  /** The prompt, for screen readers and file managers. */
  readonly title: string;
  /** JSON that stands in the file, such as the recipe. */
  readonly metadata?: string;
}

type Of<Kind extends PictureKind> = Extract<Picture, { kind: Kind }>;

interface Vector<Kind extends PictureKind> {
  svg?(picture: Of<Kind>, sheet: Sheet): string | Promise<string>;
}

/** A medium that is laid on a ground, or one that covers it. */
type Writer<Kind extends PictureKind> = Vector<Kind> &
  (
    | { paint(picture: Of<Kind>, size: RasterSize, page: Page): Float32Array }
    | { png(picture: Of<Kind>, size: RasterSize): Promise<Buffer> }
  );

const writers: { readonly [Kind in PictureKind]: Writer<Kind> } = {
  strokes: {
    svg: ({ strokes }, sheet) => strokesToSvg(strokes, sheet),
    paint: ({ strokes }, size, page) => rasterise(strokes, size, page),
  },
  shapes: {
    svg: ({ shapes }, sheet) => shapesToSvg(shapes, sheet),
    paint: ({ shapes }, size, page) => rasteriseShapes(shapes, size, page),
  },
  pixels: { png: pixelsToPng },
  grid: {
    svg: gridToSvg,
    png: ({ layout, colours }, size) => imageToPng(paintCells(layout, colours, size), size),
  },
  field: { png: async (picture, size) => imageToPng(await paintField(picture, size), size) },
  collage: { svg: collageToSvg, paint: paintCollage },
};

const writerOf = (kind: PictureKind): Writer<PictureKind> => writers[kind] as unknown as Writer<PictureKind>;

/** Whether pictures of the kind have a vector form. */
export const hasSvg = (kind: PictureKind): boolean => writerOf(kind).svg !== undefined;

/** @returns the SVG, or nothing for a picture of pixels */
export async function pictureToSvg(
  picture: Picture,
  size: RasterSize,
  ground: Ground,
  { title, metadata }: Caption,
): Promise<string | undefined> {
  const { svg } = writerOf(picture.kind);
  return await svg?.(picture, { size, ground: await groundElement(ground, size), title, metadata });
}

/** @returns the bytes of a PNG at `size`; the same picture gives the same bytes */
export async function pictureToPng(picture: Picture, size: RasterSize, ground: Ground): Promise<Buffer> {
  const writer = writerOf(picture.kind);
  if ('png' in writer) return await writer.png(picture, size);
  return await paintedPng((page) => writer.paint(picture, size, page), size, ground);
}
