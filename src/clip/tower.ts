/**
 * @file The contract of an encoder ("tower"): a data row of config schema, list of tensors and encode
 * function. A row is opened with the config found in a checkpoint; what comes out knows its own sizes.
 */

import type * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { TensorMap } from '../compile/index.js';
import { describeIssue } from '../parameters/index.js';
import type { ImageFeatures } from './vision/features.js';

/** Canonical tensor name (`checkpoint/namings/naming.ts`) → shape. */
export type TensorShapes = Readonly<Record<string, readonly number[]>>;

export interface ImageTower {
  /** Row of the registry. */
  readonly type: string;
  /** Side of the square image it takes, pixels. */
  readonly imageSize: number;
  readonly tensors: TensorShapes;
  /** What `encode` can give besides the embedding, from the first layer to the last. */
  readonly layers: readonly string[];
  /** Images [N, R, R, 3] already normalised by mean and std; `layers` are those wanted. */
  encode(images: tf.Tensor4D, weights: TensorMap, layers: readonly string[]): ImageFeatures;
  /** As `encode` while the tower learns; absent where a tower can only be used. */
  readonly learn?: (images: tf.Tensor4D, weights: TensorMap) => Learning;
}

/** What a tower gives while it learns. */
export interface Learning {
  /** [N, embedDim], not normalised. */
  readonly embedding: tf.Tensor2D;
  /** Mean and variance of this batch, by the prefix of the normalisation that has running ones. */
  readonly statistics: Readonly<Record<string, BatchStatistics>>;
}

export interface BatchStatistics {
  /** [C] */
  readonly mean: tf.Tensor;
  /** [C], with Bessel's correction, as PyTorch keeps it. */
  readonly variance: tf.Tensor;
}

export interface TextTower {
  /** Row of the registry. */
  readonly type: string;
  /** Tokens it takes at most. */
  readonly contextLength: number;
  readonly vocabularySize: number;
  /** What a text shorter than the batch is filled up with. */
  readonly paddingToken: number;
  readonly tensors: TensorShapes;
  /**
   * Token ids [N, L] int32, L ≤ contextLength, → [N, embedDim], not normalised. Padding after the end token
   * has no influence, so a batch of short texts may be cut to its longest.
   */
  encode(tokens: tf.Tensor2D, weights: TensorMap): tf.Tensor2D;
}

/** How a row of a registry is written: the config's schema gives the type of everything else. */
interface TowerRow<Schema extends z.ZodType, Tower> {
  readonly schema: Schema;
  readonly open: (config: z.output<Schema>, embedDim: number) => Tower | ConfigFault;
}

/** Opens a tower from an unchecked config; a fault is one sentence that names the setting. */
export type OpenTower<Tower> = (config: unknown, embedDim: number) => Tower | ConfigFault;

export interface ConfigFault {
  readonly fault: string;
}

/** Hides a row's config type behind its schema, so that rows of different configs share a registry. */
export function defineTower<Schema extends z.ZodType, Tower>(row: TowerRow<Schema, Tower>): OpenTower<Tower> {
  return (config, embedDim) => {
    const parsed = row.schema.safeParse(config);
    return parsed.success ? row.open(parsed.data, embedDim) : { fault: describeIssues(parsed.error) };
  };
}

/** "at vision_cfg.width: it has to be a number, not “wide”; at …" */
export function describeIssues(error: z.core.$ZodError): string {
  return error.issues
    .map((issue) => (issue.path.length > 0 ? `at ${describeIssue(issue, '')}` : issue.message))
    .join('; ');
}
