/**
 * @file Names of open_clip and, but for the prefix of the text tower, of openai/CLIP and ruCLIP: the canonical
 * names, with packed projections in transformers.
 */

import { type Naming, thirds } from './naming.js';

const projection = /^(.*\.attn\.)([qkv])_proj\.(weight|bias)$/;

export const openClipNaming: Naming = {
  landmarks: [
    'visual.conv1.weight',
    'visual.stem.conv.weight',
    'text.token_embedding.weight',
    'text.transformer.embeddings.word_embeddings.weight',
    'token_embedding.weight',
  ],
  locate(canonical, names) {
    const name = canonical.startsWith('visual.') ? canonical : `${textPrefix(names)}${canonical}`;
    const packed = projection.exec(name);
    const third = thirds[packed?.[2] ?? ''];
    return third === undefined ? { name } : { name: `${packed?.[1]}in_proj_${packed?.[3]}`, third };
  },
  // input_resolution, context_length, vocab_size and masks in every block stand in OpenAI's archives only.
  ignored:
    /^(logit_scale|logit_bias|(.*\.)?attn_mask|input_resolution|context_length|vocab_size|.*\.num_batches_tracked|text\.transformer\.(pooler\.dense\.(weight|bias)|embeddings\.(position_ids|token_type_ids)))$/,
};

/** open_clip's `custom_text` models keep the text tower in a module of its own. */
function textPrefix(names: ReadonlySet<string>): string {
  for (const name of names) if (name.startsWith('text.')) return 'text.';
  return '';
}
