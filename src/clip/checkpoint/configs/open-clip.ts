/** @file `open_clip_config.json`: open_clip's model and preprocessing settings. */

import { z } from 'zod';
import { type ArchitectureSettings, embedDimSchema, preprocessingSchema } from '../architecture.js';
import { checkJson } from '../json-file.js';
import type { ConfigFormat } from './config-format.js';

const schema = z.object({
  model_cfg: z.looseObject({
    embed_dim: embedDimSchema,
    vision_cfg: z.looseObject({ type: z.string().optional() }),
    text_cfg: z.looseObject({ type: z.string().default('clip') }),
  }),
  preprocess_cfg: z
    .object({
      size: z.union([z.int(), z.tuple([z.int(), z.int()]).transform(([height]) => height)]),
      mean: preprocessingSchema.shape.mean,
      std: preprocessingSchema.shape.std,
      interpolation: preprocessingSchema.shape.interpolation,
      resize_mode: preprocessingSchema.shape.resizeMode,
    })
    .partial()
    .default({}),
});

export const openClipConfig: ConfigFormat = {
  recognises: (json) => 'model_cfg' in json,
  read({ file, json }): ArchitectureSettings {
    const { model_cfg: model, preprocess_cfg: preprocess } = checkJson(file, json, schema);
    const { size, mean, std, interpolation, resize_mode: resizeMode } = preprocess;
    return {
      embedDim: model.embed_dim,
      image: {
        setting: 'model_cfg.vision_cfg',
        type: model.vision_cfg.type ?? 'none',
        config: model.vision_cfg,
      },
      text: { setting: 'model_cfg.text_cfg', type: model.text_cfg.type, config: model.text_cfg },
      preprocessing: {
        ...(mean && { mean }),
        ...(std && { std }),
        ...(interpolation && { interpolation }),
        ...(resizeMode && { resizeMode }),
      },
      ...(size !== undefined && { crop: { setting: 'preprocess_cfg.size', size } }),
    };
  },
};
