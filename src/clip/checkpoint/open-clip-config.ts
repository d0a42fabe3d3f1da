/** @file `open_clip_config.json`: the two towers and the preprocessing, opened through the registries. */

import { z } from 'zod';
import { ModelError } from '../model-error.js';
import { textTowers } from '../text/text-towers.js';
import type { ConfigFault, ImageTower, OpenTower, TextTower } from '../tower.js';
import { imageTowers } from '../vision/image-towers.js';
import { readJsonFile } from './json-file.js';

const perChannel = z.tuple([z.number(), z.number(), z.number()]);

const schema = z.object({
  model_cfg: z.object({
    embed_dim: z.int().min(1).max(65_536),
    vision_cfg: z.looseObject({ type: z.string().optional() }),
    text_cfg: z.looseObject({ type: z.string().default('clip') }),
  }),
  preprocess_cfg: z.object({
    size: z.int().optional(),
    mean: perChannel,
    std: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]),
  }),
});

/** A CLIP without weights. Mean and standard deviation are of RGB in 0..1. */
export interface Architecture {
  readonly embedDim: number;
  readonly image: ImageTower;
  readonly text: TextTower;
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
}

/** Reads and checks the config. Throws ModelError naming the setting at fault. */
export async function readOpenClipConfig(file: string): Promise<Architecture> {
  const { model_cfg: model, preprocess_cfg: preprocess } = await readJsonFile(file, schema);
  const openImage = chooseTower(file, 'vision_cfg', imageTowers, model.vision_cfg.type);
  const openText = chooseTower(file, 'text_cfg', textTowers, model.text_cfg.type);
  const image = openTower(file, 'vision_cfg', openImage(model.vision_cfg, model.embed_dim));
  const text = openTower(file, 'text_cfg', openText(model.text_cfg, model.embed_dim));
  if (preprocess.size !== undefined && preprocess.size !== image.imageSize) {
    throw new ModelError(
      file,
      `preprocess_cfg.size is ${preprocess.size}, but the image tower takes ${image.imageSize} pixels.`,
    );
  }
  return { embedDim: model.embed_dim, image, text, mean: preprocess.mean, std: preprocess.std };
}

function chooseTower<Tower>(
  file: string,
  part: string,
  registry: Readonly<Record<string, OpenTower<Tower>>>,
  type: string | undefined,
): OpenTower<Tower> {
  const open = type !== undefined && Object.hasOwn(registry, type) ? registry[type] : undefined;
  if (open) return open;
  const given = type === undefined ? 'no type' : `the type ${JSON.stringify(type)}`;
  throw new ModelError(
    file,
    `model_cfg.${part} has ${given}; known here: ${Object.keys(registry).join(', ')}.`,
  );
}

function openTower<Tower extends object>(file: string, part: string, tower: Tower | ConfigFault): Tower {
  if ('fault' in tower) throw new ModelError(file, `model_cfg.${part} is not as expected ${tower.fault}.`);
  return tower;
}
