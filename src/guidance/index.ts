/**
 * @file The door of the guidance room: what the picture should become.
 */
export { type Aim, checkWishes, OWN_PICTURE, type PictureReader, picturesNamed } from './aim.js';
export { type ColourName, colourNames } from './colour-names.js';
export { dot } from './dot.js';
export { type Guidance, Guide, type GuideOptions, type WeightedClip } from './guide.js';
export type { Look } from './look.js';
export { ObjectiveError } from './objectives/layers.js';
export { drawPage } from './page.js';
export { formatPrompt } from './prompt/format-prompt.js';
export type { Moment } from './prompt/moment.js';
export { parsePrompt } from './prompt/parse-prompt.js';
export { PromptError } from './prompt/prompt-error.js';
export { type Hint, type Prompt, promptLimits } from './prompt/syntax-tree.js';
export { type GuidanceValues, guidanceGroups, guidanceRows } from './rows.js';
export type { SaliencyMap } from './saliency.js';
export { scorePicture } from './score.js';
export { type UnknownWord, Vocabulary } from './vocabulary.js';
