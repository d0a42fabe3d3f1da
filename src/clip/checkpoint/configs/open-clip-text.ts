/** @file open_clip's `text_cfg`: CLIP's own transformer, or an encoder of transformers by name. */

import { z } from 'zod';
import { ModelError } from '../../model-error.js';
import { activationNames } from '../../nn/activations.js';
import type { ClipTextSettings } from '../../text/causal-transformer.js';
import type { XlmRobertaSettings } from '../../text/xlm-roberta.js';
import { publishedEncoders, publishedSizes } from '../../text/xlm-roberta-sizes.js';
import type { TowerSettings } from '../architecture.js';
import { checkJson } from '../json-file.js';
import { activationOf, actKwargs, normKwargs, off } from './open-clip-common.js';

const count = z.int().min(1);
const inert = z.unknown().optional();
const tokenizerSettings = { hf_tokenizer_name: inert, tokenizer_kwargs: inert };

/** Defaults are those of open_clip's CLIPTextCfg; `type`, `activation` and `pool` are the embedded model's. */
const ownSchema = z.strictObject({
  type: z.literal('clip').optional(),
  context_length: count.default(77),
  vocab_size: count.default(49_408),
  width: count.default(512),
  heads: count.default(8),
  layers: count.default(12),
  mlp_ratio: z.number().positive().default(4),
  ls_init_value: z.number().nullish(),
  activation: z.enum(activationNames).optional(),
  act_kwargs: actKwargs,
  norm_kwargs: normKwargs,
  pool: z.literal('argmax').optional(),
  pool_type: z.literal('argmax').optional(),
  proj_type: z.literal('linear').optional(),
  proj_bias: off,
  embed_cls: off,
  no_causal_mask: off,
  ln_post_emb: off,
  // One token is read out, and it is normalised alone.
  final_ln_after_pool: inert,
  pad_id: inert,
  output_tokens: inert,
  ...tokenizerSettings,
});

/** Names of before and after open_clip 2.24. */
const projection = z.enum(['linear', 'mlp', 'none']).nullish();
const pooler = z.literal('mean_pooler').nullish();
const huggingFaceSchema = z.strictObject({
  hf_model_name: z.string(),
  hf_model_pretrained: inert,
  context_length: count.default(77),
  hf_proj_type: projection,
  proj: projection,
  proj_type: projection,
  hf_pooler_type: pooler,
  pooler_type: pooler,
  output_tokens: inert,
  ...tokenizerSettings,
});

const setting = 'model_cfg.text_cfg';

/** Throws ModelError naming the setting at fault. */
export function openClipText(file: string, json: object, quickGelu: boolean): TowerSettings {
  if ('hf_model_name' in json && json.hf_model_name) return huggingFaceText(file, json);
  if ('type' in json && json.type !== 'clip') return { setting, type: String(json.type), config: json };
  const found = checkJson(file, json, ownSchema, setting);
  const config: ClipTextSettings = {
    context_length: found.context_length,
    vocab_size: found.vocab_size,
    width: found.width,
    heads: found.heads,
    layers: found.layers,
    mlp_width: Math.floor(found.width * found.mlp_ratio),
    activation: found.activation ?? activationOf(quickGelu, found.act_kwargs),
    norm_eps: found.norm_kwargs?.eps ?? 1e-5,
    layer_scale: typeof found.ls_init_value === 'number',
  };
  return { setting, type: 'clip', config };
}

function huggingFaceText(file: string, json: object): TowerSettings {
  const found = checkJson(file, json, huggingFaceSchema, setting);
  const sizes = publishedSizes(found.hf_model_name);
  if (!sizes) {
    throw new ModelError(
      file,
      `${setting}.hf_model_name is ${JSON.stringify(found.hf_model_name)}; known here: ${publishedEncoders.join(', ')}.`,
    );
  }
  const config: XlmRobertaSettings = {
    ...sizes,
    context_length: found.context_length,
    projection: found.hf_proj_type ?? found.proj ?? found.proj_type ?? 'mlp',
  };
  return { setting, type: 'xlm-roberta', config };
}
