/** @file The door of `src/clip`: CLIP models, loaded and ready to embed. Knows nothing of drawing. */

export { type CheckedModel, checkModel } from './check-model.js';
export { openAiNormalisation, openArchitecture, type Preprocessing } from './checkpoint/architecture.js';
export type { Clip, TextModel } from './clip.js';
export type { ModelReport } from './inspect-model.js';
export { type ClipOptions, type LoadOptions, loadClip, loadTextModel } from './load-clip.js';
export { ModelError } from './model-error.js';
export { type ReadTowers, readTowers } from './read-towers.js';
export { readSafetensors } from './safetensors/read-all.js';
export { readTokenizer } from './text/tokenizer.js';
export type { ImageTower, TextTower } from './tower.js';
export type { ImageFeatures } from './vision/features.js';
export type { KnownModel } from './zoo/known-models.js';
export {
  type AddOptions,
  type AddWatch,
  addModel,
  type ListedModel,
  listModels,
  removeModel,
} from './zoo/zoo.js';
export { ZooError } from './zoo/zoo-error.js';
