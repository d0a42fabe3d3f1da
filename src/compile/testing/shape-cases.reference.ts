/** @file Test calls of kernels that move, cut, join, repeat and index. */
import fc from 'fast-check';
import { numbers, operand, shape } from './arbitraries.reference.js';
import type { KernelCase, Operand } from './harness.reference.js';

/** An operand and attributes made from its shape. */
const withAttrs = (
  attrsOf: (of: readonly number[]) => fc.Arbitrary<object>,
  options: {
    readonly input?: string;
    readonly ranks?: readonly [number, number];
    readonly gradient?: 'tfjs' | 'ours';
  } = {},
) => {
  const { input = 'x', ranks = [1, 4], gradient = 'tfjs' } = options;
  return shape(...ranks).chain((of) =>
    fc
      .tuple(operand(of), attrsOf(of))
      .map(([x, attrs]): KernelCase => ({ inputs: { [input]: x }, attrs, wrt: [input], gradient })),
  );
};

const permutation = (of: readonly number[]) => {
  const axes = of.map((_, axis) => axis);
  return fc.shuffledSubarray(axes, { minLength: axes.length });
};

/** Shapes with the same number of elements: axes merged, split by 1s, reversed factors. */
const regroupings = (of: readonly number[]) => {
  const size = of.reduce((product, length) => product * length, 1);
  const merged = of.length > 1 ? [of[0]! * of[1]!, ...of.slice(2)] : [...of];
  return fc.constantFrom(
    [size],
    merged,
    [...of, 1],
    [1, ...of],
    [...of].reverse(),
    of.flatMap((length) => [length, 1]),
  );
};

const begins = (of: readonly number[]) =>
  fc
    .tuple(...of.map((length) => fc.nat(length - 1)))
    .chain((begin) =>
      fc
        .tuple(...begin.map((start, axis) => fc.integer({ min: 1, max: of[axis]! - start })))
        .map((size) => ({ begin, size })),
    );

const paddings = (of: readonly number[], limit: (length: number) => number) =>
  fc.tuple(...of.map((length) => fc.tuple(fc.nat(limit(length)), fc.nat(limit(length)))));

const joined = (kernel: 'Concat' | 'Pack') =>
  fc
    .record({
      of: shape(1, 4),
      count: fc.integer({ min: 1, max: 3 }),
      lengths: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 3, maxLength: 3 }),
    })
    .chain(({ of, count, lengths }) =>
      fc.nat(of.length - 1).chain((axis) => {
        const each = Array.from({ length: count }, (_, i) =>
          kernel === 'Pack' ? of : of.with(axis, lengths[i]!),
        );
        return fc
          .tuple(...each.map((one) => operand(one)))
          .map((inputs): KernelCase => ({ inputs, attrs: { axis }, wrt: inputs.map((_, i) => String(i)) }));
      }),
    );

const indices = (of: readonly number[], below: number, seed: number): Operand => ({
  shape: of,
  dtype: 'int32',
  data: Int32Array.from(
    numbers(
      of.reduce((a, b) => a * b, 1),
      seed,
      0,
      below,
    ),
    Math.floor,
  ),
});

const gather = fc
  .record({ of: shape(2, 4), places: shape(1, 2), seed: fc.integer() })
  .chain(({ of, places, seed }) =>
    fc.tuple(operand(of), fc.nat(of.length - 1)).map(
      ([x, axis]): KernelCase => ({
        inputs: { x, indices: indices(places, of[axis]!, seed) },
        attrs: { axis, batchDims: 0 },
        wrt: ['x'],
      }),
    ),
  );

/** tfjs's derivative of batched gather slices the batch wrongly; ours is checked by differences elsewhere. */
const batchedGather = fc
  .record({ of: shape(3, 4), count: fc.integer({ min: 1, max: 4 }), seed: fc.integer() })
  .chain(({ of, count, seed }) =>
    fc.tuple(operand(of), fc.integer({ min: 1, max: of.length - 1 })).map(
      ([x, axis]): KernelCase => ({
        inputs: { x, indices: indices([of[0]!, count], of[axis]!, seed) },
        attrs: { axis, batchDims: 1 },
        wrt: ['x'],
        gradient: 'ours',
      }),
    ),
  );

const gatherNd = fc
  .record({ of: shape(2, 4), count: fc.integer({ min: 1, max: 4 }), seed: fc.integer() })
  .chain(({ of, count, seed }) =>
    fc.tuple(operand(of), fc.integer({ min: 1, max: of.length })).map(
      ([params, depth]): KernelCase => ({
        inputs: { params, indices: indices([count, depth], Math.min(...of), seed) },
        wrt: ['params'],
        gradient: 'ours',
      }),
    ),
  );

