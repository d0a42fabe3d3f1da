/** @file Kernels of two operands that broadcast, comparisons, logic and selection. */

import type { Dtype } from '../contract.js';
import type { Wire } from '../onnx/graph.js';
import type { Formula } from '../record/pointwise.js';
import type { Value } from '../record/value.js';
import type { KernelCall, KernelRow } from './row.js';

type BinaryFormula = (f: Formula, a: Wire, b: Wire) => Wire;

const combine = (call: KernelCall, a: Value, b: Value, formula: BinaryFormula, dtype: Dtype = a.dtype) =>
  call.pointwise([a, b], dtype, ([left, right]) => formula(call.formula, left!, right!));

const binary =
  (formula: BinaryFormula, dtype?: Dtype): KernelRow =>
  (call) =>
    combine(call, call.input('a'), call.input('b'), formula, dtype);

const compare = (op: string): KernelRow =>
  binary((f, a, b) => {
    const numeric = (wire: Wire) => (wire.type === 'bool' ? f.cast(wire, 'int32') : wire);
    return f.op(op, numeric(a), numeric(b));
  }, 'bool');

/** Arithmetic with a neutral element on the right, and on the left too where the operation commutes. */
const arithmetic =
  (op: string, neutral: number, commutes: boolean): KernelRow =>
  (call) => {
    const [a, b] = [call.input('a'), call.input('b')];
    const keeps = (x: Value, other: Value) =>
      other.uniform === neutral &&
      x.shape.length >= other.shape.length &&
      broadcastKeeps(x.shape, other.shape);
    if (keeps(a, b)) return a;
    if (commutes && keeps(b, a)) return b;
    return combine(call, a, b, (f, left, right) => f.op(op, left, right));
  };

/** true when broadcasting with the other shape leaves this shape as it is */
const broadcastKeeps = (shape: readonly number[], other: readonly number[]) =>
  other.every((length, axis) => length === 1 || length === shape[axis + shape.length - other.length]);

/** Rounds down for integers, where ONNX Div truncates. */
const floorDiv: BinaryFormula = (f, a, b) => {
  const quotient = f.op('Div', a, b);
  if (a.type === 'float32') return f.cast(f.op('Floor', quotient), 'int32');
  const rest = f.op('Sub', a, f.op('Mul', quotient, b));
  const zero = f.number(0, a);
  const inexact = f.op('Not', f.op('Equal', rest, zero));
  const opposite = f.op('Xor', f.op('Less', rest, zero), f.op('Less', b, zero));
  return f.op('Sub', quotient, f.cast(f.op('And', inexact, opposite), 'int32'));
};

/** Remainder with the sign of the divisor. */
const floorMod: BinaryFormula = (f, a, b) => {
  if (a.type !== 'float32') return f.op('Mod', a, b);
  const fmod = (x: Wire) => f.opWith('Mod', { fmod: { int: 1 } }, x, b);
  const rest = fmod(a);
  const opposite = f.op('Xor', f.op('Less', a, f.number(0, a)), f.op('Less', b, f.number(0, b)));
  return f.where(opposite, fmod(f.op('Add', rest, b)), rest);
};

const select: KernelRow = (call) => {
  const [condition, t, e] = [call.input('condition'), call.input('t'), call.input('e')];
  if (condition.shape.length !== t.shape.length) return call.unsupported('with a condition of another rank');
  return call.pointwise([condition, t, e], t.dtype, ([c, yes, no]) => call.formula.where(c!, yes!, no!));
};

export const binaryKernels = {
  Add: arithmetic('Add', 0, true),
  Sub: arithmetic('Sub', 0, false),
  Multiply: arithmetic('Mul', 1, true),
  RealDiv: arithmetic('Div', 1, false),
  FloorDiv: binary(floorDiv, 'int32'),
  Mod: binary(floorMod),
  SquaredDifference: binary((f, a, b) => {
    const difference = f.op('Sub', a, b);
    return f.op('Mul', difference, difference);
  }),
  Maximum: binary((f, a, b) => f.op('Max', a, b)),
  Minimum: binary((f, a, b) => f.op('Min', a, b)),
  Pow: binary((f, a, b) => f.op('Pow', a, b)),
  Equal: binary((f, a, b) => f.op('Equal', a, b), 'bool'),
  NotEqual: binary((f, a, b) => f.op('Not', f.op('Equal', a, b)), 'bool'),
  Less: compare('Less'),
  LessEqual: compare('LessOrEqual'),
  Greater: compare('Greater'),
  GreaterEqual: compare('GreaterOrEqual'),
  LogicalAnd: binary((f, a, b) => f.op('And', a, b)),
  LogicalOr: binary((f, a, b) => f.op('Or', a, b)),
  Prelu: (call) =>
    combine(call, call.input('x'), call.input('alpha'), (f, x, alpha) =>
      f.where(f.op('Less', x, f.number(0, x)), f.op('Mul', x, alpha), x),
    ),
  EluGrad: (call) =>
    combine(call, call.input('dy'), call.input('y'), (f, dy, y) => {
      const slope = f.op('Add', f.op('Min', y, f.number(0, y)), f.number(1, y));
      return f.op('Mul', dy, slope);
    }),
  AddN: (call) =>
    call.list().reduce((sum, value) => combine(call, sum, value, (f, a, b) => f.op('Add', a, b))),
  Select: select,
} satisfies Record<string, KernelRow>;
