/**
 * @file The wishes of one moment by the region they are for, and which view looks at which region. A region gets as
 * many views as its share of all weights, so that every view counts the same.
 */
import type { SourceImage } from '../canvas/index.js';
import type { Homography, RasterSize } from '../raster/index.js';
import type { Wish } from './prompt/moment.js';
import { type Box, boxOf } from './prompt/regions.js';
import type { Region } from './prompt/syntax-tree.js';
import { fieldOf, maskOver } from './source-picture.js';
import { boxView, compose, type Field } from './views/view-kind.js';

/** Part of a picture with what is wanted of it. */
export interface Ground {
  /** Shares of the picture's width and height. */
  readonly box: Box;
  /** How much of each pixel belongs to it, height·width; all where absent. */
  readonly mask: Float32Array | undefined;
  /** What is wanted here: places in the list of all wishes. */
  readonly wishes: readonly number[];
  /** Share of the views, 0..1. */
  readonly share: number;
}

const WHOLE: Box = { x: 0, y: 0, width: 1, height: 1 };

/** Masks at the size of the drawing, by picture. */
export class Masks {
  private readonly known = new WeakMap<SourceImage, { size: RasterSize; mask: Float32Array }>();

  of(picture: SourceImage, size: RasterSize): Float32Array {
    const known = this.known.get(picture);
    if (known && known.size.width === size.width && known.size.height === size.height) return known.mask;
    const mask = maskOver(picture, size);
    this.known.set(picture, { size, mask });
    return mask;
  }
}

/** The grounds of a moment; at least one, which is all of the picture where nothing is wished. */
export function groundsOf(
  wishes: readonly Wish[],
  size: RasterSize,
  pictures: ReadonlyMap<string, SourceImage>,
  masks: Masks,
): Ground[] {
  const byRegion = new Map<string, { region: Region | undefined; members: number[] }>();
  wishes.forEach(({ region }, i) => {
    const key = JSON.stringify(region ?? null);
    const group = byRegion.get(key) ?? { region, members: [] };
    group.members.push(i);
    byRegion.set(key, group);
  });
  const total = sumOfWeights(wishes);
  const grounds = [...byRegion.values()].map(({ region, members }): Ground => {
    const share = total > 0 ? sumOfWeights(members.map((i) => wishes[i]!)) / total : 0;
    const mask = region?.kind === 'mask' ? masks.of(pictures.get(region.file)!, size) : undefined;
    const box = mask ? boundsOf(mask, size) : region && region.kind !== 'mask' ? boxOf(region) : WHOLE;
    return { box, mask, wishes: members, share };
  });
  const active = grounds.filter(({ share }) => share > 0);
  return active.length > 0 ? active : [{ box: WHOLE, mask: undefined, wishes: [], share: 1 }];
}

const sumOfWeights = (wishes: readonly Wish[]): number =>
  wishes.reduce((sum, { weight }) => sum + Math.abs(weight), 0);

/** The golden ratio's share: multiples of it fall evenly into 0..1. */
const GOLDEN = 0.6180339887498949;
/** The plastic number's inverse, which falls evenly beside it. */
const PLASTIC = 0.7548776662466927;

/** Evenly spread numbers in 0..1 for the n-th view of a drawing: which ground it looks at, and for choices of its kind. */
export const turnsOf = (n: number): { ground: number; kind: number } => ({
  ground: (n * GOLDEN) % 1,
  kind: (0.5 + n * PLASTIC) % 1,
});

/** @param turn 0..1 */
export function pickGround(grounds: readonly Ground[], turn: number): number {
  let passed = 0;
  const found = grounds.findIndex(({ share }) => {
    passed += share;
    return turn < passed;
  });
  return found < 0 ? grounds.length - 1 : found;
}

/** What is looked at in a ground, in units of its shorter side. */
export const fieldIn = ({ box }: Ground, size: RasterSize): Field =>
  fieldOf({ width: box.width * size.width, height: box.height * size.height });

/** A view of a ground as a view of the picture. */
export function viewIn(view: Homography, { box }: Ground, size: RasterSize): Homography {
  const { width, height } = fieldOf(size);
  const shorter = Math.min(box.width * width, box.height * height);
  if (box === WHOLE) return view;
  return compose(boxView(box.x * width, box.y * height, shorter, shorter), view);
}

/** The smallest box around what a mask takes in by half and more; all of the picture for an empty mask. */
function boundsOf(mask: Float32Array, { width, height }: RasterSize): Box {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (mask[y * width + x]! < 0.5) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  if (right < left) return WHOLE;
  return {
    x: left / width,
    y: top / height,
    width: (right - left + 1) / width,
    height: (bottom - top + 1) / height,
  };
}

/** The picture where the mask takes it in, paper elsewhere: paper + mask·(image − paper). */
export function maskedPicture(
  image: Float32Array,
  mask: Float32Array,
  paper: readonly number[],
  into: Float32Array,
): Float32Array {
  for (let p = 0, i = 0; p < mask.length; p++) {
    for (let c = 0; c < 3; c++, i++) into[i] = paper[c]! + mask[p]! * (image[i]! - paper[c]!);
  }
  return into;
}
