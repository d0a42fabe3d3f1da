/** @file A number a channel, as of batch normalisation, that a constant kernel takes in. */
import type { Wire } from '../onnx/graph.js';
import { sameList } from '../record/axes.js';
import { reshapeValue } from '../record/reshape.js';
import { reshapeWire } from '../record/transpose.js';
import { type Value, wireValue } from '../record/value.js';
import type { KernelCall } from './row.js';

/**
 * Where dy was multiplied by one constant number a channel, as after batch normalisation, and the kernel is
 * constant too, the kernel is multiplied instead, which ONNX Runtime does once, at load.
 * @param channelsAt axis of dy
 */
export function absorbScale(
  call: KernelCall,
  dy: Value,
  filter: Value,
  channelsAt: number,
): { dy: Value; filter: Value } {
  const origin = call.graph.origin(dy.wire);
  const channelAxis = dy.order.indexOf(channelsAt);
  if (origin?.op !== 'Mul' || !filter.wire.constant) return { dy, filter };
  const [left, right] = origin.inputs as [Wire, Wire];
  const [source, scale] = left.constant ? [right, left] : [left, right];
  const channels = dy.wire.shape[channelAxis]!;
  const lane = channelAxis - dy.wire.shape.length + scale.shape.length;
  const perChannel = scale.shape.every((length, axis) => length === (axis === lane ? channels : 1));
  if (!scale.constant || !perChannel || !sameList(source.shape, dy.wire.shape)) return { dy, filter };
  const factor = wireValue(reshapeWire(call.graph, scale, [channels]), 'float32');
  const perKernel =
    filter.shape[3] === channels ? factor : reshapeValue(call.graph, factor, filter.shape.slice(2));
  const f = call.formula;
  const scaled = call.pointwise([filter, perKernel], 'float32', ([w, k]) => f.op('Mul', w!, k!));
  return { dy: { ...dy, wire: source }, filter: scaled };
}
