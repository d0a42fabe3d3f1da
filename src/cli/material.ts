/**
 * @file What a drawing is made from besides words: an image to begin from, a saved work, a photograph under the marks,
 * patches, and the pictures that its prompt names. Read before anything begins, kept beside the work, and found there
 * again when it is redrawn.
 */
import type { Command } from 'commander';
import {
  type Original,
  openOriginal,
  openSavedWork,
  patchSide,
  readOriginal,
  readPatches,
} from '../artwork/index.js';
import { type CanvasName, canvasKind } from '../canvas/index.js';
import type { RasterSize } from '../raster/index.js';
import { type DrawSettings, picturesOf, type Sources } from '../session/index.js';
import { UsageError } from './exit-codes.js';
import { readNamedOriginal } from './prompt-pictures.js';

export interface MaterialOptions {
  readonly image?: string;
  readonly from?: string;
  readonly background?: string;
  readonly patches?: string;
}

/** The originals by what they are for. */
interface Originals {
  readonly image?: Original;
  readonly background?: Original;
  readonly patches?: readonly Original[];
  readonly pictures: Readonly<Record<string, Original>>;
}

export interface Material {
  readonly sources: Sources;
  /** To be kept beside the work. */
  readonly originals: readonly Original[];
}

/** What a drawing is begun from; the rest of its material depends on its settings. */
export interface Start {
  /** What the settings say of it. */
  readonly settings: Pick<DrawSettings, 'image' | 'background' | 'patches' | 'from'> &
    Readonly<Record<string, unknown>>;
  readonly originals: Omit<Originals, 'pictures'>;
  /** What could not be used, a sentence each. */
  readonly notices: readonly string[];
}

export function addMaterialOptions(command: Command): Command {
  return command
    .option('--image <file>', 'a picture to begin from; where the medium cannot, to be followed')
    .option(
      '--from <work>',
      'a saved work to begin from: its folder, recipe, checkpoint or SVG (any SVG, for strokes and shapes), or a picture',
    )
    .option('--background <file>', 'a photograph that stays under the strokes, shapes or collage')
    .option('--patches <folder>', 'pictures that a collage is made of, best PNGs with transparency');
}

/** @throws UsageError, ArtworkError, SourceImageError */
export async function readStart(
  { image: file, from, background: under, patches: folder }: MaterialOptions,
  canvas: CanvasName,
  size: RasterSize,
): Promise<Start> {
  if (file !== undefined && from !== undefined) {
    throw new UsageError('--image and --from both say what to begin from; give one of them.');
  }
  const work = from === undefined ? undefined : await openSavedWork(from, canvas, size);
  const begun = work && 'original' in work ? work.original : undefined;
  const image = file === undefined ? begun : await readOriginal(file);
  const background = under === undefined ? undefined : await readOriginal(under);
  const patches = folder === undefined ? undefined : await readPatches(folder);
  const marks = work && 'marks' in work ? work : undefined;
  return {
    settings: {
      ...(image ? { image: image.sha256, ...canvasKind(canvas).fromImage } : {}),
      ...(background ? { background: background.sha256 } : {}),
      ...(patches ? { patches: patches.originals.map(({ sha256 }) => sha256) } : {}),
      ...(marks ? { from: marks.marks } : {}),
    },
    originals: {
      ...(image ? { image } : {}),
      ...(background ? { background } : {}),
      ...(patches ? { patches: patches.originals } : {}),
    },
    notices: [marks?.leftOut, patches?.leftOut].filter((notice) => notice !== undefined),
  };
}

/**
 * The whole material of a new drawing, and its settings with the pictures that its prompt names.
 * @throws PromptError
 */
export async function gather(
  settings: DrawSettings,
  start: Start,
): Promise<{ readonly settings: DrawSettings; readonly material: Material }> {
  const pictures: Record<string, Original> = {};
  for (const name of picturesOf(settings)) pictures[name] = await readNamedOriginal(name);
  const sums = Object.fromEntries(Object.entries(pictures).map(([name, { sha256 }]) => [name, sha256]));
  return {
    settings: Object.keys(sums).length > 0 ? { ...settings, pictures: sums } : settings,
    material: materialOf({ ...start.originals, pictures }),
  };
}

/**
 * The material of a work that was saved in this folder.
 * @throws ArtworkError, SourceImageError, PromptError
 */
export async function reopen(settings: DrawSettings, saved: string): Promise<Material> {
  const { image, background, patches, pictures: sums = {} } = settings;
  const pictures: Record<string, Original> = {};
  // Recipes from before pictures were kept name files.
  for (const name of picturesOf(settings)) {
    const sum = sums[name];
    pictures[name] = await (sum === undefined ? readNamedOriginal(name) : openOriginal(saved, sum));
  }
  const side = patchSide(patches?.length ?? 0);
  const cut: Original[] = [];
  for (const sum of patches ?? []) cut.push(await openOriginal(saved, sum, side));
  return materialOf({
    ...(image === undefined ? {} : { image: await openOriginal(saved, image) }),
    ...(background === undefined ? {} : { background: await openOriginal(saved, background) }),
    ...(patches ? { patches: cut } : {}),
    pictures,
  });
}

function materialOf({ image, background, patches, pictures }: Originals): Material {
  const named = Object.entries(pictures);
  return {
    sources: {
      ...(image ? { image: image.image } : {}),
      ...(background ? { background: background.image } : {}),
      ...(patches ? { patches: patches.map((patch) => patch.image) } : {}),
      pictures: Object.fromEntries(named.map(([name, original]) => [name, original.image])),
    },
    originals: [image, background, ...(patches ?? []), ...named.map(([, original]) => original)].filter(
      (original) => original !== undefined,
    ),
  };
}
