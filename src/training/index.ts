/** @file The door of the training room: data sets, and the training of guides and judges on them. */
export { buildDataset, type DataProgress, type DataReport } from './data/build-dataset.js';
export { type DataConcept, type DataPicture, Dataset } from './data/dataset.js';
export type { OwnReport } from './data/own/build-own.js';
export { WordNet } from './data/wordnet.js';
export { type DesignName, designs, openDesign } from './learn/design.js';
export type { Marks } from './learn/examiner.js';
export { Learner } from './learn/learner.js';
export { colourTableName, tableName } from './learn/losses.js';
export { encodeSafetensors } from './learn/safetensors-writer.js';
export { openClipTensors } from './learn/save-model.js';
export type { StepShape } from './learn/step.js';
export { firstState } from './learn/training-state.js';
export type { Batch } from './prepare/make-batch.js';
export type { TrainingProgress } from './progress.js';
export { openTrainingRecipe, recipeForFolder, type TrainingRecipe } from './recipe.js';
export { trainingRows } from './recipe-rows.js';
export { train } from './train.js';
export { TrainingError } from './training-error.js';
