/** @file Running something on one TensorFlow.js backend and leaving the engine as it was. */
import * as tf from '@tensorflow/tfjs-core';

/**
 * Runs synchronously on a backend that is ready. tf.setBackend takes effect at once for such a backend; only
 * the promise it returns comes later. Nothing else can run in between, so concurrent callers do not meet.
 */
export function onBackend<T>(name: string, body: () => T): T {
  const previous = tf.getBackend() as string | undefined;
  void tf.setBackend(name);
  try {
    return body();
  } finally {
    if (typeof previous === 'string') void tf.setBackend(previous);
  }
}

/** Like tf.tidy, for a body whose result is not tensors. */
export function inScope<T>(body: () => T): T {
  const engine = tf.engine();
  engine.startScope();
  try {
    return body();
  } finally {
    engine.endScope();
  }
}
