/** @file Test calls of reductions, softmax, products and constants. */
import fc from 'fast-check';
import { operand, type Range, shape } from './arbitraries.reference.js';
import type { KernelCase } from './harness.reference.js';

interface ReductionOptions extends Range {
  /** ours for Prod (tfjs's calls methods of its chained ops), Max and Min (tfjs's fails with keepDims) */
  readonly gradient?: 'tfjs' | 'ours';
  readonly attribute?: string;
  readonly differentiable?: boolean;
}

const reduction = ({
  differentiable = true,
  gradient = 'tfjs',
  attribute = 'axis',
  ...range
}: ReductionOptions = {}) =>
  shape(1, 4).chain((of) => {
    const axes = of.map((_, axis) => axis);
    return fc
      .record({ x: operand(of, range), axis: fc.subarray(axes, { minLength: 1 }), keepDims: fc.boolean() })
      .map(
        ({ x, axis, keepDims }): KernelCase => ({
          inputs: { x },
          attrs: { [attribute]: axis, keepDims },
          wrt: differentiable ? ['x'] : [],
          gradient,
        }),
      );
  });

/** One axis of an operand, under the names the kernel uses. */
const alongAxis = (input: string, attribute: string, wrt: readonly string[], extra: object = {}) =>
  shape(1, 4).chain((of) =>
    fc.record({ x: operand(of), axis: fc.nat(of.length - 1) }).map(
      ({ x, axis }): KernelCase => ({
        inputs: { [input]: x },
        attrs: { [attribute]: axis, ...extra },
        wrt,
      }),
    ),
  );

const lastAxis = (attribute: string) =>
  shape(1, 4)
    .chain((of) => operand(of))
    .map(
      (logits): KernelCase => ({
        inputs: { logits },
        attrs: { [attribute]: logits.shape.length - 1 },
        wrt: ['logits'],
      }),
    );

const cumsum = fc
  .record({ exclusive: fc.boolean(), reverse: fc.boolean() })
  .chain(({ exclusive, reverse }) => alongAxis('x', 'axis', ['x'], { exclusive, reverse }))
  .map((one): KernelCase => ({ ...one, gradient: 'ours' }));

/** Batches equal or broadcast as a whole (tfjs's cpu backend mixes them up otherwise); the gradient of that is ours, tfjs has it for equal batches only. */
const matmul = fc
  .record({
    batch: fc.constantFrom<[number[], number[]]>(
      [[], []],
      [[3], [3]],
      [[3], [1]],
      [[1], [2]],
      [
        [2, 3],
        [2, 3],
      ],
      [
        [2, 1],
        [1, 1],
      ],
    ),
    sizes: fc.tuple(
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 5 }),
    ),
    transposeA: fc.boolean(),
    transposeB: fc.boolean(),
  })
  .chain(({ batch, sizes: [m, k, n], transposeA, transposeB }) => {
    const rank = Math.max(batch[0].length, batch[1].length);
    const outer = (lengths: readonly number[]) => [
      ...Array<number>(rank - lengths.length).fill(1),
      ...lengths,
    ];
    const aShape = [...outer(batch[0]), ...(transposeA ? [k, m] : [m, k])];
    const bShape = [...outer(batch[1]), ...(transposeB ? [n, k] : [k, n])];
    return fc.tuple(operand(aShape), operand(bShape)).map(
      ([a, b]): KernelCase => ({
        inputs: { a, b },
        attrs: { transposeA, transposeB },
        wrt: ['a', 'b'],
        gradient: rank === 0 ? 'tfjs' : 'ours',
      }),
    );
  });

const activations = ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'prelu', 'leakyrelu'] as const;

