/** @file Names of transformers' CLIPModel, CLIPVisionModelWithProjection and CLIPTextModelWithProjection. */

import type { Naming } from './naming.js';

/** Canonical names rewritten one after the other into the file's. */
const rewrites: readonly (readonly [RegExp, string])[] = [
  [/^visual\.class_embedding$/, 'vision_model.embeddings.class_embedding'],
  [/^visual\.conv1\./, 'vision_model.embeddings.patch_embedding.'],
  [/^visual\.positional_embedding$/, 'vision_model.embeddings.position_embedding.weight'],
  // The missing "e" is theirs.
  [/^visual\.ln_pre\./, 'vision_model.pre_layrnorm.'],
  [/^visual\.ln_post\./, 'vision_model.post_layernorm.'],
  [/^visual\.proj$/, 'visual_projection.weight'],
  [/^visual\.transformer\.resblocks\./, 'vision_model.encoder.layers.'],
  [/^token_embedding\./, 'text_model.embeddings.token_embedding.'],
  [/^positional_embedding$/, 'text_model.embeddings.position_embedding.weight'],
  [/^ln_final\./, 'text_model.final_layer_norm.'],
  [/^text_projection$/, 'text_projection.weight'],
  [/^transformer\.resblocks\./, 'text_model.encoder.layers.'],
  [/\.ln_([12])\./, '.layer_norm$1.'],
  [/\.attn\./, '.self_attn.'],
  [/\.mlp\.c_fc\./, '.mlp.fc1.'],
  [/\.mlp\.c_proj\./, '.mlp.fc2.'],
];

/** Their projections are Linear layers, [outputs, inputs]. */
const transposed = new Set(['visual.proj', 'text_projection']);

export const huggingFaceNaming: Naming = {
  landmarks: ['vision_model.embeddings.class_embedding', 'text_model.embeddings.token_embedding.weight'],
  locate(canonical) {
    const name = rewrites.reduce(
      (text, [pattern, replacement]) => text.replace(pattern, replacement),
      canonical,
    );
    return transposed.has(canonical) ? { name, transposed: true } : { name };
  },
  ignored: /^(logit_scale|(vision|text)_model\.embeddings\.position_ids)$/,
};
