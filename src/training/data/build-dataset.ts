/**
 * @file Builds the data set from its packages: concepts, names in a hundred languages, and every picture drawn once.
 * Written beside and renamed, so that a folder holds a whole data set or none.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import sharp from 'sharp';
import { writeWhole } from '../../artwork/index.js';
import { makeFolder } from '../../compile/index.js';
import { attributionOf } from './attribution.js';
import { cldrLanguages, readCldr } from './cldr.js';
import { Concepts } from './concepts.js';
import { type DataIndex, type DataPicture, dataFiles, PICTURE_SIDE } from './dataset.js';
import { describeConcepts } from './describe-concepts.js';
import { type Found, gatherPictures } from './gather.js';
import { fetchPackages } from './packages.js';
import { Renderer } from './renderer.js';
import { sources } from './sources.js';
import { WordNet } from './wordnet.js';

export interface DataProgress {
  readonly done: number;
  readonly total: number;
}

export interface DataReport {
  readonly concepts: number;
  readonly pictures: number;
  readonly languages: number;
  readonly skipped: number;
  /** Debian packages that this machine cannot fetch. */
  readonly missing: readonly string[];
}

/**
 * @param folder of the data set and, in `packages/`, of what it is made from
 * @throws TrainingError when the packages cannot be had
 */
export async function buildDataset(
  folder: string,
  say: (sentence: string) => void,
  show: (progress: DataProgress) => void,
): Promise<DataReport> {
  const packages = await fetchPackages(join(folder, 'packages'), say);
  const { modules } = packages;
  const wordnet = WordNet.read(modules);
  const found = gatherPictures(packages);
  const learnt = found.filter(({ role, source }) => role === 'train' && !sources[source]?.namesNothing);
  const concepts = Concepts.build(readCldr(modules, 'en'), learnt, wordnet);
  const pictures = found.flatMap((picture) => {
    const concept = concepts.conceptOf(picture);
    return concept === undefined ? [] : [{ picture, concept }];
  });
  const shown = new Map<string, number>();
  for (const { picture, concept } of pictures) {
    if (picture.role === 'train') shown.set(concept, (shown.get(concept) ?? 0) + 1);
  }
  const names = [...shown.keys()].sort();
  const numbers = new Map(names.map((name, i) => [name, i]));
  say(`${names.length} concepts; drawing ${pictures.length} pictures …`);
  const kept = pictures.filter(({ concept }) => numbers.has(concept));
  const languages = cldrLanguages(modules);
  const things = names.map((name) => ({ ...concepts.all.get(name)!, pictures: shown.get(name)! }));
  const described = describeConcepts(things, packages, wordnet);
  const drawn = await drawAll(
    folder,
    modules,
    kept.map(({ picture, concept }) => ({ picture, concept: numbers.get(concept)! })),
    show,
  );
  const index: DataIndex = {
    format: 'clip-atelier pictures',
    version: 1,
    side: PICTURE_SIDE,
    concepts: described,
    ...drawn,
  };
  await writeWhole(join(folder, dataFiles.index), JSON.stringify(index));
  await writeWhole(join(folder, 'DATA.md'), attributionOf(index, languages.length));
  const skipped = Object.values(drawn.skipped).reduce((sum, list) => sum + list.length, 0);
  const { missing } = packages;
  return {
    concepts: names.length,
    pictures: drawn.pictures.length,
    languages: languages.length,
    skipped,
    missing,
  };
}

interface Drawn {
  readonly pictures: DataPicture[];
  readonly skipped: Record<string, string[]>;
}

async function drawAll(
  folder: string,
  modules: string,
  wanted: readonly { readonly picture: Found; readonly concept: number }[],
  show: (progress: DataProgress) => void,
): Promise<Drawn> {
  makeFolder(folder);
  const file = join(folder, dataFiles.pictures);
  const out = createWriteStream(`${file}.part`);
  const renderer = new Renderer(modules);
  const pictures: DataPicture[] = [];
  const skipped: Record<string, string[]> = {};
  let offset = 0;
  try {
    for (const [done, { picture, concept }] of wanted.entries()) {
      const { source, name, role, medium, colour, tinted } = picture;
      const pixels = await draw(picture, renderer);
      show({ done: done + 1, total: wanted.length });
      if (!(pixels instanceof Uint8Array) || isEmpty(pixels)) {
        skipped[source] = [...(skipped[source] ?? []), name];
        continue;
      }
      const bytes = tinted ? alphaOf(pixels) : pixels;
      if (!out.write(bytes)) await once(out, 'drain');
      const channels = tinted ? 1 : 4;
      pictures.push({ concept, offset, channels, source, name, role, medium, ...(colour ? { colour } : {}) });
      offset += bytes.length;
    }
    out.end();
    await finished(out);
    await rename(`${file}.part`, file);
  } catch (error) {
    out.destroy();
    await rm(`${file}.part`, { force: true });
    throw error;
  } finally {
    renderer.close();
  }
  return { pictures, skipped };
}

async function draw(picture: Found, renderer: Renderer): Promise<Uint8Array | { readonly fault: string }> {
  const loaded = await picture.load();
  if ('svg' in loaded) return renderer.render(loaded.svg);
  try {
    const box = { width: PICTURE_SIDE, height: PICTURE_SIDE, fit: 'contain', background: '#0000' } as const;
    return await sharp(loaded.png).resize(box).ensureAlpha().toColourspace('srgb').raw().toBuffer();
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

const alphaOf = (pixels: Uint8Array): Uint8Array =>
  Uint8Array.from({ length: pixels.length / 4 }, (_, i) => pixels[4 * i + 3]!);

const isEmpty = (pixels: Uint8Array): boolean => pixels.every((value, i) => i % 4 !== 3 || value === 0);
