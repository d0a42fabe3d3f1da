/** @file The image towers this program knows, by the `type` of `vision_cfg`. A new encoder is a new row. */

import type { ImageTower, OpenTower } from '../tower.js';
import { convnet } from './convnet.js';

export const imageTowers = { convnet } satisfies Record<string, OpenTower<ImageTower>>;
