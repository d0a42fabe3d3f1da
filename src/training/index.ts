/** @file The door of the training room: data sets, and the training of guides and judges on them. */
export { buildDataset, type DataProgress, type DataReport } from './data/build-dataset.js';
export { openTrainingRecipe, type TrainingRecipe } from './recipe.js';
export { type TrainingProgress, train } from './train.js';
export { TrainingError } from './training-error.js';
