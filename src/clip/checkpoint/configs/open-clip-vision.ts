/** @file open_clip's `vision_cfg`: ViT, modified ResNet, or this project's own convnet by its type. */

import { z } from 'zod';
import { ModelError } from '../../model-error.js';
import type { ResnetSettings } from '../../vision/resnet.js';
import type { VitSettings } from '../../vision/vit.js';
import type { TowerSettings } from '../architecture.js';
import { checkJson } from '../json-file.js';
import { activationOf, actKwargs, normKwargs, off } from './open-clip-common.js';

const count = z.int().min(1);
/** A side, or two equal ones. */
const side = z.union([
  count,
  z
    .tuple([count, count])
    .refine(([height, width]) => height === width, 'height and width differ')
    .transform(([height]) => height),
]);
/** Settings that matter in training only, or only together with others that are refused. */
const inert = z.unknown().optional();

/** Defaults are those of open_clip's CLIPVisionCfg. Strict, as a setting nobody knows may change every number. */
const schema = z.strictObject({
  layers: z.union([count, z.tuple([count, count, count, count])]).default(12),
  width: count.default(768),
  head_width: count.default(64),
  mlp_ratio: z.number().positive().default(4),
  patch_size: side.nullish(),
  image_size: side.default(224),
  ls_init_value: z.number().nullish(),
  no_ln_pre: z.boolean().default(false),
  pool_type: z.enum(['tok', 'avg']).default('tok'),
  final_ln_after_pool: z.boolean().default(false),
  act_kwargs: actKwargs,
  norm_kwargs: normKwargs,
  attentional_pool: off,
  input_patchnorm: off,
  global_average_pool: off,
  qk_norm: off,
  scaled_cosine_attn: off,
  scale_heads: off,
  scale_attn_inner: off,
  scale_attn: off,
  scale_fc: off,
  block_type: z.literal('default').nullish(),
  // A fixed embedding lies in the file like a learnt one.
  pos_embed_type: inert,
  patch_dropout: inert,
  output_tokens: inert,
  attn_pooler_queries: inert,
  attn_pooler_heads: inert,
  timm_model_name: z.null().optional(),
  timm_model_pretrained: inert,
  timm_pool: inert,
  timm_proj: inert,
  timm_proj_bias: inert,
  timm_drop: inert,
  timm_drop_path: inert,
});

const setting = 'model_cfg.vision_cfg';

/** Throws ModelError naming the setting at fault. */
export function openClipVision(file: string, json: object, quickGelu: boolean): TowerSettings {
  if ('type' in json) return { setting, type: String(json.type), config: json };
  if ('timm_model_name' in json && typeof json.timm_model_name === 'string') {
    throw new ModelError(
      file,
      `${setting} is timm's ${JSON.stringify(json.timm_model_name)}; known here are ViT, ResNet and convnet.`,
    );
  }
  const found = checkJson(file, json, schema, setting);
  const { image_size, width, layers, head_width } = found;
  if (typeof layers !== 'number') {
    const config: ResnetSettings = {
      image_size,
      width,
      layers,
      heads: headsOf(file, width * 32, head_width),
    };
    return { setting, type: 'resnet', config };
  }
  const config: VitSettings = {
    image_size,
    patch_size: found.patch_size ?? 16,
    width,
    layers,
    heads: headsOf(file, width, head_width),
    mlp_width: Math.floor(width * found.mlp_ratio),
    activation: activationOf(quickGelu, found.act_kwargs),
    norm_eps: found.norm_kwargs?.eps ?? 1e-5,
    layer_scale: typeof found.ls_init_value === 'number',
    pre_norm: !found.no_ln_pre,
    pool: found.pool_type === 'tok' ? 'class' : 'average',
    norm_after_pool: found.final_ln_after_pool,
  };
  return { setting, type: 'vit', config };
}

function headsOf(file: string, width: number, headWidth: number): number {
  if (width % headWidth === 0) return width / headWidth;
  throw new ModelError(
    file,
    `${setting}.head_width is ${headWidth}, which does not divide the width ${width}.`,
  );
}
