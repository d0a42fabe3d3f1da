/** @file The door of the training room: data sets, and the training of guides and judges on them. */
export { buildDataset, type DataProgress, type DataReport } from './data/build-dataset.js';
export { TrainingError } from './training-error.js';
