/**
 * @file What a drawing is made from besides words: an image to begin from, a photograph under the marks, patches, and
 * the pictures that its prompt names; as the session takes them, and as the files that are kept beside the work.
 */
import { type DrawSettings, picturesOf, type Sources } from '../../session/index.js';
import { openOriginal } from './kept.js';
import { patchSide } from './patches.js';
import type { Original } from './source-image.js';

/** The originals by what they are for. */
export interface Originals {
  readonly image?: Original;
  readonly background?: Original;
  readonly patches?: readonly Original[];
  /** By the names that prompts call them. */
  readonly pictures: Readonly<Record<string, Original>>;
}

export interface Material {
  readonly sources: Sources;
  /** To be kept beside the work. */
  readonly originals: readonly Original[];
}

/** How a picture is found: by the SHA-256 of its file, shrunk to a side where one is given. */
export type FindOriginal = (sha256: string, side?: number) => Promise<Original>;
/** One of which only the name is known. */
export type FindNamed = (name: string) => Promise<Original>;

export function materialOf({ image, background, patches, pictures }: Originals): Material {
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

/** The originals that settings name, wherever they are. @throws whatever the finders throw */
export async function findOriginals(
  settings: DrawSettings,
  find: FindOriginal,
  findNamed: FindNamed,
): Promise<Originals> {
  const { image, background, patches, pictures: sums = {} } = settings;
  const pictures: Record<string, Original> = {};
  for (const name of picturesOf(settings)) {
    const sum = sums[name];
    pictures[name] = await (sum === undefined ? findNamed(name) : find(sum));
  }
  const side = patchSide(patches?.length ?? 0);
  const cut: Original[] = [];
  for (const sum of patches ?? []) cut.push(await find(sum, side));
  return {
    ...(image === undefined ? {} : { image: await find(image) }),
    ...(background === undefined ? {} : { background: await find(background) }),
    ...(patches ? { patches: cut } : {}),
    pictures,
  };
}

/**
 * The material of a work that was saved in this folder.
 * @param findNamed for recipes from before pictures were kept, which name files
 * @throws ArtworkError, SourceImageError, and whatever `findNamed` throws
 */
export async function reopenMaterial(
  settings: DrawSettings,
  saved: string,
  findNamed: FindNamed,
): Promise<Material> {
  return materialOf(await findOriginals(settings, (sum, side) => openOriginal(saved, sum, side), findNamed));
}
