/**
 * @file A data set out of a person's own pictures. Every caption is a concept; pictures are decoded once, to the size of
 * a data set, with their transparency. What cannot be used is skipped and told once; the person's files are only read.
 */
import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import sharp from 'sharp';
import { writeWhole } from '../../../artwork/index.js';
import { makeFolder } from '../../../compile/index.js';
import { TrainingError } from '../../training-error.js';
import { conceptNamed, type DataIndex, type DataPicture, dataFiles, PICTURE_SIDE } from '../dataset.js';
import { readCaptions } from './captions.js';
import { listFiles } from './list-files.js';

export interface OwnReport {
  readonly pictures: number;
  readonly concepts: number;
  /** Pictures that were not used, by the reason. */
  readonly skipped: Readonly<Record<string, readonly string[]>>;
  /** What was assumed, a sentence each. */
  readonly notes: readonly string[];
}

/** More pixels than this are not decoded: a picture may have 20,000 on a side. */
const MOST_PIXELS = 20_000 ** 2;

const reasons = {
  broken: 'cannot be read',
  huge: `have more than ${MOST_PIXELS / 1e6} million pixels`,
  empty: 'are empty',
  untold: 'have no caption and no name that says anything',
  twin: 'show the same as another',
} as const;

/** @param data a folder, or the CSV file of its captions @param out folder of the data set @throws TrainingError */
export async function buildOwn(data: string, isTable: boolean, out: string): Promise<OwnReport> {
  try {
    return await build(data, isTable, out);
  } catch (error) {
    await rm(out, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
}

async function build(data: string, isTable: boolean, out: string): Promise<OwnReport> {
  const folder = isTable ? dirname(data) : data;
  const files = await listFiles(folder);
  if (files.pictures.length === 0) {
    throw new TrainingError(
      `${folder}: there are no pictures here; put PNG, JPEG, WebP, AVIF, GIF, TIFF or SVG files into it.`,
    );
  }
  const tables = isTable ? [basename(data)] : files.tables;
  const { of: captions, notes } = await readCaptions(folder, files, tables);
  const skipped: Record<string, string[]> = {};
  const skip = (reason: keyof typeof reasons, file: string): void => {
    skipped[reasons[reason]] = [...(skipped[reasons[reason]] ?? []), file];
  };
  await rm(out, { recursive: true, force: true });
  makeFolder(out);
  const file = join(out, dataFiles.pictures);
  const pixels = await open(`${file}.part`, 'w');
  const used = new Map<string, Used>();
  let animated = 0;
  try {
    for (const name of files.pictures) {
      const said = captions.get(name);
      const decoded = said ? await decode(join(folder, name)) : ({ fault: 'untold' } as const);
      if ('fault' in decoded) {
        skip(decoded.fault, name);
        continue;
      }
      if (decoded.frames > 1) animated += 1;
      const digest = createHash('sha256').update(decoded.pixels).digest('hex');
      const twin = used.get(digest);
      if (twin) {
        skip('twin', name);
        twin.captions.push(...said!.filter((caption) => !twin.captions.includes(caption)));
        continue;
      }
      used.set(digest, { name, captions: [...said!] });
      await pixels.write(decoded.pixels);
    }
  } finally {
    await pixels.close();
  }
  const index = indexOf([...used.values()], skipped, folder);
  await rename(`${file}.part`, file);
  await writeWhole(join(out, dataFiles.index), JSON.stringify(index));
  const moving = animated === 0 ? [] : [`${animated} moving: the first frame is taken.`];
  return {
    pictures: index.pictures.length,
    concepts: index.concepts.length,
    skipped,
    notes: [...notes, ...moving],
  };
}

interface Used {
  readonly name: string;
  readonly captions: string[];
}

function indexOf(used: readonly Used[], skipped: Record<string, string[]>, folder: string): DataIndex {
  const key = (caption: string): string => caption.toLowerCase();
  const names = [...new Set(used.map(({ captions }) => key(captions[0]!)))].sort();
  if (names.length < 2) {
    const why =
      used.length === 0
        ? `none of its pictures can be used: they ${Object.keys(skipped).join(', or ')}`
        : used.length === 1
          ? 'only one picture can be used'
          : `every picture is called “${names[0]}”`;
    throw new TrainingError(
      `${folder}: ${why}; a model learns by telling things apart: give it pictures with at least two different captions.`,
    );
  }
  const numbers = new Map(names.map((name, number) => [name, number]));
  const bytes = PICTURE_SIDE ** 2 * 4;
  return {
    format: 'clip-atelier pictures',
    version: 1,
    side: PICTURE_SIDE,
    concepts: names.map(conceptNamed),
    pictures: used.map(
      ({ name, captions }, i): DataPicture => ({
        concept: numbers.get(key(captions[0]!))!,
        offset: i * bytes,
        channels: 4,
        source: 'own',
        name,
        role: 'train',
        medium: 'drawing',
        captions,
      }),
    ),
    skipped,
  };
}

type Decoded =
  | { readonly pixels: Uint8Array; readonly frames: number }
  | { readonly fault: 'broken' | 'huge' | 'empty' };

/** Upright, in sRGB, the whole picture inside the square, RGBA with straight alpha. */
async function decode(file: string): Promise<Decoded> {
  try {
    const image = sharp(file, { limitInputPixels: MOST_PIXELS, sequentialRead: true, failOn: 'error' });
    const { pages = 1 } = await image.metadata();
    const box = { width: PICTURE_SIDE, height: PICTURE_SIDE, fit: 'contain', background: '#0000' } as const;
    const pixels = await image
      .autoOrient()
      .toColourspace('srgb')
      .ensureAlpha()
      .resize(box)
      .raw({ depth: 'uchar' })
      .toBuffer();
    const seen = pixels.some((value, i) => i % 4 === 3 && value > 0);
    return seen ? { pixels, frames: pages } : { fault: 'empty' };
  } catch (error) {
    const huge = error instanceof Error && /pixel limit/iu.test(error.message);
    return { fault: huge ? 'huge' : 'broken' };
  }
}
