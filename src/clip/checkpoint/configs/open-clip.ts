/** @file `open_clip_config.json`: open_clip's model and preprocessing settings. */

import { z } from 'zod';
import { type ArchitectureSettings, embedDimSchema, preprocessingSchema } from '../architecture.js';
import { checkJson } from '../json-file.js';
import type { ConfigFormat } from './config-format.js';
import { openClipText } from './open-clip-text.js';
import { openClipVision } from './open-clip-vision.js';

const schema = z.object({
  model_cfg: z.object({
    embed_dim: embedDimSchema,
    quick_gelu: z.boolean().default(false),
    vision_cfg: z.record(z.string(), z.unknown()),
    text_cfg: z.record(z.string(), z.unknown()),
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
      image: openClipVision(file, model.vision_cfg, model.quick_gelu),
      text: openClipText(file, model.text_cfg, model.quick_gelu),
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
