/** @file The door of `src/clip`: CLIP models, loaded and ready to embed. Knows nothing of drawing. */

export type { Clip } from './clip.js';
export { type LoadOptions, loadClip } from './load-clip.js';
export { ModelError } from './model-error.js';
