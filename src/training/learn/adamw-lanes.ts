/**
 * @file AdamW's inner loop four numbers at a time, as a WebAssembly module that is put together here: V8 makes no vector
 * code of a loop over typed arrays, and is slower (docs/benchmarks.md). The module has a small memory
 * that stays in the processor's cache; whoever calls it copies a stretch of each array in and out.
 */

/** Numbers of a stretch; five arrays of them fit a second-level cache. */
export const STRETCH = 4096;

/** In the order in which they lie in the module's memory. */
export const laneArrays = ['values', 'first', 'second', 'average', 'gradient'] as const;
type LaneArray = (typeof laneArrays)[number];

/** What is the same for all numbers of an update; lies behind the arrays. */
const factors = [
  'keepFirst',
  'newFirst',
  'keepSecond',
  'newSecond',
  'shrink',
  'stride',
  'floor',
  'memory',
  'fresh',
] as const;
export type Factors = Readonly<Record<(typeof factors)[number], number>>;

export interface Lanes {
  /** STRETCH numbers each. */
  readonly arrays: Readonly<Record<LaneArray, Float32Array>>;
  /**
   * m ← keepFirst·m + newFirst·g, v ← keepSecond·v + newSecond·g², θ ← shrink·θ − stride·m/(√v + floor),
   * average ← memory·average + fresh·θ. @param count of numbers from the beginning of each stretch
   */
  update(count: number): void;
  /** Holds for all updates until it is called again. */
  setFactors(factors: Factors): void;
}

/** Unsigned LEB128, as the binary format of WebAssembly writes whole numbers. */
function leb(value: number): number[] {
  const low = value & 0x7f;
  const rest = value >>> 7;
  return rest === 0 ? [low] : [low | 0x80, ...leb(rest)];
}

/** Bytes that leave a value on the stack machine. */
type Code = readonly number[];

const LANES = 0xfd;
const BYTES_OF_LANES = 16;
const ALIGNED = 4;
const operation =
  (code: number) =>
  (...operands: readonly Code[]): Code => [...operands.flat(), LANES, ...leb(code)];
const root = operation(0xe3);
const sum = operation(0xe4);
const difference = operation(0xe5);
const product = operation(0xe6);
const quotient = operation(0xe7);

const read = (local: number): Code => [0x20, ...leb(local)];
const write = (local: number, value: Code): Code => [...value, 0x21, ...leb(local)];

/** Local 0: bytes that are left, counted down, so that it is the place too. */
const PLACE = 0;
const place = (array: LaneArray): Code => [ALIGNED, ...leb(4 * STRETCH * laneArrays.indexOf(array))];
const load = (array: LaneArray): Code => [...read(PLACE), LANES, 0x00, ...place(array)];
const store = (array: LaneArray, value: Code): Code => [
  ...read(PLACE),
  ...value,
  LANES,
  0x0b,
  ...place(array),
];

const FACTORS_AT = 4 * STRETCH * laneArrays.length;
/** The factor number i, read into all four lanes. */
const spread = (i: number): Code => [0x41, 0, LANES, 0x09, 2, ...leb(FACTORS_AT + 4 * i)];
/** Locals from 1 on: the factors in lanes, then what is made of the numbers. */
const factor = (name: keyof Factors): Code => read(1 + factors.indexOf(name));
const GRADIENT = 1 + factors.length;
const FIRST = GRADIENT + 1;
const SECOND = FIRST + 1;
const VALUE = SECOND + 1;

const mean = (keep: keyof Factors, fresh: keyof Factors, array: LaneArray, value: Code): Code =>
  sum(product(factor(keep), load(array)), product(factor(fresh), value));

const loop: Code = [
  ...write(PLACE, [...read(PLACE), 0x41, BYTES_OF_LANES, 0x6b]),
  ...write(GRADIENT, load('gradient')),
  ...write(FIRST, mean('keepFirst', 'newFirst', 'first', read(GRADIENT))),
  ...write(SECOND, mean('keepSecond', 'newSecond', 'second', product(read(GRADIENT), read(GRADIENT)))),
  ...write(
    VALUE,
    difference(
      product(factor('shrink'), load('values')),
      quotient(product(factor('stride'), read(FIRST)), sum(root(read(SECOND)), factor('floor'))),
    ),
  ),
  ...store('first', read(FIRST)),
  ...store('second', read(SECOND)),
  ...store('values', read(VALUE)),
  ...store('average', mean('memory', 'fresh', 'average', read(VALUE))),
  ...[...read(PLACE), 0x0d, 0],
];

const [I32, V128] = [0x7f, 0x7b];
const END = 0x0b;
const body: Code = [
  ...[1, VALUE, V128],
  ...factors.flatMap((_, i) => write(1 + i, spread(i))),
  ...[0x03, 0x40, ...loop, END, END],
];

const PAGE = 65_536;
const section = (id: number, content: Code): Code => [id, ...leb(content.length), ...content];
const exported = (letter: string, kind: number): Code => [1, letter.charCodeAt(0), kind, 0];
const moduleBytes = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [1, 0x60, 1, I32, 0]),
  ...section(3, [1, 0]),
  ...section(5, [1, 0, ...leb(Math.ceil((FACTORS_AT + 4 * factors.length) / PAGE))]),
  ...section(7, [2, ...exported('m', 2), ...exported('u', 0)]),
  ...section(10, [1, ...leb(body.length), ...body]),
]);

/** What is used of Node's WebAssembly, whose types stand in the browser's library alone. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Readonly<Record<string, unknown>> };
};

/** A module with a memory of its own. */
export function openLanes(): Lanes {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes));
  const memory = exports.m as { readonly buffer: ArrayBuffer };
  const run = exports.u as (bytes: number) => void;
  const views = laneArrays.map((name, i) => [
    name,
    new Float32Array(memory.buffer, 4 * STRETCH * i, STRETCH),
  ]);
  const row = new Float32Array(memory.buffer, FACTORS_AT, factors.length);
  return {
    arrays: Object.fromEntries(views) as Lanes['arrays'],
    update: (count) => run(BYTES_OF_LANES * Math.ceil(count / 4)),
    setFactors: (by) => row.set(factors.map((name) => by[name])),
  };
}
