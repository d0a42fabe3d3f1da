/**
 * @file TensorFlow's backend convolves with the padding 'same' or 'valid' only. Here its kernels learn zeros by number:
 * what is read is padded first, what is written is cut afterwards, and the kernel itself is asked for 'valid'.
 */
import * as tf from '@tensorflow/tfjs-core';

type Call = Parameters<tf.KernelFunc>[0];
type Pads = [number, number][];

/** Kernels by what of theirs lies behind the padding: an input of this name, or the result. */
const padded: Readonly<Record<string, 'x' | 'result'>> = {
  Conv2D: 'x',
  FusedConv2D: 'x',
  Conv2DBackpropFilter: 'x',
  Conv2DBackpropInput: 'result',
  DepthwiseConv2dNative: 'x',
  DepthwiseConv2dNativeBackpropFilter: 'x',
  DepthwiseConv2dNativeBackpropInput: 'result',
};

interface Padding {
  readonly pad?: 'valid' | 'same' | number | readonly (readonly [number, number])[];
  readonly dataFormat?: 'NHWC' | 'NCHW';
}

/** Zeros before and after each axis, or nothing where the backend knows the padding itself. */
function padsOf({ pad, dataFormat }: Padding): Pads | undefined {
  if (pad === undefined || typeof pad === 'string' || pad === 0) return undefined;
  if (typeof pad !== 'number') return pad.map(([before, after]) => [before, after]);
  const image: Pads = [
    [pad, pad],
    [pad, pad],
  ];
  return dataFormat === 'NCHW' ? [[0, 0], [0, 0], ...image] : [[0, 0], ...image, [0, 0]];
}

/** The kernel of this name with numeric padding, by one that has none. */
export function withExplicitPadding(name: string, kernel: tf.KernelFunc): tf.KernelFunc {
  return (call: Call) => {
    const attrs = (call.attrs ?? {}) as Padding & { readonly inputShape?: readonly number[] };
    const pads = padsOf(attrs);
    if (!pads) return kernel(call);
    const valid = { ...attrs, pad: 'valid' };
    if (padded[name] === 'x') {
      const x = tf.pad(call.inputs.x as tf.Tensor, pads);
      return kernel({ ...call, inputs: { ...call.inputs, x }, attrs: valid as never });
    }
    const shape = attrs.inputShape ?? [];
    const inputShape = shape.map((length, axis) => length + pads[axis]![0] + pads[axis]![1]);
    const whole = kernel({ ...call, attrs: { ...valid, inputShape } as never }) as tf.TensorInfo;
    const begin = pads.map(([before]) => before);
    return tf.slice(tf.engine().makeTensorFromTensorInfo(whole), begin, [...shape]);
  };
}

const taught = new Set<string>();

/** Teaches all convolutions of a backend, once. */
export function teachExplicitPadding(backendName: string): void {
  if (taught.has(backendName)) return;
  taught.add(backendName);
  for (const kernelName of Object.keys(padded)) {
    const known = tf.getKernel(kernelName, backendName) as tf.KernelConfig | undefined;
    if (!known) continue;
    tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel({ ...known, kernelFunc: withExplicitPadding(kernelName, known.kernelFunc) });
  }
}
