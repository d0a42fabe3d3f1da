/** @file A CLIP without weights: its encoders and its preprocessing, opened from the settings of a configuration. */

import { z } from 'zod';
import { ModelError } from '../model-error.js';
import { textTowers } from '../text/text-towers.js';
import type { ConfigFault, ImageTower, OpenTower, TextTower } from '../tower.js';
import { imageTowers } from '../vision/image-towers.js';

export const embedDimSchema = z.int().min(1).max(65_536);

const interpolations = ['nearest', 'bilinear', 'bicubic', 'lanczos'] as const;
const resizeModes = ['shortest', 'longest', 'squash'] as const;

/** How a picture becomes the encoder's input. */
export const preprocessingSchema = z.object({
  /** Of RGB in 0..1. */
  mean: z.tuple([z.number(), z.number(), z.number()]),
  std: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]),
  interpolation: z.enum(interpolations),
  /** What becomes `resizeTo` pixels long; `squash` makes both sides so. The middle square is cut out then. */
  resizeMode: z.enum(resizeModes),
  resizeTo: z.int().min(1).max(65_536),
});

export type Preprocessing = Readonly<z.output<typeof preprocessingSchema>>;

/** OpenAI's, which nearly every CLIP has kept. */
export const openAiNormalisation: Pick<Preprocessing, 'mean' | 'std'> = {
  mean: [0.48145466, 0.4578275, 0.40821073],
  std: [0.26862954, 0.26130258, 0.27577711],
};

/** What a configuration file says, in the terms of the registries of towers. */
export interface ArchitectureSettings {
  readonly embedDim: number;
  readonly image?: TowerSettings;
  readonly text?: TowerSettings;
  /** Of the image tower; unset parts are OpenAI's. */
  readonly preprocessing?: Partial<Preprocessing>;
  /** Side of the square that is cut out, where the file says it: the image tower has to take it. */
  readonly crop?: { readonly setting: string; readonly size: number };
}

export interface TowerSettings {
  /** Where they stand in the file, for messages. */
  readonly setting: string;
  /** Row of the registry. */
  readonly type: string;
  readonly config: object;
}

/** A checkpoint may hold one encoder only. */
export interface Architecture {
  readonly embedDim: number;
  readonly image: ImageTower | undefined;
  readonly text: TextTower | undefined;
  readonly preprocessing: Preprocessing | undefined;
}

/** Opens the towers. Throws ModelError naming the setting of `file` at fault. */
export function openArchitecture(file: string, settings: ArchitectureSettings): Architecture {
  const { embedDim, crop } = settings;
  const image = settings.image && openTower(file, imageTowers, settings.image, embedDim);
  const text = settings.text && openTower(file, textTowers, settings.text, embedDim);
  if (!image && !text) throw new ModelError(file, 'it describes neither an image nor a text encoder.');
  if (image && crop && crop.size !== image.imageSize) {
    throw new ModelError(
      file,
      `${crop.setting} is ${crop.size}, but the image tower takes ${image.imageSize} pixels.`,
    );
  }
  return {
    embedDim,
    image,
    text,
    preprocessing: image && completePreprocessing(file, image.imageSize, settings.preprocessing),
  };
}

function completePreprocessing(
  file: string,
  imageSize: number,
  given: Partial<Preprocessing> = {},
): Preprocessing {
  const standard: Preprocessing = {
    ...openAiNormalisation,
    interpolation: 'bicubic',
    resizeMode: 'shortest',
    resizeTo: imageSize,
  };
  const complete = { ...standard, ...given };
  if (complete.resizeMode !== 'longest' && complete.resizeTo < imageSize) {
    throw new ModelError(
      file,
      `pictures are resized to ${complete.resizeTo} pixels, too few for an image tower of ${imageSize}.`,
    );
  }
  return complete;
}

function openTower<Tower extends object>(
  file: string,
  registry: Readonly<Record<string, OpenTower<Tower>>>,
  { setting, type, config }: TowerSettings,
  embedDim: number,
): Tower {
  const open = Object.hasOwn(registry, type) ? registry[type] : undefined;
  if (!open) {
    throw new ModelError(
      file,
      `${setting} has the type ${JSON.stringify(type)}; known here: ${Object.keys(registry).join(', ')}.`,
    );
  }
  const tower: Tower | ConfigFault = open(config, embedDim);
  if ('fault' in tower) throw new ModelError(file, `${setting} is not as expected: ${tower.fault}.`);
  return tower;
}
