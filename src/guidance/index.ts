/**
 * @file The door of the guidance room: what the picture should become.
 */
export { type Aim, type Guidance, Guide, type GuideOptions, type Look } from './guide.js';
export { PromptError, parsePrompt, promptLimits, type Target } from './prompt.js';
export { guidanceRows } from './rows.js';
export { defaultViewPlan, type ViewPlan } from './view-plan.js';
export { type UnknownWord, Vocabulary } from './vocabulary.js';
