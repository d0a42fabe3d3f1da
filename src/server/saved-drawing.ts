/** @file A drawing out of its folder, with everything that it is gone on with or drawn again from. */
import { join } from 'node:path';
import {
  type Checkpoint,
  expectModel,
  type Material,
  openCheckpoint,
  openPoints,
  openRecipe,
  type Recipe,
  reopenMaterial,
  WORK_FILES,
} from '../artwork/index.js';
import type { WireSettings } from '../protocol/index.js';
import type { Past } from '../session/index.js';
import { toWire } from './live-drawing.js';
import type { PictureShelf } from './picture-shelf.js';

export interface SavedDrawing extends Material {
  readonly state: Checkpoint['state'];
  readonly past: Past;
  /** What the pictures that its prompts have named are called, and their SHA-256. */
  readonly sums: Readonly<Record<string, string>>;
}

/**
 * @param folder of an interrupted drawing or a work
 * @param shelf where its pictures are, if it was saved before they lay beside it
 * @throws ArtworkError, SourceImageError where it cannot be read, or another model guided it
 */
export async function openSaved(
  folder: string,
  shelf: PictureShelf,
  loaded: Recipe['model'],
): Promise<SavedDrawing> {
  const { state, model } = await openCheckpoint(folder);
  expectModel('drawing', model, loaded);
  const past = await openPoints(folder);
  const { settings } = state.facts;
  const changes = [state, ...past.nodes.map((node) => node.state)].flatMap(({ facts }) => [
    ...facts.changes,
    ...facts.script,
  ]);
  const material = await reopenMaterial({ ...settings, changes }, folder, (name) => shelf.named(name));
  return { ...material, state, past, sums: settings.pictures ?? {} };
}

/** The settings of a work; the pictures that it is made from come onto the shelf, where they may have other names. */
export async function takeSettings(folder: string, shelf: PictureShelf): Promise<WireSettings> {
  const { settings } = await openRecipe(join(folder, WORK_FILES.recipe));
  const { originals } = await reopenMaterial(settings, folder, (name) => shelf.named(name));
  const names = new Map(Object.entries(settings.pictures ?? {}).map(([name, sum]) => [sum, name]));
  let { prompt } = settings;
  for (const { sha256, extension, bytes } of originals) {
    const name = names.get(sha256);
    const own = await shelf.add(name ?? `picture.${extension}`, Buffer.from(bytes));
    if (name !== undefined && own.name !== name) prompt = prompt.replaceAll(`@${name}`, `@${own.name}`);
  }
  return toWire({ ...settings, prompt });
}
