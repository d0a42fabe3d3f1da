/** @file The image towers this program knows, by type. A new encoder is a new row. */

import type { ImageTower, OpenTower } from '../tower.js';
import { convnet } from './convnet.js';
import { resnet } from './resnet.js';
import { vit } from './vit.js';

export const imageTowers = { vit, resnet, convnet } satisfies Record<string, OpenTower<ImageTower>>;
