/** @file The sizes of the published encoders that text towers are built on by name (their `config.json`s). */

import type { XlmRobertaSettings } from './xlm-roberta.js';

type Sizes = Omit<XlmRobertaSettings, 'projection' | 'context_length'>;

const common = {
  activation: 'gelu',
  norm_eps: 1e-5,
  positions: 514,
  token_types: 1,
  padding_token: 1,
} as const;
const base = { ...common, width: 768, layers: 12, heads: 12, mlp_width: 3072 };
const large = { ...common, width: 1024, layers: 24, heads: 16, mlp_width: 4096 };

const sizes: Readonly<Record<string, Sizes>> = {
  'xlm-roberta-base': { ...base, vocab_size: 250_002 },
  'xlm-roberta-large': { ...large, vocab_size: 250_002 },
  'roberta-base': { ...base, vocab_size: 50_265 },
  'roberta-large': { ...large, vocab_size: 50_265 },
};

export const publishedEncoders: readonly string[] = Object.keys(sizes);

/** @param name with or without the account before it, as in "FacebookAI/xlm-roberta-base" */
export function publishedSizes(name: string): Sizes | undefined {
  const last = name.slice(name.lastIndexOf('/') + 1).toLowerCase();
  return Object.hasOwn(sizes, last) ? sizes[last] : undefined;
}
