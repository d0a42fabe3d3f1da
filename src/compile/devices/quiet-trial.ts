/**
 * @file Whether WebGPU starts, tried in a process of its own: where there is no driver Dawn writes several lines to
 * stderr, past everything that could hold them back.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { encodeModel } from '../onnx/messages.js';
import { trace } from '../record/trace.js';
import { unavailable } from './unavailable.js';

/** A driver that hangs is no driver. Milliseconds. */
const PATIENCE = 30_000;

const program = `
const [, ort, model] = process.argv;
const { InferenceSession, env } = require(ort);
env.logLevel = 'fatal';
const options = { executionProviders: ['webgpu'], logSeverityLevel: 4 };
InferenceSession.create(Buffer.from(model, 'base64'), options).then(
  () => process.exit(0),
  ({ message }) => process.stdout.write(message, () => process.exit(1)),
);`;

/** @throws EngineUnavailableError where it does not start */
export async function tryWebgpuQuietly(): Promise<void> {
  const inputs = { x: { shape: [1], dtype: 'float32' } } as const;
  const { graph } = trace(({ x }) => ({ y: tf.add(x!, 1) }), { inputs }, 'device trial');
  const model = Buffer.from(encodeModel(graph)).toString('base64');
  const ort = fileURLToPath(import.meta.resolve('onnxruntime-node'));
  try {
    await promisify(execFile)(process.execPath, ['-e', program, ort, model], { timeout: PATIENCE });
  } catch (error) {
    const told = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
    throw unavailable('webgpu', told || 'its driver does not start');
  }
}
