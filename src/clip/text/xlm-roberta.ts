/**
 * @file XLM-RoBERTa (Conneau et al. 2019) as a text tower: a post-norm encoder whose last states are averaged over
 * the tokens that are no padding, then projected (Multilingual-CLIP: Carlsson et al. 2022; open_clip's towers from
 * Hugging Face with the mean pooler). Names of the tensors as in transformers.
 */

import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import type { TensorMap } from '../../compile/index.js';
import { activationNames, activations } from '../nn/activations.js';
import { attend } from '../nn/attention.js';
import { linear } from '../nn/linear.js';
import { layerNorm } from '../nn/normalisation.js';
import { headsShareWidth, unevenHeads } from '../nn/transformer.js';
import { weight } from '../nn/weight.js';
import { type ConfigFault, defineTower, type TensorShapes, type TextTower } from '../tower.js';

const schema = z
  .strictObject({
    context_length: z.int().min(2).max(4096),
    vocab_size: z.int().min(3).max(1_000_000),
    width: z.int().min(1).max(8192),
    heads: z.int().min(1).max(256),
    layers: z.int().min(1).max(128),
    mlp_width: z.int().min(1).max(65_536),
    activation: z.enum(activationNames),
    norm_eps: z.number().positive(),
    /** Rows of the table of positions; the first `padding_token` + 1 stand for no place in a text. */
    positions: z.int().min(3).max(65_536),
    token_types: z.int().min(1).max(16),
    padding_token: z.int().min(0).max(65_536),
    /** One matrix with or without bias, two with a GELU between (open_clip's `mlp`), or nothing. */
    projection: z.enum(['linear with bias', 'linear', 'mlp', 'none']),
  })
  .refine(headsShareWidth, unevenHeads)
  .refine(({ context_length, positions, padding_token }) => context_length < positions - padding_token, {
    path: ['context_length'],
    message: 'there are fewer positions than tokens in a text',
  });

type XlmRobertaConfig = z.output<typeof schema>;
export type XlmRobertaSettings = z.input<typeof schema>;

export const xlmRoberta = defineTower<typeof schema, TextTower>({
  schema,
  open: (config, embedDim): TextTower | ConfigFault =>
    config.projection === 'none' && config.width !== embedDim
      ? { fault: `at width: ${config.width} numbers come out where ${embedDim} are wanted` }
      : {
          type: 'xlm-roberta',
          contextLength: config.context_length,
          vocabularySize: config.vocab_size,
          paddingToken: config.padding_token,
          tensors: tensorShapes(config, embedDim),
          encode: (tokens, weights) => encode(config, tokens, weights),
        },
});

const blockName = (layer: number) => `transformer.encoder.layer.${layer}`;

function tensorShapes(config: XlmRobertaConfig, embedDim: number): TensorShapes {
  const { width, mlp_width: hidden } = config;
  const shapes: Record<string, readonly number[]> = {
    'transformer.embeddings.word_embeddings.weight': [config.vocab_size, width],
    'transformer.embeddings.position_embeddings.weight': [config.positions, width],
    'transformer.embeddings.token_type_embeddings.weight': [config.token_types, width],
  };
  const addLinear = (name: string, rows: number, columns: number) => {
    shapes[`${name}.weight`] = [rows, columns];
    shapes[`${name}.bias`] = [rows];
  };
  const addNorm = (name: string) => {
    shapes[`${name}.weight`] = [width];
    shapes[`${name}.bias`] = [width];
  };
  addNorm('transformer.embeddings.LayerNorm');
  for (let layer = 0; layer < config.layers; layer++) {
    const block = blockName(layer);
    for (const part of ['self.query', 'self.key', 'self.value', 'output.dense'])
      addLinear(`${block}.attention.${part}`, width, width);
    addNorm(`${block}.attention.output.LayerNorm`);
    addLinear(`${block}.intermediate.dense`, hidden, width);
    addLinear(`${block}.output.dense`, width, hidden);
    addNorm(`${block}.output.LayerNorm`);
  }
  return { ...shapes, ...projectionShapes(config, embedDim) };
}

