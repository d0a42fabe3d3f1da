/**
 * @file The graph under construction. Nodes are pure, so an equal node (operator, attributes, inputs) is made
 * once; constants are shared by content; what no output needs is left out when the graph is finished.
 */
import { createHash } from 'node:crypto';
import type {
  Attribute,
  ElementType,
  InitialiserData,
  OnnxGraph,
  OnnxNode,
  OnnxPort,
  ValueSpec,
} from './messages.js';

/** One ONNX value: physical shape, in the memory order ONNX Runtime sees. */
export interface Wire {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: ElementType;
  /** true when it depends on weights and constants only, so ONNX Runtime computes it once, at load */
  readonly constant: boolean;
}

export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly domain?: string;
}

/** How a wire was made. */
export interface Origin {
  readonly op: string;
  readonly inputs: readonly (Wire | undefined)[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

export type ConstantValues = Float32Array | Int32Array | Uint8Array | BigInt64Array;

/** Constants up to this many bytes are known by their content, longer ones by its digest. */
const briefBytes = 4096;

export class Graph {
  readonly #nodes: OnnxNode[] = [];
  readonly #initialisers = new Map<string, OnnxGraph['initialisers'][number]>();
  readonly #inputs: OnnxPort[] = [];
  readonly #known = new Map<string, readonly Wire[]>();
  readonly #origins = new Map<string, Origin>();
  readonly #values = new Map<string, ValueSpec>();
  #count = 0;

  #fresh(prefix: string): string {
    this.#count += 1;
    return `${prefix}${this.#count}`;
  }

  input(name: string, spec: ValueSpec): Wire {
    const wire = { name: `in:${name}`, type: spec.type, shape: spec.shape, constant: false };
    this.#inputs.push({ name: wire.name, type: spec.type, shape: spec.shape });
    this.#values.set(wire.name, spec);
    return wire;
  }

  /** A named initialiser, such as a weight in a file. */
  initialiser(name: string, spec: ValueSpec, data: InitialiserData): Wire {
    const { shape, type } = spec;
    this.#initialisers.set(name, { name, shape, type, data });
    this.#values.set(name, spec);
    return { name, shape, type, constant: true };
  }

  constant(values: ConstantValues, spec: ValueSpec): Wire {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const content =
      bytes.byteLength > briefBytes
        ? createHash('sha256').update(bytes).digest('base64')
        : Buffer.from(bytes).toString('latin1');
    const key = `${spec.type}[${spec.shape}]${content}`;
    const known = this.#known.get(key)?.[0];
    if (known !== undefined) return known;
    const wire = this.initialiser(this.#fresh('c'), spec, { bytes });
    this.#known.set(key, [wire]);
    return wire;
  }

  scalar(value: number, type: 'float32' | 'int32' | 'bool'): Wire {
    return this.constant(typedArray([value], type), { shape: [], type });
  }

  /** int64 vector, as ONNX wants shapes, axes and the like. */
  integers(values: readonly number[]): Wire {
    return this.constant(BigInt64Array.from(values, BigInt), { shape: [values.length], type: 'int64' });
  }

  /** Adds a node, or finds the equal one. An undefined input is an optional input left out. */
  node(
    op: string,
    inputs: readonly (Wire | undefined)[],
    outputs: readonly ValueSpec[],
    options: NodeOptions = {},
  ): readonly Wire[] {
    const { attributes = {}, domain = '' } = options;
    const names = inputs.map((wire) => wire?.name ?? '');
    const key = `${domain}.${op}(${names.join(',')})${JSON.stringify(attributes)}${outputs.map(({ type }) => type)}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const constant = inputs.every((wire) => wire === undefined || wire.constant);
    const wires = outputs.map(({ shape, type }) => ({ name: this.#fresh('v'), shape, type, constant }));
    this.#nodes.push({ op, domain, inputs: names, outputs: wires.map(({ name }) => name), attributes });
    this.#known.set(key, wires);
    for (const wire of wires) {
      this.#origins.set(wire.name, { op, inputs, attributes });
      this.#values.set(wire.name, wire);
    }
    return wires;
  }

  /** The node that made a wire; undefined for the graph's inputs and initialisers. */
  origin(wire: Wire): Origin | undefined {
    return this.#origins.get(wire.name);
  }

  /** A node with one output. */
  one(op: string, inputs: readonly (Wire | undefined)[], output: ValueSpec, options?: NodeOptions): Wire {
    return this.node(op, inputs, [output], options)[0]!;
  }

  /** The graph that computes these outputs, without the nodes and initialisers they do not need. */
  finish(name: string, outputs: Readonly<Record<string, Wire>>): OnnxGraph {
    const ports = Object.entries(outputs).map(([key, { type, shape }]) => ({
      name: `out:${key}`,
      type,
      shape,
    }));
    const copies = Object.entries(outputs).map(([key, wire]) => ({
      op: 'Identity',
      domain: '',
      inputs: [wire.name],
      outputs: [`out:${key}`],
      attributes: {},
    }));
    const needed = new Set(Object.values(outputs).map((wire) => wire.name));
    const nodes: OnnxNode[] = [];
    for (const node of this.#nodes.toReversed()) {
      if (!node.outputs.some((output) => needed.has(output))) continue;
      for (const input of node.inputs) needed.add(input);
      nodes.push(node);
    }
    const initialisers = [...this.#initialisers.values()].filter((initialiser) =>
      needed.has(initialiser.name),
    );
    return {
      name,
      values: this.#values,
      nodes: [...nodes.reverse(), ...copies],
      initialisers,
      inputs: this.#inputs,
      outputs: ports,
    };
  }
}

/** Numbers in the typed array of an element type. */
export function typedArray(values: ArrayLike<number>, type: 'float32' | 'int32' | 'bool') {
  if (type === 'float32') return Float32Array.from(values);
  return type === 'int32' ? Int32Array.from(values) : Uint8Array.from(values);
}
