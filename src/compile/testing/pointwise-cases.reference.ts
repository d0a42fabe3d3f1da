/** @file Test calls of pointwise kernels. Ranges keep clear of poles and, for derivatives, of kinks. */
import fc from 'fast-check';
import { broadcastShapes, operand, type Range, shape } from './arbitraries.reference.js';
import type { KernelCase } from './harness.reference.js';

interface UnaryOptions extends Range {
  readonly attrs?: object;
  readonly differentiable?: boolean;
  readonly gradient?: 'tfjs' | 'ours';
}

const unary = ({ attrs = {}, differentiable = true, gradient = 'tfjs', ...range }: UnaryOptions = {}) =>
  shape(1, 4)
    .chain((of) => operand(of, range))
    .map((x): KernelCase => ({ inputs: { x }, attrs, wrt: differentiable ? ['x'] : [], gradient }));

interface BinaryOptions {
  readonly a?: Range;
  readonly b?: Range;
  readonly names?: readonly [string, string];
  readonly wrt?: readonly string[];
  readonly gradient?: 'tfjs' | 'ours';
}

const binary = ({ a = {}, b = {}, names = ['a', 'b'], wrt = names, gradient = 'tfjs' }: BinaryOptions = {}) =>
  broadcastShapes
    .chain(([left, right]) => fc.tuple(operand(left, a), operand(right, b)))
    .map(([x, y]): KernelCase => ({ inputs: { [names[0]]: x, [names[1]]: y }, wrt, gradient }));

const integers = { dtype: 'int32', low: -20, high: 20 } as const;
const nonZero = { dtype: 'int32', low: 1, high: 6 } as const;
const booleans = { dtype: 'bool' } as const;
const either = <T>(...options: fc.Arbitrary<T>[]) => fc.oneof(...options);
const comparison = () => either(binary({ wrt: [] }), binary({ a: integers, b: integers, wrt: [] }));
const logic = () => binary({ a: booleans, b: booleans, wrt: [] });

const select = broadcastShapes
  .chain(([of]) => fc.tuple(operand(of, booleans), operand(of), operand(of)))
  .map(([condition, t, e]): KernelCase => ({ inputs: { condition, t, e }, wrt: ['t', 'e'] }));

/** tfjs leaves out the sums over broadcast axes in these derivatives. */
const extremum = either(binary({ gradient: 'ours' }), binary({ a: integers, b: integers, wrt: [] }));

export const pointwiseCases = {
  Abs: unary(),
  Acos: unary({ low: -0.9, high: 0.9 }),
  Acosh: unary({ low: 1.2, high: 5 }),
  Asin: unary({ low: -0.9, high: 0.9 }),
  Asinh: unary(),
  Atan: unary(),
  Atanh: unary({ low: -0.9, high: 0.9 }),
  Cast: fc.oneof(
    unary({ attrs: { dtype: 'int32' }, low: -9, high: 9, differentiable: false }),
    unary({ attrs: { dtype: 'bool' }, differentiable: false }),
    unary({ attrs: { dtype: 'float32' }, ...integers, differentiable: false }),
    unary({ attrs: { dtype: 'float32' } }),
  ),
  Ceil: unary(),
  ClipByValue: unary({ attrs: { clipValueMin: -0.5, clipValueMax: 1.25 } }),
  Cos: unary(),
  Cosh: unary(),
  Elu: unary(),
  Erf: unary(),
  Exp: unary(),
  Expm1: either(unary(), unary({ low: -1e-3, high: 1e-3 })),
  Floor: unary(),
  IsFinite: unary({ differentiable: false }),
  IsInf: unary({ differentiable: false }),
  IsNan: unary({ differentiable: false }),
  LeakyRelu: unary({ attrs: { alpha: 0.2 } }),
  Log: unary({ low: 0.1, high: 5 }),
  Log1p: either(unary({ low: -0.9, high: 5 }), unary({ low: -1e-3, high: 1e-3 })),
  LogicalNot: unary({ ...booleans, differentiable: false }),
  Neg: either(unary(), unary({ ...integers, differentiable: false })),
  Reciprocal: unary({ low: 0.2, high: 3 }),
  Relu: either(unary(), unary({ ...integers, differentiable: false })),
  Relu6: unary({ low: -4, high: 9 }),
  Round: unary({ low: -9, high: 9 }),
  Rsqrt: unary({ low: 0.2, high: 3 }),
  Selu: unary(),
  Sigmoid: unary({ low: -4, high: 4 }),
  Sign: unary(),
  Sin: unary(),
  Sinh: unary(),
  Softplus: unary({ low: -8, high: 8 }),
  Sqrt: unary({ low: 0.1, high: 5 }),
  Square: either(unary(), unary({ ...integers, differentiable: false })),
  Step: unary({ attrs: { alpha: 0.5 } }),
  Tan: unary({ low: -1.2, high: 1.2 }),
  Tanh: unary(),

  Add: either(binary(), binary({ a: integers, b: integers, wrt: [] })),
  AddN: shape(1, 4)
    .chain((of) => fc.array(operand(of), { minLength: 1, maxLength: 4 }))
    .map((inputs): KernelCase => ({ inputs, wrt: inputs.map((_, i) => String(i)) })),
  EluGrad: broadcastShapes
    .chain(([of]) => fc.tuple(operand(of), operand(of, { low: -0.9, high: 2 })))
    .map(([dy, y]): KernelCase => ({ inputs: { dy, y } })),
  Equal: comparison(),
  FloorDiv: either(
    binary({ a: integers, b: nonZero, wrt: [] }),
    binary({ a: integers, b: { dtype: 'int32', low: -6, high: 0 }, wrt: [] }),
  ),
  Greater: comparison(),
  GreaterEqual: comparison(),
  Less: comparison(),
  LessEqual: comparison(),
  LogicalAnd: logic(),
  LogicalOr: logic(),
  Maximum: extremum,
  Minimum: extremum,
  Mod: either(
    binary({ a: { low: -9, high: 9 }, b: { low: 1, high: 3 } }),
    binary({ a: integers, b: nonZero, wrt: [] }),
  ),
  Multiply: either(binary(), binary({ a: integers, b: integers, wrt: [] })),
  NotEqual: comparison(),
  Pow: binary({ a: { low: 0.3, high: 3 }, b: { low: -2, high: 3 } }),
  Prelu: broadcastShapes
    .chain(([first, second]) => {
      const [wide, narrow] = first.length >= second.length ? [first, second] : [second, first];
      const fits = narrow.every((length, i) => length <= wide[i + wide.length - narrow.length]!);
      return fc.tuple(operand(wide), operand(fits ? narrow : wide));
    })
    .map(([x, alpha]): KernelCase => ({ inputs: { x, alpha }, wrt: ['x', 'alpha'] })),
  RealDiv: binary({ b: { low: 0.5, high: 3 } }),
  Select: select,
  SquaredDifference: binary({ gradient: 'ours' }),
  Sub: either(binary(), binary({ a: integers, b: integers, wrt: [] })),
} satisfies Record<string, fc.Arbitrary<KernelCase>>;
