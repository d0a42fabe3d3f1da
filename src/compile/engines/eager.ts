/** @file The engines that run the function as it is, on a TensorFlow.js backend. */
import * as tf from '@tensorflow/tfjs-core';
import '../gradients/index.js';
import type { Dtype, HostData, HostTensor, Signature, TensorFunction } from '../contract.js';
import { devices } from '../devices/device.js';
import { CompileError, EngineUnavailableError } from '../errors.js';
import { inScope, onBackend } from './backend.js';
import { teachExplicitPadding } from './explicit-padding.js';
import type { Runner } from './runner.js';
import { readWeight } from './weights.js';

const tensorflowPackage = '@tensorflow/tfjs-node';

/** The backend's name in the engine, after loading the package that brings it. */
const loaders = {
  'tfjs-cpu': async () => {
    await import('@tensorflow/tfjs-backend-cpu');
    return 'cpu';
  },
  tensorflow: async () => {
    try {
      await import(tensorflowPackage);
    } catch (cause) {
      const { remedy } = devices.tensorflow;
      throw new EngineUnavailableError(
        `The device "tensorflow" does not work here (${tensorflowPackage} is not installed or does not load); ${remedy}.`,
        { cause },
      );
    }
    teachExplicitPadding('tensorflow');
    return 'tensorflow';
  },
};

/** Loads a backend and leaves the engine's current one as it was. */
async function loadBackend(engine: keyof typeof loaders): Promise<string> {
  const name = await loaders[engine]();
  const backend = tf.findBackend(name) as tf.KernelBackend | null;
  if (backend === null) throw new EngineUnavailableError(`TensorFlow.js backend "${name}" did not start.`);
  // The cpu backend prints an advertisement at its first use, which this field of it holds back.
  Object.assign(backend, { firstUse: false });
  return name;
}

const tensorOf = (data: HostData, shape: readonly number[], dtype: Dtype) =>
  tf.tensor(data, [...shape], dtype);

function hostTensor(tensor: tf.Tensor): HostTensor {
  const { dtype } = tensor;
  if (dtype !== 'float32' && dtype !== 'int32' && dtype !== 'bool') {
    throw new CompileError(`An output has type ${dtype}; outputs must be float32, int32 or bool.`);
  }
  return { shape: [...tensor.shape], dtype, data: tensor.dataSync().slice() as HostData };
}

export async function eagerRunner(
  fn: TensorFunction,
  signature: Signature,
  engine: keyof typeof loaders,
): Promise<Runner> {
  const backend = await loadBackend(engine);
  let weights: Record<string, tf.Tensor> | undefined;
  const loadWeights = () =>
    Object.fromEntries(
      Object.entries(signature.weights ?? {}).map(([name, source]) => {
        const data = readWeight(source);
        return [name, tensorOf(data, source.shape, data instanceof Float32Array ? 'float32' : 'int32')];
      }),
    );
  const runOnce = (inputs: Readonly<Record<string, HostData>>) =>
    onBackend(backend, () => {
      weights ??= loadWeights();
      const held = weights;
      return inScope(() => {
        const tensors = Object.entries(signature.inputs).map(([name, { shape, dtype }]) => [
          name,
          tensorOf(inputs[name]!, shape, dtype),
        ]);
        const outputs = Object.entries(fn(Object.fromEntries(tensors), held));
        return Object.fromEntries(outputs.map(([name, tensor]) => [name, hostTensor(tensor)]));
      });
    });
  return {
    run: async (inputs) => runOnce(inputs),
    release: async () => {
      tf.dispose(weights ?? {});
      weights = undefined;
    },
  };
}