const fusedMatmul = fc.constantFrom(...activations).chain((activation) =>
  fc
    .tuple(operand([2, 3, 4]), operand([2, 4, 5]), operand([5]), operand([5]))
    .map(([a, b, bias, slope]): KernelCase => {
      const prelu = activation === 'prelu' ? { preluActivationWeights: slope } : {};
      const attrs = { transposeA: false, transposeB: false, activation, leakyreluAlpha: 0.3 };
      return { inputs: { a, b, bias, ...prelu }, attrs };
    }),
);

const einsum = fc
  .constantFrom('ij,jk->ik', 'bij,bjk->bik', 'ij,kj->ki', 'bhid,bhjd->bhij', 'i,j->ij', 'ij->ji', 'ij,ij->i')
  .chain((equation) => {
    const sizes: Record<string, number> = { i: 2, j: 3, k: 4, b: 2, h: 3, d: 2 };
    const terms = equation.split('->')[0]!.split(',');
    return fc.tuple(...terms.map((term) => operand([...term].map((letter) => sizes[letter]!)))).map(
      (inputs): KernelCase => ({
        inputs,
        attrs: { equation },
        wrt: inputs.map((_, i) => String(i)),
        gradient: 'ours',
      }),
    );
  });

const batchNorm = fc
  .record({ of: shape(4, 4), scaled: fc.boolean(), whole: fc.boolean(), transposed: fc.boolean() })
  .chain(({ of, scaled, whole }) => {
    const statistics = whole ? of : of.slice(-1);
    return fc
      .record({
        x: operand(of),
        mean: operand(statistics),
        variance: operand(statistics, { low: 0.5, high: 2 }),
        scale: operand(statistics),
        offset: operand(statistics),
      })
      .map(({ x, mean, variance, scale, offset }): KernelCase => {
        const inputs = scaled ? { x, mean, variance, scale, offset } : { x, mean, variance };
        return { inputs, attrs: { varianceEpsilon: 0.01 }, wrt: scaled ? Object.keys(inputs) : [] };
      });
  });

const like = shape(1, 4)
  .chain((of) => fc.oneof(operand(of), operand(of, { dtype: 'int32' })))
  .map((x): KernelCase => ({ inputs: { x } }));

export const reductionCases = {
  All: reduction({ dtype: 'bool', differentiable: false }),
  Any: reduction({ dtype: 'bool', differentiable: false }),
  ArgMax: alongAxis('x', 'axis', []),
  ArgMin: alongAxis('x', 'axis', []),
  Cumsum: cumsum,
  Max: reduction({ gradient: 'ours', attribute: 'reductionIndices' }),
  Mean: reduction(),
  Min: reduction({ gradient: 'ours' }),
  Prod: reduction({ low: 0.5, high: 2, gradient: 'ours' }),
  Sum: fc.oneof(reduction(), reduction({ dtype: 'int32', differentiable: false })),
  TopK: shape(1, 3, 6)
    .chain((of) => fc.tuple(operand(of), fc.integer({ min: 1, max: of.at(-1)! })))
    .map(
      ([x, k]): KernelCase => ({ inputs: { x }, attrs: { k, sorted: true }, wrt: ['x'], gradient: 'ours' }),
    ),
  Softmax: lastAxis('dim'),
  FusedBatchNorm: batchNorm,
  BatchMatMul: matmul,
  _FusedMatMul: fusedMatmul,
  Einsum: einsum,
  Fill: shape(1, 3).map(
    (of): KernelCase => ({ inputs: {}, attrs: { shape: of, value: 1.5, dtype: 'float32' } }),
  ),
  ZerosLike: like,
  OnesLike: like,
  Range: fc
    .record({
      start: fc.integer({ min: -5, max: 5 }),
      count: fc.integer({ min: 1, max: 6 }),
      step: fc.constantFrom(1, 2, -3),
    })
    .map(
      ({ start, count, step }): KernelCase => ({
        inputs: {},
        attrs: { start, stop: start + count * step, step, dtype: 'int32' },
      }),
    ),
} satisfies Record<string, fc.Arbitrary<KernelCase>>;
