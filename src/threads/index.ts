/** @file The door of `src/threads`: worker threads that read their code while nobody knows yet what they will do. */
export { standBy, startWorker } from './standing-by.js';
