/**
 * @file What a drawing is made from besides words: an image to begin from, a saved work, a photograph under the marks,
 * patches, and the pictures that its prompt names. Read before anything begins, and kept beside the work.
 */
import type { Command } from 'commander';
import {
  type Material,
  materialOf,
  type Original,
  type Originals,
  openSavedWork,
  readOriginal,
  readPatches,
} from '../artwork/index.js';
import { type CanvasName, canvasKind } from '../canvas/index.js';
import type { RasterSize } from '../raster/index.js';
import { type DrawSettings, picturesOf } from '../session/index.js';
import { UsageError } from './exit-codes.js';
import { readNamedOriginal } from './prompt-pictures.js';

export interface MaterialOptions {
  readonly image?: string;
  readonly from?: string;
  readonly background?: string;
  readonly patches?: string;
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
