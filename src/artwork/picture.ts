/**
 * @file A picture of any kind as a file: one row a kind. A kind that has no vector form has no SVG.
 */
import { type Picture, type PictureKind, paintCells, paintCollage, paintField } from '../canvas/index.js';
import { type RasterSize, type Rgb, rasterise, rasteriseShapes } from '../raster/index.js';
import { collageToSvg } from './collage-svg.js';
import { gridToSvg } from './grid-svg.js';
import { pixelsToPng } from './pixels-png.js';
import { imageToPng } from './png.js';
import { shapesToSvg } from './shapes-svg.js';
import { strokesToSvg } from './strokes-svg.js';

/** What is written besides the picture itself. */
export interface Caption {
  /** The prompt, for screen readers and file managers. */
  readonly title: string;
  /** JSON that stands in the file, such as the recipe. */
  readonly metadata?: string;
}

interface Writer<Kind extends PictureKind> {
  svg?(
    picture: Extract<Picture, { kind: Kind }>,
    size: RasterSize,
    paper: Rgb,
    caption: Caption,
  ): string | Promise<string>;
  png(picture: Extract<Picture, { kind: Kind }>, size: RasterSize, paper: Rgb): Promise<Buffer>;
}

const writers: { readonly [Kind in PictureKind]: Writer<Kind> } = {
  strokes: {
    svg: ({ strokes }, size, paper, { title, metadata }) =>
      strokesToSvg(strokes, size, paper, title, metadata),
    png: ({ strokes }, size, paper) => imageToPng(rasterise(strokes, size, paper), size),
  },
  shapes: {
    svg: ({ shapes }, size, paper, { title, metadata }) => shapesToSvg(shapes, size, paper, title, metadata),
    png: ({ shapes }, size, paper) => imageToPng(rasteriseShapes(shapes, size, paper), size),
  },
  pixels: { png: (picture, size) => pixelsToPng(picture, size) },
  grid: {
    svg: (picture, size, paper, { title, metadata }) => gridToSvg(picture, size, paper, title, metadata),
    png: ({ layout, colours }, size) => imageToPng(paintCells(layout, colours, size), size),
  },
  field: { png: async (picture, size) => imageToPng(await paintField(picture, size), size) },
  collage: {
    svg: (picture, size, paper, { title, metadata }) => collageToSvg(picture, size, paper, title, metadata),
    png: (picture, size, paper) => imageToPng(paintCollage(picture, size, paper), size),
  },
};

const writerOf = (kind: PictureKind): Writer<PictureKind> => writers[kind] as unknown as Writer<PictureKind>;

/** Whether pictures of the kind have a vector form. */
export const hasSvg = (kind: PictureKind): boolean => writerOf(kind).svg !== undefined;

/** @returns the SVG, or nothing for a picture of pixels */
export async function pictureToSvg(
  picture: Picture,
  size: RasterSize,
  paper: Rgb,
  caption: Caption,
): Promise<string | undefined> {
  return await writerOf(picture.kind).svg?.(picture, size, paper, caption);
}

/** @returns the bytes of a PNG at `size`; the same picture gives the same bytes */
export function pictureToPng(picture: Picture, size: RasterSize, paper: Rgb): Promise<Buffer> {
  return writerOf(picture.kind).png(picture, size, paper);
}
