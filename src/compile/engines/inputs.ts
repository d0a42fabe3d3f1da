/** @file Checking the data given to run() against the signature. */
import type { Dtype, HostData, Signature } from '../contract.js';
import { ProgramInputError } from '../errors.js';

const arrays: Record<Dtype, { readonly name: string; readonly is: (data: HostData) => boolean }> = {
  float32: { name: 'Float32Array', is: (data) => data instanceof Float32Array },
  int32: { name: 'Int32Array', is: (data) => data instanceof Int32Array },
  bool: { name: 'Uint8Array', is: (data) => data instanceof Uint8Array },
};

type Inputs = Readonly<Record<string, HostData>>;

/** @throws ProgramInputError naming the program and the first input that does not fit */
export function checkInputs(program: string, signature: Signature, inputs: Inputs): void {
  for (const [name, { shape, dtype }] of Object.entries(signature.inputs)) {
    const data = inputs[name];
    const size = shape.reduce((product, length) => product * length, 1);
    const wanted = `${arrays[dtype].name} of ${size} values for [${shape}]`;
    if (data === undefined) {
      throw new ProgramInputError(`Program "${program}" misses its input "${name}": a ${wanted}.`);
    }
    if (!arrays[dtype].is(data) || data.length !== size) {
      throw new ProgramInputError(
        `Input "${name}" of program "${program}" must be a ${wanted}, not a ${data.constructor.name} of ${data.length}.`,
      );
    }
  }
  const extra = Object.keys(inputs).find((name) => !Object.hasOwn(signature.inputs, name));
  if (extra !== undefined) {
    const known = Object.keys(signature.inputs).map((name) => `"${name}"`);
    throw new ProgramInputError(
      `Program "${program}" has no input "${extra}"; its inputs are ${known.join(', ')}.`,
    );
  }
}
