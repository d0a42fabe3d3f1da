/** @file Test calls of convolutions, pooling and resizing, over strides, paddings, dilations and sizes. */
import { backend_util } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { operand } from './arbitraries.reference.js';
import type { KernelCase } from './harness.reference.js';

type Pad = 'same' | 'valid' | number;
type Quad = [number, number, number, number];

interface Geometry {
  readonly image: Quad;
  readonly kernel: readonly [number, number];
  readonly strides: [number, number];
  readonly dilations: [number, number];
  readonly pad: Pad;
}

const pairOf = (low: number, high: number) =>
  fc.tuple(fc.integer({ min: low, max: high }), fc.integer({ min: low, max: high }));

/** Geometries with at least one output; strides and dilations are not both above 1. */
const geometry = (options: {
  readonly dilated: boolean;
  readonly pads: readonly Pad[];
}): fc.Arbitrary<Geometry> =>
  fc
    .record({
      batch: fc.integer({ min: 1, max: 2 }),
      size: pairOf(4, 8),
      channels: fc.integer({ min: 1, max: 3 }),
      kernel: pairOf(1, 4),
      strides: pairOf(1, 3),
      dilation: fc.integer({ min: 1, max: 2 }),
      pad: fc.constantFrom(...options.pads),
    })
    .map(({ batch, size, channels, kernel, strides, dilation, pad }): Geometry => {
      const dilated = options.dilated && dilation > 1;
      // tfjs counts the outputs of both axes with the height's kernel and stride under numeric padding.
      if (typeof pad === 'number') {
        const square = Math.max(2, kernel[0]);
        return {
          image: [batch, ...size, channels],
          kernel: [square, square],
          strides: [strides[0], strides[0]],
          dilations: [1, 1],
          pad,
        };
      }
      return {
        image: [batch, ...size, channels],
        kernel: dilated ? [Math.min(2, kernel[0]), Math.min(2, kernel[1])] : kernel,
        strides: dilated ? [1, 1] : strides,
        dilations: dilated ? [2, 2] : [1, 1],
        pad,
      };
    });

/** A kernel, learnt or known. */
const kernelOf = (shape: readonly number[]) =>
  fc.tuple(operand(shape), fc.boolean()).map(([kernel, frozen]) => ({ ...kernel, frozen }));

const pads: readonly Pad[] = ['same', 'valid', 1];
const plainGeometry = geometry({ dilated: false, pads });
const channelCount = fc.integer({ min: 1, max: 4 });

const outputShape = (
  { image, kernel, strides, dilations, pad }: Geometry,
  filters: number,
  depthwise: boolean,
): Quad =>
  backend_util.computeConv2DInfo(
    image,
    [...kernel, image[3], filters],
    strides,
    dilations,
    pad,
    undefined,
    depthwise,
  ).outShape;

const convolution = () =>
  fc.tuple(geometry({ dilated: true, pads }), channelCount).chain(([shape, filters]) =>
    fc
      .tuple(operand(shape.image), kernelOf([...shape.kernel, shape.image[3], filters]))
      .map(([x, filter]): KernelCase => {
        const { strides, pad, dilations } = shape;
        const attrs = { strides, pad, dataFormat: 'NHWC', dilations };
        return { inputs: { x, filter }, attrs, wrt: dilations[0] > 1 ? [] : ['x', 'filter'] };
      }),
  );

const inputAdjoint = (depthwise: boolean) =>
  fc.tuple(plainGeometry, channelCount).chain(([shape, filters]) =>
    fc
      .tuple(
        operand(outputShape(shape, filters, depthwise)),
        kernelOf([...shape.kernel, shape.image[3], filters]),
      )
      .map(([dy, filter]): KernelCase => {
        const { strides, pad, image } = shape;
        const attrs = { strides, pad, dataFormat: 'NHWC', dilations: [1, 1], inputShape: image };
        return { inputs: { dy, filter }, attrs, wrt: depthwise ? [] : ['dy', 'filter'] };
      }),
  );

