/** @file Kernels of one operand, point by point. */
import type { CastAttrs, ClipByValueAttrs, LeakyReluAttrs, StepAttrs } from '@tensorflow/tfjs-core';
import type { Dtype } from '../contract.js';
import type { Wire } from '../onnx/graph.js';
import type { Formula } from '../record/pointwise.js';
import { type KernelRow, row } from './row.js';

/** A row from a formula over the operand; the result has the operand's type, or the one given. */
const unary =
  (formula: (f: Formula, x: Wire) => Wire, dtype?: Dtype): KernelRow =>
  (call) => {
    const x = call.input('x');
    return call.pointwise([x], dtype ?? x.dtype, ([wire]) => formula(call.formula, wire!));
  };

const direct = (op: string, dtype?: Dtype): KernelRow => unary((f, x) => f.op(op, x), dtype);

/** e^x − 1 without cancellation near 0: tanh(x/2)·(e^x + 1). */
const expm1 = (f: Formula, x: Wire) => {
  const half = f.op('Tanh', f.op('Mul', x, f.number(0.5, x)));
  return f.op('Mul', half, f.op('Add', f.op('Exp', x), f.number(1, x)));
};

/** log(1 + x) without cancellation near 0: 2·artanh(x / (2 + x)) where |x| < ½. */
const log1p = (f: Formula, x: Wire) => {
  const small = f.op('Less', f.op('Abs', x), f.number(0.5, x));
  const inside = f.where(small, x, f.number(0, x));
  const ratio = f.op('Div', inside, f.op('Add', inside, f.number(2, x)));
  const near = f.op('Mul', f.op('Atanh', ratio), f.number(2, x));
  return f.where(small, near, f.op('Log', f.op('Add', x, f.number(1, x))));
};

/** clip(10³⁸·x, 0, 1) is the step of all but the numbers below 10⁻³⁸, in one pass instead of two. */
const steep = { alpha: { float: 1e38 }, beta: { float: 0 } };

const relu = (f: Formula, x: Wire) =>
  x.type === 'float32' ? f.op('Relu', x) : f.op('Max', x, f.number(0, x));

export const unaryKernels = {
  Abs: direct('Abs'),
  Acos: direct('Acos'),
  Acosh: direct('Acosh'),
  Asin: direct('Asin'),
  Asinh: direct('Asinh'),
  Atan: direct('Atan'),
  Atanh: direct('Atanh'),
  Ceil: direct('Ceil'),
  Cos: direct('Cos'),
  Cosh: direct('Cosh'),
  Elu: direct('Elu'),
  Erf: direct('Erf'),
  Exp: direct('Exp'),
  Expm1: unary(expm1),
  Floor: direct('Floor'),
  IsFinite: unary((f, x) => f.op('Not', f.op('Or', f.op('IsNaN', x), f.op('IsInf', x))), 'bool'),
  IsInf: direct('IsInf', 'bool'),
  IsNan: direct('IsNaN', 'bool'),
  Log: direct('Log'),
  Log1p: unary(log1p),
  LogicalNot: direct('Not'),
  Neg: direct('Neg'),
  Reciprocal: direct('Reciprocal'),
  Relu: unary(relu),
  Relu6: unary((f, x) => f.op('Clip', x, f.number(0, x), f.number(6, x))),
  Round: direct('Round'),
  Rsqrt: unary((f, x) => f.op('Reciprocal', f.op('Sqrt', x))),
  Selu: direct('Selu'),
  Sigmoid: direct('Sigmoid'),
  Sign: direct('Sign'),
  Sin: direct('Sin'),
  Sinh: direct('Sinh'),
  Softplus: direct('Softplus'),
  Sqrt: direct('Sqrt'),
  Square: unary((f, x) => f.op('Mul', x, x)),
  Tan: direct('Tan'),
  Tanh: direct('Tanh'),
  Cast: row<CastAttrs>((call, { dtype }) => {
    const x = call.input('x');
    if (dtype !== 'float32' && dtype !== 'int32' && dtype !== 'bool') return call.unsupported(`to ${dtype}`);
    if (x.dtype === dtype) return x;
    return call.pointwise([x], dtype, ([wire]) => call.formula.cast(wire!, dtype));
  }),
  ClipByValue: row<ClipByValueAttrs>((call, { clipValueMin, clipValueMax }) => {
    const [x, f] = [call.input('x'), call.formula];
    return call.pointwise([x], x.dtype, ([wire]) =>
      f.op('Clip', wire!, f.number(clipValueMin, wire!), f.number(clipValueMax, wire!)),
    );
  }),
  LeakyRelu: row<LeakyReluAttrs>((call, { alpha }) => {
    const [x, f] = [call.input('x'), call.formula];
    return call.pointwise([x], x.dtype, ([wire]) =>
      f.opWith('LeakyRelu', { alpha: { float: alpha } }, wire!),
    );
  }),
  Step: row<StepAttrs>((call, { alpha }) => {
    const [x, f] = [call.input('x'), call.formula];
    return call.pointwise([x], x.dtype, ([wire]) =>
      alpha === 0 && x.dtype === 'float32'
        ? f.opWith('HardSigmoid', steep, wire!)
        : f.where(f.op('Greater', wire!, f.number(0, wire!)), f.number(1, wire!), f.number(alpha, wire!)),
    );
  }),
} satisfies Record<string, KernelRow>;