function projectionShapes({ projection, width }: XlmRobertaConfig, embedDim: number): TensorShapes {
  const between = Math.floor((width + embedDim) / 2);
  const shapes: Record<XlmRobertaConfig['projection'], TensorShapes> = {
    'linear with bias': { 'proj.weight': [embedDim, width], 'proj.bias': [embedDim] },
    linear: { 'proj.weight': [embedDim, width] },
    mlp: { 'proj.0.weight': [between, width], 'proj.2.weight': [embedDim, between] },
    none: {},
  };
  return shapes[projection];
}

function encode(config: XlmRobertaConfig, tokens: tf.Tensor2D, weights: TensorMap): tf.Tensor2D {
  const dense = (x: tf.Tensor, name: string) =>
    linear(x, weight(weights, `${name}.weight`), weight(weights, `${name}.bias`));
  const norm = (x: tf.Tensor, name: string) => layerNorm(x, weights, name, config.norm_eps);
  // [N, L] float32: 1 where a token is no padding.
  const present = tf.cast(tf.notEqual(tokens, tf.scalar(config.padding_token, 'int32')), 'float32');
  const absent = tf.mul(tf.sub(1, present), -1e9);
  const mask = tf.expandDims(tf.expandDims(absent, 1), 1);
  let x = norm(embed(config, tokens, present, weights), 'transformer.embeddings.LayerNorm');
  for (let layer = 0; layer < config.layers; layer++) {
    const block = blockName(layer);
    const name = (part: string) => `${block}.attention.${part}`;
    const names = {
      query: name('self.query'),
      key: name('self.key'),
      value: name('self.value'),
      out: name('output.dense'),
    };
    const attended = attend(x, x, weights, names, config.heads, mask).output;
    x = norm(tf.add(x, attended), name('output.LayerNorm'));
    const hidden = activations[config.activation](dense(x, `${block}.intermediate.dense`));
    x = norm(tf.add(x, dense(hidden, `${block}.output.dense`)), `${block}.output.LayerNorm`);
  }
  const sum = tf.sum(tf.mul(x, tf.expandDims(present, 2)), 1);
  return project(config, tf.div(sum, tf.sum(present, 1, true)), weights) as tf.Tensor2D;
}

/** Words, positions counted from the padding token's id on (transformers' RoBERTa), and the first token type. */
function embed(
  config: XlmRobertaConfig,
  tokens: tf.Tensor2D,
  present: tf.Tensor,
  weights: TensorMap,
): tf.Tensor {
  const [batch, length] = tokens.shape;
  const { width, padding_token: padding } = config;
  const rowsOf = (table: string, ids: tf.Tensor) => {
    const rows = tf.gather(weight(weights, `transformer.embeddings.${table}.weight`), tf.reshape(ids, [-1]));
    return tf.reshape(rows, [batch, length, width]);
  };
  const places = tf.add(tf.mul(tf.cumsum(present, 1), present), padding);
  const type = tf.slice(
    weight(weights, 'transformer.embeddings.token_type_embeddings.weight'),
    [0, 0],
    [1, width],
  );
  const words = rowsOf('word_embeddings', tokens);
  return tf.add(tf.add(words, rowsOf('position_embeddings', tf.cast(places, 'int32'))), type);
}

function project({ projection }: XlmRobertaConfig, x: tf.Tensor, weights: TensorMap): tf.Tensor {
  switch (projection) {
    case 'none':
      return x;
    case 'linear':
      return linear(x, weight(weights, 'proj.weight'));
    case 'linear with bias':
      return linear(x, weight(weights, 'proj.weight'), weight(weights, 'proj.bias'));
    case 'mlp':
      return linear(
        activations.gelu(linear(x, weight(weights, 'proj.0.weight'))),
        weight(weights, 'proj.2.weight'),
      );
  }
}