const filterAdjoint = (depthwise: boolean) =>
  fc.tuple(plainGeometry, channelCount).chain(([shape, filters]) =>
    fc
      .tuple(operand(shape.image), operand(outputShape(shape, filters, depthwise)))
      .map(([x, dy]): KernelCase => {
        const { strides, pad, kernel, image } = shape;
        const filterShape = [...kernel, image[3], filters];
        return {
          inputs: { x, dy },
          attrs: { strides, pad, dataFormat: 'NHWC', dilations: [1, 1], filterShape },
        };
      }),
  );

const fused = fc
  .tuple(plainGeometry, channelCount, fc.constantFrom('linear', 'relu', 'elu'))
  .chain(([shape, filters, activation]) =>
    fc
      .tuple(operand(shape.image), kernelOf([...shape.kernel, shape.image[3], filters]), operand([filters]))
      .map(([x, filter, bias]): KernelCase => {
        const { strides, pad } = shape;
        return {
          inputs: { x, filter, bias },
          attrs: { strides, pad, dataFormat: 'NHWC', dilations: [1, 1], activation },
        };
      }),
  );

const poolAttrs = ({ kernel, strides, pad }: Geometry) => ({ filterSize: [...kernel], strides, pad });

const pool = (shape: fc.Arbitrary<Geometry>, gradient: 'tfjs' | 'ours') =>
  shape.chain((one) =>
    operand(one.image).map(
      (x): KernelCase => ({ inputs: { x }, attrs: poolAttrs(one), wrt: ['x'], gradient }),
    ),
  );

const poolOutput = ({ image, kernel, strides, pad }: Geometry): Quad =>
  backend_util.computePool2DInfo(image, [...kernel], strides, 1, pad).outShape;

const tiling = plainGeometry.map((one): Geometry => ({ ...one, strides: [...one.kernel], pad: 'valid' }));
const sliding = plainGeometry.map((one): Geometry => ({ ...one, strides: [1, 1] }));

const poolAdjoint = (inputs: readonly string[]) =>
  fc.oneof(plainGeometry, tiling, sliding).chain((one) =>
    fc
      .tuple(operand(poolOutput(one)), operand(one.image), operand(poolOutput(one)))
      .map(([dy, input, output]): KernelCase => {
        const all = { dy, input, output };
        const given = Object.fromEntries(Object.entries(all).filter(([name]) => inputs.includes(name)));
        return { inputs: given, attrs: poolAttrs(one) };
      }),
  );

const resize = (adjoint: boolean) =>
  fc
    .record({ size: pairOf(1, 6), mode: fc.constantFrom('corners', 'centres', 'plain') })
    .chain(({ size, mode }) => {
      const attrs = { size, alignCorners: mode === 'corners', halfPixelCenters: mode === 'centres' };
      // tfjs's cpu adjoint knows nothing of half-pixel centres, and confuses height and width.
      if (!adjoint) {
        return operand([2, 4, 4, 2]).map(
          (images): KernelCase => ({ inputs: { images }, attrs, wrt: mode === 'centres' ? [] : ['images'] }),
        );
      }
      return fc.tuple(operand([2, 4, 4, 2]), operand([2, ...size, 2])).map(
        ([images, dy]): KernelCase => ({
          inputs: { images, dy },
          attrs: { ...attrs, halfPixelCenters: false },
        }),
      );
    });

export const convolutionCases = {
  Conv2D: convolution(),
  Conv2DBackpropInput: inputAdjoint(false),
  Conv2DBackpropFilter: filterAdjoint(false),
  FusedConv2D: fused,
  DepthwiseConv2dNative: convolution(),
  DepthwiseConv2dNativeBackpropInput: inputAdjoint(true),
  DepthwiseConv2dNativeBackpropFilter: filterAdjoint(true),
  // tfjs's cpu adjoint of padded averages divides by the padding too.
  AvgPool: fc.oneof(
    pool(geometry({ dilated: false, pads: ['valid'] }), 'tfjs'),
    pool(tiling, 'tfjs'),
    pool(plainGeometry, 'ours'),
  ),
  AvgPoolGrad: poolAdjoint(['dy', 'input']),
  MaxPool: pool(plainGeometry, 'tfjs'),
  MaxPoolGrad: poolAdjoint(['dy', 'input', 'output']),
  ResizeBilinear: resize(false),
  ResizeBilinearGrad: resize(true),
} satisfies Record<string, fc.Arbitrary<KernelCase>>;
