/**
 * @file The instructions of a pickle, by their byte (CPython, Lib/pickletools.py). A row without `run` is an
 * instruction that is known and refused: it calls a class, or belongs to the text form that PyTorch never wrote.
 */

import type { PickleMachine } from './pickle-machine.js';
import {
  kindOf,
  PickleDict,
  PickleFault,
  PickleGlobal,
  PickleObject,
  PickleSequence,
  type PickleValue,
} from './pickle-values.js';

interface Instruction {
  readonly name: string;
  readonly run?: (machine: PickleMachine) => void;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const rows: Readonly<Record<string, Instruction>> = {
  '\x80': { name: 'PROTO', run: (m) => checkProtocol(m.byte()) },
  '\x95': { name: 'FRAME', run: (m) => void m.take(8) },
  '.': {
    name: 'STOP',
    run: (m) => {
      m.result = m.pop();
    },
  },
  '0': { name: 'POP', run: (m) => void m.pop() },
  '1': { name: 'POP_MARK', run: (m) => void m.popToMark() },
  '2': { name: 'DUP', run: (m) => m.push(m.top()) },
  '(': { name: 'MARK', run: (m) => m.mark() },

  N: { name: 'NONE', run: (m) => m.push(null) },
  '\x88': { name: 'NEWTRUE', run: (m) => m.push(true) },
  '\x89': { name: 'NEWFALSE', run: (m) => m.push(false) },
  K: { name: 'BININT1', run: (m) => m.push(m.byte()) },
  M: { name: 'BININT2', run: (m) => m.push(m.take(2).readUInt16LE(0)) },
  J: { name: 'BININT', run: (m) => m.push(m.take(4).readInt32LE(0)) },
  '\x8a': { name: 'LONG1', run: (m) => m.push(integer(m.take(m.byte()))) },
  G: { name: 'BINFLOAT', run: (m) => m.push(m.take(8).readDoubleBE(0)) },

  X: { name: 'BINUNICODE', run: (m) => m.push(text(m.take(m.take(4).readUInt32LE(0)))) },
  '\x8c': { name: 'SHORT_BINUNICODE', run: (m) => m.push(text(m.take(m.byte()))) },
  '\x8d': { name: 'BINUNICODE8', run: (m) => m.push(text(m.take(length8(m)))) },
  // Python 2's texts: bytes, in practice ASCII.
  T: { name: 'BINSTRING', run: (m) => m.push(m.take(m.take(4).readUInt32LE(0)).toString('latin1')) },
  U: { name: 'SHORT_BINSTRING', run: (m) => m.push(m.take(m.byte()).toString('latin1')) },
  B: { name: 'BINBYTES', run: (m) => m.push(m.take(m.take(4).readUInt32LE(0))) },
  C: { name: 'SHORT_BINBYTES', run: (m) => m.push(m.take(m.byte())) },

  ')': { name: 'EMPTY_TUPLE', run: (m) => m.push(new PickleSequence([])) },
  '\x85': { name: 'TUPLE1', run: (m) => pushTuple(m, 1) },
  '\x86': { name: 'TUPLE2', run: (m) => pushTuple(m, 2) },
  '\x87': { name: 'TUPLE3', run: (m) => pushTuple(m, 3) },
  t: { name: 'TUPLE', run: (m) => m.push(new PickleSequence(m.popToMark())) },
  ']': { name: 'EMPTY_LIST', run: (m) => m.push(new PickleSequence([])) },
  l: { name: 'LIST', run: (m) => m.push(new PickleSequence(m.popToMark())) },
  a: { name: 'APPEND', run: (m) => extend(m, [m.pop()]) },
  e: { name: 'APPENDS', run: (m) => extend(m, m.popToMark()) },
  '}': { name: 'EMPTY_DICT', run: (m) => m.push(new PickleDict()) },
  d: {
    name: 'DICT',
    run: (m) => {
      const items = m.popToMark();
      m.push(new PickleDict());
      setItems(m, items);
    },
  },
  s: {
    name: 'SETITEM',
    run: (m) => {
      const value = m.pop();
      setItems(m, [m.pop(), value]);
    },
  },
  u: { name: 'SETITEMS', run: (m) => setItems(m, m.popToMark()) },

  q: { name: 'BINPUT', run: (m) => m.remember(m.byte()) },
  r: { name: 'LONG_BINPUT', run: (m) => m.remember(m.take(4).readUInt32LE(0)) },
  '\x94': { name: 'MEMOIZE', run: (m) => m.rememberNext() },
  h: { name: 'BINGET', run: (m) => m.recall(m.byte()) },
  j: { name: 'LONG_BINGET', run: (m) => m.recall(m.take(4).readUInt32LE(0)) },

  c: {
    name: 'GLOBAL',
    run: (m) => {
      const module = m.line();
      m.push(new PickleGlobal(`${module}.${m.line()}`));
    },
  },
  '\x93': {
    name: 'STACK_GLOBAL',
    run: (m) => {
      const name = m.pop();
      m.push(new PickleGlobal(`${asText(m.pop())}.${asText(name)}`));
    },
  },
  R: { name: 'REDUCE', run: callTop },
  '\x81': { name: 'NEWOBJ', run: callTop },
  b: { name: 'BUILD', run: build },
  Q: { name: 'BINPERSID', run: (m) => m.push(m.world.persistent(m.pop())) },

  P: { name: 'PERSID' },
  I: { name: 'INT' },
  L: { name: 'LONG' },
  F: { name: 'FLOAT' },
  S: { name: 'STRING' },
  V: { name: 'UNICODE' },
  g: { name: 'GET' },
  p: { name: 'PUT' },
  i: { name: 'INST' },
  o: { name: 'OBJ' },
  '\x82': { name: 'EXT1' },
  '\x83': { name: 'EXT2' },
  '\x84': { name: 'EXT4' },
  '\x8b': { name: 'LONG4' },
  '\x8e': { name: 'BINBYTES8' },
  '\x8f': { name: 'EMPTY_SET' },
  '\x90': { name: 'ADDITEMS' },
  '\x91': { name: 'FROZENSET' },
  '\x92': { name: 'NEWOBJ_EX' },
  '\x96': { name: 'BYTEARRAY8' },
  '\x97': { name: 'NEXT_BUFFER' },
  '\x98': { name: 'READONLY_BUFFER' },
};

/** By byte. */
export const instructions: readonly (Instruction | undefined)[] = Array.from(
  { length: 256 },
  (_, code) => rows[String.fromCharCode(code)],
);

/** The newest protocol, of Python 3.8. */
const newestProtocol = 5;

function checkProtocol(protocol: number): void {
  if (protocol > newestProtocol) throw new PickleFault(`it is of the unknown pickle protocol ${protocol}`);
}

/** Little-endian two's complement; what no number holds exactly is refused (PyTorch's numbers are 64-bit sizes). */
function integer(bytes: Buffer): number {
  let value = 0n;
  if (bytes.length > 16) throw new PickleFault(`it has an integer of ${bytes.length} bytes`);
  for (const [index, byte] of bytes.entries()) value |= BigInt(byte) << BigInt(8 * index);
  return Number(BigInt.asIntN(8 * bytes.length, value));
}

function length8(machine: PickleMachine): number {
  return Number(machine.take(8).readBigUInt64LE(0));
}

function text(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    throw new PickleFault('one of its texts is not valid UTF-8', { cause: error });
  }
}

