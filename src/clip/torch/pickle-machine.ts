/** @file The stack machine that a pickle is a program for: stack, marks, memo and the place in the bytes. */

import { PickleFault, type PickleGlobal, type PickleValue } from './pickle-values.js';

/** What the pickle's file knows and a pickle alone does not. */
export interface PickleWorld {
  /** What calling `callee` with `args` gives. Throws PickleFault for whatever is not known. */
  call(callee: PickleGlobal, args: readonly PickleValue[]): PickleValue;
  /** An object that the pickle only refers to: PyTorch's storages. Throws PickleFault. */
  persistent(id: PickleValue): PickleValue;
}

/** Bounds, so that a small file cannot fill the memory; the largest CLIP's state needs a third of them. */
const mostObjects = 100_000;
const mostWaiting = 500_000;

export class PickleMachine {
  readonly world: PickleWorld;
  /** Set by the instruction that ends the pickle. */
  result: PickleValue | undefined;
  readonly #bytes: Buffer;
  readonly #stack: PickleValue[] = [];
  /** Heights of the stack at which a sequence of items begins. */
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, PickleValue>();
  #position = 0;
  #objects = 0;

  constructor(bytes: Buffer, world: PickleWorld) {
    this.#bytes = bytes;
    this.world = world;
  }

  get position(): number {
    return this.#position;
  }

  byte(): number {
    return this.take(1).readUInt8(0);
  }

  /** The next `count` bytes, not copied. */
  take(count: number): Buffer {
    const end = this.#position + count;
    if (!(end <= this.#bytes.length)) throw new PickleFault('it is cut off');
    const part = this.#bytes.subarray(this.#position, end);
    this.#position = end;
    return part;
  }

  /** Text up to the end of the line, for the instruction that names a class. */
  line(): string {
    const end = this.#bytes.indexOf(10, this.#position);
    if (end < 0) throw new PickleFault('it is cut off');
    const text = this.take(end - this.#position).toString('utf8');
    this.take(1);
    return text;
  }

  push(value: PickleValue): void {
    if (typeof value === 'object' && value !== null && ++this.#objects > mostObjects) {
      throw new PickleFault(`it builds more than ${mostObjects} objects`);
    }
    if (this.#stack.length >= mostWaiting) {
      throw new PickleFault(`more than ${mostWaiting} of its values wait on the stack`);
    }
    this.#stack.push(value);
  }

  pop(): PickleValue {
    const value = this.#stack.length > (this.#marks.at(-1) ?? 0) ? this.#stack.pop() : undefined;
    if (value === undefined) throw new PickleFault('it takes a value that it never put down');
    return value;
  }

  /** The topmost value, left where it is. */
  top(): PickleValue {
    const value = this.pop();
    this.#stack.push(value);
    return value;
  }

  mark(): void {
    if (this.#marks.length >= mostWaiting) throw new PickleFault('its sequences are nested without end');
    this.#marks.push(this.#stack.length);
  }

  /** The values above the latest mark, which goes. */
  popToMark(): PickleValue[] {
    const start = this.#marks.pop();
    if (start === undefined) throw new PickleFault('it ends a sequence that it never began');
    return this.#stack.splice(start);
  }

  remember(key: number): void {
    this.#memo.set(key, this.top());
  }

  rememberNext(): void {
    this.remember(this.#memo.size);
  }

  recall(key: number): void {
    const value = this.#memo.get(key);
    if (value === undefined) throw new PickleFault(`it refers to its value ${key}, which it never kept`);
    this.push(value);
  }
}
