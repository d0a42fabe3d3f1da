/** @file The text towers this program knows, by the `type` of `text_cfg`. A new encoder is a new row. */

import type { OpenTower, TextTower } from '../tower.js';
import { causalTransformer } from './causal-transformer.js';

export const textTowers = { clip: causalTransformer } satisfies Record<string, OpenTower<TextTower>>;
