/**
 * @file A reader of pickles that executes nothing. A pickle is a program for a small stack machine (CPython's
 * Lib/pickletools.py describes every instruction); this machine has the instructions that build plain data,
 * and where a pickle would call something it asks a table of what is known. All else is refused by its name.
 */

import { instructions } from './pickle-instructions.js';
import { PickleMachine, type PickleWorld } from './pickle-machine.js';
import { PickleFault, type PickleValue } from './pickle-values.js';

/** So that a pickle's time is bounded; the largest CLIP's state needs a twentieth of them. */
const mostInstructions = 2_000_000;

/** The value that the pickle builds. Throws PickleFault; takes time and memory in proportion to its length. */
export function unpickle(bytes: Buffer, world: PickleWorld): PickleValue {
  const machine = new PickleMachine(bytes, world);
  for (let step = 0; step < mostInstructions; step++) {
    const instruction = instructions[machine.byte()];
    if (instruction === undefined) {
      throw new PickleFault(`byte ${machine.position - 1} of it is no pickle instruction`);
    }
    if (instruction.run === undefined) {
      throw new PickleFault(
        `it uses the pickle instruction ${instruction.name}, which no file of tensors needs`,
      );
    }
    instruction.run(machine);
    if (machine.result !== undefined) return machine.result;
  }
  throw new PickleFault(`it has more than ${mostInstructions} instructions`);
}
