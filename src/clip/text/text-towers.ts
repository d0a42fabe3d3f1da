/** @file The text towers this program knows, by type. A new encoder is a new row. */

import type { OpenTower, TextTower } from '../tower.js';
import { causalTransformer } from './causal-transformer.js';
import { xlmRoberta } from './xlm-roberta.js';

export const textTowers = {
  clip: causalTransformer,
  'xlm-roberta': xlmRoberta,
} satisfies Record<string, OpenTower<TextTower>>;
