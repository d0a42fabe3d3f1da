/**
 * @file Multilingual-CLIP's `config.json`: a text tower alone. Either it names the published encoder that it is
 * built on (`modelBase`), or it has the encoder's own settings.
 */

import { z } from 'zod';
import { ModelError } from '../../model-error.js';
import type { XlmRobertaSettings } from '../../text/xlm-roberta.js';
import { publishedEncoders, publishedSizes } from '../../text/xlm-roberta-sizes.js';
import { type ArchitectureSettings, embedDimSchema } from '../architecture.js';
import { checkJson } from '../json-file.js';
import type { ConfigFile, ConfigFormat } from './config-format.js';
import { hiddenActSchema } from './hidden-act.js';

const count = z.int().min(1);

const named = z.object({ modelBase: z.string(), numDims: embedDimSchema });

const described = z.object({
  projection_dim: embedDimSchema,
  vocab_size: count,
  hidden_size: count,
  num_hidden_layers: count,
  num_attention_heads: count,
  intermediate_size: count,
  max_position_embeddings: count,
  type_vocab_size: count.default(1),
  pad_token_id: z.int().min(0).default(1),
  layer_norm_eps: z.number().positive().default(1e-12),
  hidden_act: hiddenActSchema.default('gelu'),
});

export const multilingualClipConfig: ConfigFormat = {
  recognises: (json) =>
    'modelBase' in json || ('projection_dim' in json && 'hidden_size' in json && !('model_type' in json)),
  read: (config) => ('modelBase' in config.json ? byName(config) : bySettings(config)),
};

function byName({ file, json }: ConfigFile): ArchitectureSettings {
  const { modelBase, numDims } = checkJson(file, json, named);
  const sizes = publishedSizes(modelBase);
  if (!sizes) {
    throw new ModelError(
      file,
      `it is built on ${JSON.stringify(modelBase)}; known here: ${publishedEncoders.join(', ')}.`,
    );
  }
  return textOnly(numDims, sizes);
}

function bySettings({ file, json }: ConfigFile): ArchitectureSettings {
  const found = checkJson(file, json, described);
  return textOnly(found.projection_dim, {
    vocab_size: found.vocab_size,
    width: found.hidden_size,
    layers: found.num_hidden_layers,
    heads: found.num_attention_heads,
    mlp_width: found.intermediate_size,
    positions: found.max_position_embeddings,
    token_types: found.type_vocab_size,
    padding_token: found.pad_token_id,
    norm_eps: found.layer_norm_eps,
    activation: found.hidden_act,
  });
}

/** A text may be as long as there are positions. */
function textOnly(
  embedDim: number,
  sizes: Omit<XlmRobertaSettings, 'context_length' | 'projection'>,
): ArchitectureSettings {
  const config: XlmRobertaSettings = {
    ...sizes,
    context_length: Math.max(2, sizes.positions - sizes.padding_token - 1),
    projection: 'linear with bias',
  };
  return { embedDim, text: { setting: 'the text tower', type: 'xlm-roberta', config } };
}
