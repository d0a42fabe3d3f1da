/** @file What programs can run on, one row each: the engine behind it and what to install where it fails. */
/** What computes: ONNX Runtime on the recorded graph, or a TensorFlow.js backend on the function as it is. */
export type Engine = 'onnx' | 'tfjs-cpu' | 'tensorflow';

/**
 * fp32 computes everything in float32; fp16 multiplies matrices in float16 and does the rest in float32, convolutional
 * networks as a whole.
 */
export const precisions = ['fp32', 'fp16'] as const;
export type Precision = (typeof precisions)[number];

export interface DeviceRow {
  readonly engine: Engine;
  /** ONNX Runtime's name of its execution provider; absent for TensorFlow.js */
  readonly provider?: string;
  /** what a person can do when it does not work: an order, to stand after a semicolon */
  readonly remedy: string;
}

const cudaFiles =
  'npm_config_onnxruntime_node_install=cuda12 npm rebuild onnxruntime-node --foreground-scripts';

export const devices = {
  cpu: {
    engine: 'onnx',
    provider: 'cpu',
    remedy: 'install onnxruntime-node again for this platform: npm rebuild onnxruntime-node',
  },
  webgpu: {
    engine: 'onnx',
    provider: 'webgpu',
    remedy:
      'it needs a GPU and its driver: on Linux the Vulkan loader and the card’s Vulkan driver (Debian: libvulkan1 and mesa-vulkan-drivers or the maker’s), on macOS Metal, on Windows Direct3D 12; or use --device cpu',
  },
  cuda: {
    engine: 'onnx',
    provider: 'cuda',
    remedy: `it needs an NVIDIA GPU on Linux x64, ONNX Runtime’s CUDA files, which come with: ${cudaFiles}, and the CUDA and cuDNN 9 that they were built for where libraries are found (docs/models.md); or use --device cpu`,
  },
  tensorflow: {
    engine: 'tensorflow',
    remedy:
      'it needs TensorFlow.js’s own package: npm install @tensorflow/tfjs-node@4.22.0 (with an NVIDIA GPU @tensorflow/tfjs-node-gpu@4.22.0); or use --device cpu',
  },
} as const satisfies Record<string, DeviceRow>;

export type Device = keyof typeof devices;

/** CPU threads that a person can ask for. */
export const MOST_THREADS = 256;

/** What something can have been computed on. */
export const knownDevices = Object.keys(devices) as [Device, ...Device[]];
/** What a person can ask for. */
export const deviceNames = ['auto', ...knownDevices] as const;
export type DeviceName = (typeof deviceNames)[number];
