/**
 * @file A picture as it is sent to the page: marks as numbers that the page draws, pixels as a JPEG. One row a kind.
 */
import sharp from 'sharp';
import {
  type CollagePicture,
  fillOnPaper,
  type Picture,
  type PictureKind,
  paintCells,
  paintCollage,
  paintField,
  type SourceImage,
} from '../canvas/index.js';
import type { FrameContent } from '../protocol/index.js';
import {
  bytesOfImage,
  type Page,
  type RasterSize,
  type Rgb,
  type Shapes,
  shapeKinds,
} from '../raster/index.js';

/** Of the JPEGs, 0..100: what is below shows rings around hard edges. */
const QUALITY = 85;
/** Shorter side at which pictures without pixels of their own are painted for the page. */
const SHOWN = 384;
/** The same of neural fields, where every pixel is a pass through the network. */
const SHOWN_FIELD = 192;

/** What lies under the marks, at a size. */
type PageOf = (size: RasterSize) => Page;

const contents: {
  readonly [Kind in PictureKind]: (
    picture: Extract<Picture, { kind: Kind }>,
    size: RasterSize,
    pageOf: PageOf,
  ) => FrameContent | Promise<FrameContent>;
} = {
  strokes: ({ strokes }) => ({ kind: 'strokes', strokes }),
  shapes: ({ shapes }) => ({ kind: 'shapes', shapes }),
  pixels: imageOf,
  grid: ({ layout, colours }, size) => painted(paintCells(layout, colours, shown(size)), shown(size)),
  field: async (picture, size) => {
    const small = shown(size, SHOWN_FIELD);
    return painted(await paintField(picture, small), small);
  },
  collage: async (picture, size, pageOf) => ({
    ...(await painted(paintCollage(picture, shown(size), pageOf(shown(size))), shown(size))),
    outlines: outlinesOf(picture),
  }),
};

/** The rectangle that each piece of a collage takes, in the colour it is tinted with. */
function outlinesOf({ patches, pieces }: CollagePicture): Shapes {
  const { which, places, sizes, turns, colours } = pieces;
  const count = which.length;
  const radii = new Float32Array(2 * count);
  which.forEach((patch, piece) => {
    const { width, height } = patches[patch]!;
    const scale = sizes[piece]! / 2 / Math.max(width, height);
    radii.set([width * scale, height * scale], 2 * piece);
  });
  return {
    kinds: new Uint8Array(count).fill(shapeKinds.indexOf('rectangle')),
    corners: new Uint8Array(count).fill(1),
    points: places,
    radii,
    angles: turns,
    colours,
  };
}

type ImageContent = Extract<FrameContent, { kind: 'image' }>;

interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

async function imageOf({ width, height, rgb }: Pixels): Promise<ImageContent> {
  const jpeg = await sharp(rgb, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: QUALITY })
    .toBuffer();
  return { kind: 'image', jpeg };
}

/** @param size of the canvas, pixels */
export function contentOf(
  picture: Picture,
  size: RasterSize,
  paper: Rgb,
  background?: SourceImage,
): FrameContent | Promise<FrameContent> {
  const encode = contents[picture.kind] as (
    picture: Picture,
    size: RasterSize,
    pageOf: PageOf,
  ) => FrameContent | Promise<FrameContent>;
  return encode(picture, size, (at) => (background ? filled(background, at, paper) : paper));
}

/** The page of each background at the size at which it was last shown. */
const pages = new WeakMap<SourceImage, { readonly size: RasterSize; readonly page: Float32Array }>();

function filled(background: SourceImage, size: RasterSize, paper: Rgb): Page {
  const known = pages.get(background);
  if (known?.size.width === size.width && known.size.height === size.height) return known.page;
  const page = fillOnPaper(background, size, paper);
  pages.set(background, { size, page });
  return page;
}

function shown({ width, height }: RasterSize, side = SHOWN): RasterSize {
  const scale = Math.min(1, side / Math.min(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

const painted = (image: Float32Array, size: RasterSize): Promise<ImageContent> =>
  imageOf({ ...size, rgb: bytesOfImage(image) });
