/** @file Parts of a picture by name, and what stands between `<` and `>`. */
import { isImageFile, readNumber, writeNumber } from './characters.js';
import type { Region } from './syntax-tree.js';

/** Edges as shares of the picture's width and height. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Place extends Box {
  /** Other words for it, lower case. */
  readonly also: readonly string[];
}

const place = (x: number, y: number, width: number, height: number, ...also: string[]): Place => ({
  x,
  y,
  width,
  height,
  also,
});

/** Halves and quarters; the middle is half as wide and high as the picture. */
const places: Readonly<Record<string, Place>> = {
  left: place(0, 0, 0.5, 1, 'слева', 'лево'),
  right: place(0.5, 0, 0.5, 1, 'справа', 'право'),
  top: place(0, 0, 1, 0.5, 'сверху', 'вверху', 'верх'),
  bottom: place(0, 0.5, 1, 0.5, 'снизу', 'внизу', 'низ'),
  'top-left': place(0, 0, 0.5, 0.5, 'слева-сверху', 'сверху-слева'),
  'top-right': place(0.5, 0, 0.5, 0.5, 'справа-сверху', 'сверху-справа'),
  'bottom-left': place(0, 0.5, 0.5, 0.5, 'слева-снизу', 'снизу-слева'),
  'bottom-right': place(0.5, 0.5, 0.5, 0.5, 'справа-снизу', 'снизу-справа'),
  centre: place(0.25, 0.25, 0.5, 0.5, 'center', 'middle', 'центр', 'середина'),
};

/** A narrower region has too few pixels to be anything. */
const LEAST_SIDE = 0.02;
/** `0.333,0,0.667,1` reaches to the edge. */
const ROUNDING = 1e-3;

/** @param text what stands between the angle brackets; nothing when it is no region */
export function readRegion(text: string): Region | undefined {
  const trimmed = text.trim();
  if (trimmed.startsWith('@')) {
    const quoted = /^@(["'])(.*)\1$/su.exec(trimmed);
    const file = (quoted ? quoted[2]! : trimmed.slice(1)).trim();
    return isImageFile(file) ? { kind: 'mask', file } : undefined;
  }
  const word = trimmed.toLowerCase();
  const name = Object.keys(places).find((key) => key === word || places[key]!.also.includes(word));
  if (name) return { kind: 'place', name };
  const numbers = trimmed.split(',').map(readNumber);
  if (numbers.length !== 4 || numbers.some((number) => number === undefined)) return undefined;
  const [x, y, width, height] = numbers as [number, number, number, number];
  const fits = (from: number, length: number) =>
    from >= 0 && length >= LEAST_SIDE && from + length <= 1 + ROUNDING;
  return fits(x, width) && fits(y, height) ? { kind: 'box', x, y, width, height } : undefined;
}

export function writeRegion(region: Region): string {
  switch (region.kind) {
    case 'place':
      return `<${region.name}>`;
    case 'box':
      return `<${[region.x, region.y, region.width, region.height].map(writeNumber).join(',')}>`;
    case 'mask':
      return `<@${region.file}>`;
    default:
      return region satisfies never;
  }
}

/** Where a region that is no mask lies. */
export function boxOf(region: Exclude<Region, { kind: 'mask' }>): Box {
  return region.kind === 'box' ? region : places[region.name]!;
}