const scatterNd = fc
  .record({ of: shape(2, 4), count: fc.integer({ min: 1, max: 4 }), seed: fc.integer() })
  .chain(({ of, count, seed }) =>
    fc.integer({ min: 1, max: of.length }).chain((depth) =>
      operand([count, ...of.slice(depth)]).map(
        (updates): KernelCase => ({
          inputs: { indices: indices([count, depth], Math.min(...of), seed), updates },
          attrs: { shape: of },
          wrt: ['updates'],
          gradient: 'ours',
        }),
      ),
    ),
  );

const segments = fc
  .record({ of: shape(1, 3, 6), numSegments: fc.integer({ min: 1, max: 5 }), seed: fc.integer() })
  .chain(({ of, numSegments, seed }) =>
    operand(of).map(
      (x): KernelCase => ({
        inputs: { x, segmentIds: indices([of[0]!], numSegments, seed) },
        attrs: { numSegments },
        wrt: ['x'],
      }),
    ),
  );

const stridedSlice = withAttrs(
  (of) =>
    fc.tuple(...of.map((length) => fc.tuple(fc.nat(length - 1), fc.constantFrom(1, 2, -1)))).map((axes) => {
      const strides = axes.map(([, stride]) => stride);
      const begin = axes.map(([start]) => start);
      const end = axes.map(([start, stride], axis) => (stride > 0 ? of[axis]! : start - of[axis]! - 1));
      const none = { beginMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 };
      const endMask = strides.reduce((mask, stride, axis) => (stride < 0 ? mask | (1 << axis) : mask), 0);
      return { begin, end, strides, endMask, ...none };
    }),
  { ranks: [1, 3] },
).map((one): KernelCase => ({ ...one, wrt: [] }));

const sizesOf = (length: number) =>
  fc.integer({ min: 0, max: length - 1 }).map((first) => (first === 0 ? [length] : [first, length - first]));

export const shapeCases = {
  Concat: joined('Concat'),
  ExpandDims: withAttrs((of) => fc.nat(of.length).map((dim) => ({ dim })), { input: 'input' }),
  Identity: withAttrs(() => fc.constant({})),
  MirrorPad: fc.constantFrom('reflect', 'symmetric').chain((mode) =>
    withAttrs(
      (of) =>
        paddings(of, (length) => (mode === 'reflect' ? length - 1 : length)).map((pads) => ({
          paddings: pads,
          mode,
        })),
      {
        gradient: 'ours',
        ranks: [1, 3],
      },
    ),
  ),
  Pack: joined('Pack'),
  PadV2: withAttrs((of) => paddings(of, () => 2).map((pads) => ({ paddings: pads, constantValue: 0.5 }))),
  Reshape: withAttrs((of) => regroupings(of).map((to) => ({ shape: to }))),
  Reverse: withAttrs((of) =>
    fc
      .subarray(
        of.map((_, axis) => axis),
        { minLength: 1 },
      )
      .map((dims) => ({ dims })),
  ),
  Slice: withAttrs(begins),
  SplitV: withAttrs(
    (of) =>
      fc
        .nat(of.length - 1)
        .chain((axis) => sizesOf(of[axis]!).map((numOrSizeSplits) => ({ numOrSizeSplits, axis }))),
    { gradient: 'ours' },
  ),
  StridedSlice: stridedSlice,
  Tile: withAttrs((of) =>
    fc.tuple(...of.map(() => fc.integer({ min: 1, max: 3 }))).map((reps) => ({ reps })),
  ),
  Transpose: withAttrs((of) => permutation(of).map((perm) => ({ perm }))),
  Unpack: withAttrs((of) => fc.nat(of.length - 1).map((axis) => ({ axis })), {
    input: 'value',
    ranks: [2, 4],
    gradient: 'ours',
  }),
  GatherV2: fc.oneof(gather, batchedGather),
  GatherNd: gatherNd,
  ScatterNd: scatterNd,
  UnsortedSegmentSum: segments,
  OneHot: fc.record({ of: shape(1, 3), depth: fc.integer({ min: 1, max: 5 }), seed: fc.integer() }).map(
    ({ of, depth, seed }): KernelCase => ({
      inputs: { indices: indices(of, depth + 1, seed) },
      attrs: { depth, onValue: 1, offValue: 0, dtype: 'float32' },
    }),
  ),
} satisfies Record<string, fc.Arbitrary<KernelCase>>;
