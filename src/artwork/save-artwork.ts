/**
 * @file Writes a drawing into a folder: `final.svg`, `final.png`, `recipe.json`. Each file is written beside its
 * name and then renamed, so a file that is there is whole.
 */
import { rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Picture } from '../canvas/index.js';
import { makeFolder } from '../compile/index.js';
import { ArtworkError, reasonOf } from './artwork-error.js';
import type { Ground } from './ground.js';
import { pictureToPng, pictureToSvg } from './picture.js';
import type { Recipe } from './recipe.js';
import { WORK_FILES } from './work-files.js';
import { writeWhole } from './write-whole.js';

export interface Artwork {
  readonly picture: Picture;
  readonly ground: Ground;
  /** Says the size and the title as well. */
  readonly recipe: Recipe;
}

/** Absolute paths of what was written. */
export interface ArtworkFiles {
  /** Absent where the picture has no vector form. */
  readonly svg?: string;
  readonly png: string;
  readonly recipe: string;
}

/**
 * Makes sure that files can be written, before hours go into something that could not be saved.
 * @throws ArtworkError when the folder cannot be made or written to
 */
export async function prepareFolder(folder: string): Promise<void> {
  if (folder === '') throw new ArtworkError('The output folder has no name; give one, such as my-drawing.');
  const probe = join(resolve(folder), `.atelier-${process.pid}`);
  await orArtworkError(folder, async () => {
    makeFolder(folder);
    try {
      await writeFile(probe, 'x');
    } finally {
      await rm(probe, { force: true });
    }
  });
}

/** @throws ArtworkError naming the folder and why it cannot be written; no half-written file is left */
export async function saveArtwork(
  folder: string,
  { picture, ground, recipe }: Artwork,
): Promise<ArtworkFiles> {
  const { width, height, prompt } = recipe.settings;
  const size = { width, height };
  // Inside the picture stands what it is, not when and on what it was made: the same drawing has the same bytes.
  const { createdAt: _, ...timeless } = recipe;
  const { runtime: __, ...model } = recipe.model;
  const svg = await pictureToSvg(picture, size, ground, {
    title: prompt,
    metadata: JSON.stringify({ ...timeless, model }),
  });
  const png = await pictureToPng(picture, size, ground);
  const at = (name: string): string => join(resolve(folder), name);
  const files = {
    ...(svg === undefined ? {} : { svg: at(WORK_FILES.svg) }),
    png: at(WORK_FILES.png),
    recipe: at(WORK_FILES.recipe),
  };
  await orArtworkError(folder, async () => {
    makeFolder(folder);
    if (files.svg !== undefined && svg !== undefined) await writeWhole(files.svg, svg);
    // One of an earlier work would be taken for this one's.
    else await rm(at(WORK_FILES.svg), { force: true });
    await writeWhole(files.png, png);
    await writeWhole(files.recipe, `${JSON.stringify(recipe, null, 2)}\n`);
  });
  return files;
}

async function orArtworkError(folder: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new ArtworkError(
      `The output folder ${resolve(folder)} cannot be written to: ${reasonOf(error)}; choose another folder.`,
      { cause: error },
    );
  }
}
