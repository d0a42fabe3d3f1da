/** @file A worker thread that makes batches: asked for a number, it sends that batch. */
import { parentPort, workerData } from 'node:worker_threads';
import { readTokenizer } from '../../clip/index.js';
import { Dataset } from '../data/dataset.js';
import { type BatchPlan, makeBatch, picturesByConcept } from './make-batch.js';

export interface BatchWorkerData {
  readonly data: string;
  /** File of the tokenizer, and the tokens its text tower knows. */
  readonly tokenizer: string;
  readonly vocabulary: number;
  readonly plan: BatchPlan;
  /** Offsets of the pictures that are not learnt from. */
  readonly heldOut: readonly number[];
}

const { data: folder, tokenizer, vocabulary, plan, heldOut } = workerData as BatchWorkerData;
const data = await Dataset.open(folder);
const byConcept = picturesByConcept(data, new Set(heldOut));
const tokenize = await readTokenizer(tokenizer, {
  contextLength: plan.contextLength,
  vocabularySize: vocabulary,
  paddingToken: 0,
});

parentPort?.on('message', (number: number) => {
  const batch = makeBatch(plan, number, data, byConcept, tokenize);
  const buffers = Object.values(batch).map((array) => array.buffer as ArrayBuffer);
  parentPort?.postMessage({ number, batch }, buffers);
});
