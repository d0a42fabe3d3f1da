/**
 * @file A CLIP ViT-B/32 of random weights in open_clip's layout, 151,277,313 numbers as OpenAI's has: what loading,
 * memory and speed cost does not depend on what the numbers are. Made once, into .cache/bench.
 */

import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { uniform } from './raster-scene.js';

const folder = fileURLToPath(new URL('../.cache/bench/ViT-B-32', import.meta.url));
const config = {
  model_cfg: {
    embed_dim: 512,
    quick_gelu: true,
    vision_cfg: { image_size: 224, layers: 12, width: 768, patch_size: 32 },
    text_cfg: { context_length: 77, vocab_size: 49408, width: 512, heads: 8, layers: 12 },
  },
};

/** @typedef {[name: string, shape: number[]]} Tensor */

/** @param {string} prefix @param {number} width @returns {Tensor[]} */
function transformer(prefix, width) {
  return Array.from({ length: 12 }, (_, layer) => `${prefix}transformer.resblocks.${layer}.`).flatMap(
    (block) =>
      /** @type {Tensor[]} */ ([
        [`${block}ln_1.weight`, [width]],
        [`${block}ln_1.bias`, [width]],
        [`${block}attn.in_proj_weight`, [3 * width, width]],
        [`${block}attn.in_proj_bias`, [3 * width]],
        [`${block}attn.out_proj.weight`, [width, width]],
        [`${block}attn.out_proj.bias`, [width]],
        [`${block}ln_2.weight`, [width]],
        [`${block}ln_2.bias`, [width]],
        [`${block}mlp.c_fc.weight`, [4 * width, width]],
        [`${block}mlp.c_fc.bias`, [4 * width]],
        [`${block}mlp.c_proj.weight`, [width, 4 * width]],
        [`${block}mlp.c_proj.bias`, [width]],
      ]),
  );
}

/** @returns {Tensor[]} */
const tensors = () => [
  ['visual.class_embedding', [768]],
  ['visual.conv1.weight', [768, 3, 32, 32]],
  ['visual.positional_embedding', [50, 768]],
  ['visual.ln_pre.weight', [768]],
  ['visual.ln_pre.bias', [768]],
  ...transformer('visual.', 768),
  ['visual.ln_post.weight', [768]],
  ['visual.ln_post.bias', [768]],
  ['visual.proj', [768, 512]],
  ['token_embedding.weight', [49408, 512]],
  ['positional_embedding', [77, 512]],
  ...transformer('', 512),
  ['ln_final.weight', [512]],
  ['ln_final.bias', [512]],
  ['text_projection', [512, 512]],
  ['logit_scale', []],
];

/** @returns {string} the folder, for `--model` */
export function randomVitB32() {
  if (existsSync(`${folder}/open_clip_config.json`)) return folder;
  mkdirSync(folder, { recursive: true });
  const random = uniform(7);
  const sizes = tensors().map(([name, shape]) => ({ name, shape, count: shape.reduce((a, b) => a * b, 1) }));
  /** @type {Record<string, object>} */
  const header = {};
  let offset = 0;
  for (const { name, shape, count } of sizes) {
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + 4 * count] };
    offset += 4 * count;
  }
  const text = JSON.stringify(header);
  const head = Buffer.alloc(8 + text.length);
  head.writeBigUInt64LE(BigInt(text.length));
  head.write(text, 8);
  const beside = `${folder}/weights.part`;
  const file = openSync(beside, 'w');
  writeSync(file, head);
  for (const { name, count } of sizes) {
    // Gains of norms lie about 1; everything else has the spread that such models are initialised with.
    const centre = /ln_[^.]*\.weight$/.test(name) ? 1 : 0;
    writeSync(
      file,
      Float32Array.from({ length: count }, () => centre + 0.07 * (random() - 0.5)),
    );
  }
  closeSync(file);
  renameSync(beside, `${folder}/open_clip_model.safetensors`);
  writeFileSync(`${folder}/open_clip_config.json`, JSON.stringify(config));
  return folder;
}
