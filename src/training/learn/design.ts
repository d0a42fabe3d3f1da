/**
 * @file The networks that can be trained, as open_clip configurations: the guide draws, the judge, of another
 * architecture, only looks. A size is a row; a recipe chooses one.
 */
import { openAiNormalisation, openArchitecture } from '../../clip/index.js';
import type { StepShape } from './step.js';

export interface Design {
  /** Side of the pictures it sees, pixels. */
  readonly imageSize: number;
  readonly stem: {
    readonly channels: number;
    readonly kernel: number;
    readonly stride: number;
    readonly padding: number;
  };
  readonly blocks: readonly { readonly channels: number; readonly pool: boolean }[];
  readonly grid: number;
  readonly embedDim: number;
  readonly text: {
    readonly width: number;
    readonly heads: number;
    readonly layers: number;
    readonly context: number;
  };
  /** Byte pairs and bytes, with the two special tokens. */
  readonly vocabulary: number;
}

const block = (channels: number, pool: boolean) => ({ channels, pool });

export const designs = {
  /** 4.0 million weights in the image tower; deeper at a grid of eight, where shapes are told apart. */
  guide: {
    imageSize: 64,
    stem: { channels: 32, kernel: 6, stride: 2, padding: 2 },
    blocks: [block(64, true), block(144, true), block(144, false), block(288, true), block(288, false)],
    grid: 3,
    embedDim: 256,
    text: { width: 192, heads: 6, layers: 3, context: 24 },
    vocabulary: 12_000,
  },
  /** Deeper, another stem and grid: it should not share the guide's blind spots. A step of its training takes longer. */
  judge: {
    imageSize: 64,
    stem: { channels: 32, kernel: 4, stride: 2, padding: 1 },
    blocks: [
      block(80, true),
      block(80, false),
      block(160, true),
      block(160, false),
      block(320, true),
      block(320, false),
    ],
    grid: 2,
    embedDim: 192,
    text: { width: 192, heads: 6, layers: 3, context: 24 },
    vocabulary: 12_000,
  },
  /** For tests and first tries: a step takes milliseconds. */
  tiny: {
    imageSize: 16,
    stem: { channels: 8, kernel: 4, stride: 2, padding: 1 },
    blocks: [block(16, true)],
    grid: 2,
    embedDim: 16,
    text: { width: 16, heads: 2, layers: 1, context: 12 },
    vocabulary: 320,
  },
} as const satisfies Record<string, Design>;

export type DesignName = keyof typeof designs;

/**
 * What `open_clip_config.json` says of a design.
 * @param vocabulary tokens that the tokenizer really has
 * @public read by bench/peers/twin
 */
export function configOf({ imageSize, stem, blocks, grid, embedDim, text }: Design, vocabulary: number) {
  return {
    model_cfg: {
      embed_dim: embedDim,
      vision_cfg: {
        type: 'convnet',
        image_size: imageSize,
        stem,
        blocks,
        activation: 'silu',
        norm: 'batch',
        norm_eps: 1e-5,
        head: { grid },
      },
      text_cfg: {
        context_length: text.context,
        vocab_size: vocabulary,
        width: text.width,
        heads: text.heads,
        layers: text.layers,
        activation: 'gelu',
        pool: 'argmax',
      },
    },
    preprocess_cfg: {
      size: imageSize,
      ...openAiNormalisation,
      interpolation: 'bicubic',
      resize_mode: 'shortest',
    },
  };
}

/** A design opened: its towers, and what `open_clip_config.json` says of it. */
export function openDesign(design: Design, vocabulary: number) {
  const config = configOf(design, vocabulary);
  const { model_cfg: model, preprocess_cfg: seen } = config;
  const { pool: _, ...settings } = model.text_cfg;
  const { image, text } = openArchitecture('the design of the network', {
    embedDim: design.embedDim,
    image: { setting: 'vision_cfg', type: 'convnet', config: model.vision_cfg },
    text: { setting: 'text_cfg', type: 'clip', config: settings },
  });
  if (!image || !text) throw new Error('A design has an image and a text tower.');
  const { embedDim } = design;
  const { mean, std } = seen;
  const network: Omit<StepShape, 'batch' | 'concepts' | 'colours'> = { image, text, embedDim, mean, std };
  return { network, config };
}