function asText(value: PickleValue): string {
  if (typeof value === 'string') return value;
  throw new PickleFault(`it names a class by ${kindOf(value)}`);
}

function pushTuple(machine: PickleMachine, count: number): void {
  const items = Array.from({ length: count }, () => machine.pop()).reverse();
  machine.push(new PickleSequence(items));
}

function extend(machine: PickleMachine, items: readonly PickleValue[]): void {
  const list = machine.top();
  if (!(list instanceof PickleSequence)) throw new PickleFault(`it appends to ${kindOf(list)}`);
  for (const item of items) list.items.push(item);
}

function setItems(machine: PickleMachine, items: readonly PickleValue[]): void {
  const dict = machine.top();
  if (!(dict instanceof PickleDict)) throw new PickleFault(`it sets items of ${kindOf(dict)}`);
  for (let index = 0; index < items.length; index += 2) {
    const [key, value] = [items[index], items[index + 1]];
    if (key === undefined || value === undefined) throw new PickleFault('it has a key without a value');
    dict.set(key, value);
  }
}

function callTop(machine: PickleMachine): void {
  const args = machine.pop();
  const callee = machine.pop();
  if (!(args instanceof PickleSequence)) throw new PickleFault(`it calls with ${kindOf(args)}`);
  if (!(callee instanceof PickleGlobal)) throw new PickleFault(`it would call ${kindOf(callee)}`);
  machine.push(machine.world.call(callee, args.items));
}

/** Gives a module its attributes. On a dict it sets `_metadata`, and on a tensor its hooks: neither is data. */
function build(machine: PickleMachine): void {
  const state = machine.pop();
  const target = machine.top();
  if (target instanceof PickleObject) target.attributes = state;
  else if (typeof target !== 'object' || target === null || target instanceof PickleGlobal) {
    throw new PickleFault(`it sets the state of ${kindOf(target)}`);
  }
}
