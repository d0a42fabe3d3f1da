/** @file The registry: every TensorFlow.js kernel that can be recorded, one row each. */
import { binaryKernels } from './binary.js';
import { constantKernels } from './constants.js';
import { convolutionKernels } from './convolution.js';
import { einsumKernels } from './einsum.js';
import { indexingKernels } from './indexing.js';
import { matmulKernels } from './matmul.js';
import { normalisationKernels } from './normalisation.js';
import { poolingKernels } from './pooling.js';
import { reductionKernels } from './reduction.js';
import { resizeKernels } from './resize.js';
import type { KernelRow } from './row.js';
import { shapeKernels } from './shape.js';
import { unaryKernels } from './unary.js';

/** Names as in tfjs-core's kernel_names. A name added here makes the compiler ask for its row and its test. */
export type KernelName =
  | UnaryName
  | BinaryName
  | ReductionName
  | 'BatchMatMul'
  | '_FusedMatMul'
  | 'Einsum'
  | ConvolutionName
  | 'AvgPool'
  | 'AvgPoolGrad'
  | 'MaxPool'
  | 'MaxPoolGrad'
  | 'Softmax'
  | 'FusedBatchNorm'
  | ShapeName
  | 'GatherV2'
  | 'GatherNd'
  | 'ScatterNd'
  | 'OneHot'
  | 'UnsortedSegmentSum'
  | 'Fill'
  | 'ZerosLike'
  | 'OnesLike'
  | 'Range'
  | 'ResizeBilinear'
  | 'ResizeBilinearGrad';

type UnaryName =
  | 'Abs'
  | 'Acos'
  | 'Acosh'
  | 'Asin'
  | 'Asinh'
  | 'Atan'
  | 'Atanh'
  | 'Cast'
  | 'Ceil'
  | 'ClipByValue'
  | 'Cos'
  | 'Cosh'
  | 'Elu'
  | 'Erf'
  | 'Exp'
  | 'Expm1'
  | 'Floor'
  | 'IsFinite'
  | 'IsInf'
  | 'IsNan'
  | 'LeakyRelu'
  | 'Log'
  | 'Log1p'
  | 'LogicalNot'
  | 'Neg'
  | 'Reciprocal'
  | 'Relu'
  | 'Relu6'
  | 'Round'
  | 'Rsqrt'
  | 'Selu'
  | 'Sigmoid'
  | 'Sign'
  | 'Sin'
  | 'Sinh'
  | 'Softplus'
  | 'Sqrt'
  | 'Square'
  | 'Step'
  | 'Tan'
  | 'Tanh';

type BinaryName =
  | 'Add'
  | 'AddN'
  | 'EluGrad'
  | 'Equal'
  | 'FloorDiv'
  | 'Greater'
  | 'GreaterEqual'
  | 'Less'
  | 'LessEqual'
  | 'LogicalAnd'
  | 'LogicalOr'
  | 'Maximum'
  | 'Minimum'
  | 'Mod'
  | 'Multiply'
  | 'NotEqual'
  | 'Pow'
  | 'Prelu'
  | 'RealDiv'
  | 'Select'
  | 'SquaredDifference'
  | 'Sub';

type ReductionName =
  | 'All'
  | 'Any'
  | 'ArgMax'
  | 'ArgMin'
  | 'Cumsum'
  | 'Max'
  | 'Mean'
  | 'Min'
  | 'Prod'
  | 'Sum'
  | 'TopK';

type ConvolutionName =
  | 'Conv2D'
  | 'Conv2DBackpropFilter'
  | 'Conv2DBackpropInput'
  | 'FusedConv2D'
  | 'DepthwiseConv2dNative'
  | 'DepthwiseConv2dNativeBackpropFilter'
  | 'DepthwiseConv2dNativeBackpropInput';

type ShapeName =
  | 'Concat'
  | 'ExpandDims'
  | 'Identity'
  | 'MirrorPad'
  | 'Pack'
  | 'PadV2'
  | 'Reshape'
  | 'Reverse'
  | 'Slice'
  | 'SplitV'
  | 'StridedSlice'
  | 'Tile'
  | 'Transpose'
  | 'Unpack';

export const kernels = {
  ...unaryKernels,
  ...binaryKernels,
  ...reductionKernels,
  ...matmulKernels,
  ...einsumKernels,
  ...convolutionKernels,
  ...poolingKernels,
  ...normalisationKernels,
  ...shapeKernels,
  ...indexingKernels,
  ...constantKernels,
  ...resizeKernels,
} satisfies Record<KernelName, KernelRow>;
