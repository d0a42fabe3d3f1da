/**
 * @file The part of onnx.proto that a recorded graph needs, as a protobufjs descriptor, and the one function
 * that turns a model object into bytes. Field numbers are those of onnx/onnx.proto (IR version 10).
 */
import protobuf from 'protobufjs/light.js';

/** TensorProto.DataType */
export const elementTypes = {
  float32: 1,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  bfloat16: 16,
} as const;
export type ElementType = keyof typeof elementTypes;

/** AttributeProto.AttributeType */
const attributeTypes = { float: 1, int: 2, string: 3, ints: 7 } as const;

/** A node attribute as the kernels write it: the field name says which ONNX attribute type is meant. */
export type Attribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly string: string }
  | { readonly ints: readonly number[] };

/** Bytes inside the model, or a place in a file named in the session's list of external files. */
export type InitialiserData =
  | { readonly bytes: Uint8Array }
  | { readonly file: string; readonly offset: number; readonly length: number };

export interface ValueSpec {
  readonly shape: readonly number[];
  readonly type: ElementType;
}

export interface OnnxNode {
  readonly op: string;
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

export interface OnnxInitialiser {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly data: InitialiserData;
}

export interface OnnxPort {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
}

export interface OnnxGraph {
  readonly name: string;
  /** what every value is, by name */
  readonly values: ReadonlyMap<string, ValueSpec>;
  readonly nodes: readonly OnnxNode[];
  readonly initialisers: readonly OnnxInitialiser[];
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
}

const field = (type: string, id: number) => ({ type, id });
const list = (type: string, id: number) => ({ rule: 'repeated' as const, type, id });

const schema = protobuf.Root.fromJSON({
  nested: {
    Model: {
      fields: {
        irVersion: field('int64', 1),
        producer: field('string', 2),
        graph: field('Graph', 7),
        opsets: list('Opset', 8),
      },
    },
    Opset: { fields: { domain: field('string', 1), version: field('int64', 2) } },
    Graph: {
      fields: {
        nodes: list('Node', 1),
        name: field('string', 2),
        initialisers: list('Tensor', 5),
        inputs: list('ValueInfo', 11),
        outputs: list('ValueInfo', 12),
      },
    },
    Node: {
      fields: {
        inputs: list('string', 1),
        outputs: list('string', 2),
        name: field('string', 3),
        op: field('string', 4),
        attributes: list('Attribute', 5),
        domain: field('string', 7),
      },
    },
    Attribute: {
      fields: {
        name: field('string', 1),
        float: field('float', 2),
        int: field('int64', 3),
        string: field('bytes', 4),
        ints: list('int64', 8),
        type: field('int32', 20),
      },
    },
    Tensor: {
      fields: {
        dims: list('int64', 1),
        dataType: field('int32', 2),
        name: field('string', 8),
        raw: field('bytes', 9),
        external: list('Entry', 13),
        location: field('int32', 14),
      },
    },
    Entry: { fields: { key: field('string', 1), value: field('string', 2) } },
    ValueInfo: { fields: { name: field('string', 1), type: field('Type', 2) } },
    Type: { fields: { tensor: field('TensorType', 1) } },
    TensorType: { fields: { elementType: field('int32', 1), shape: field('Shape', 2) } },
    Shape: { fields: { dims: list('Dimension', 1) } },
    Dimension: { fields: { value: field('int64', 1) } },
  },
});
const modelMessage = schema.lookupType('Model');

const irVersion = 10;
const opset = 20;
const externalLocation = 1;

function attributeMessage(name: string, attribute: Attribute) {
  if ('int' in attribute) return { name, int: attribute.int, type: attributeTypes.int };
  if ('float' in attribute) return { name, float: attribute.float, type: attributeTypes.float };
  if ('ints' in attribute) return { name, ints: attribute.ints, type: attributeTypes.ints };
  return { name, string: new TextEncoder().encode(attribute.string), type: attributeTypes.string };
}

function tensorMessage({ name, type, shape, data }: OnnxInitialiser) {
  const common = { name, dims: shape, dataType: elementTypes[type] };
  if ('bytes' in data) return { ...common, raw: data.bytes };
  const external = [
    { key: 'location', value: data.file },
    { key: 'offset', value: String(data.offset) },
    { key: 'length', value: String(data.length) },
  ];
  return { ...common, external, location: externalLocation };
}

function portMessage({ name, type, shape }: OnnxPort) {
  const dims = shape.map((value) => ({ value }));
  return { name, type: { tensor: { elementType: elementTypes[type], shape: { dims } } } };
}

/** The graph as the bytes of an ONNX model. */
export function encodeModel(graph: OnnxGraph): Uint8Array {
  const nodes = graph.nodes.map((node, index) => ({
    ...node,
    name: `${node.op}_${index}`,
    attributes: Object.entries(node.attributes).map(([name, value]) => attributeMessage(name, value)),
  }));
  const message = modelMessage.create({
    irVersion,
    producer: 'clip-atelier',
    opsets: [
      { domain: '', version: opset },
      { domain: 'com.microsoft', version: 1 },
    ],
    graph: {
      name: graph.name,
      nodes,
      initialisers: graph.initialisers.map(tensorMessage),
      inputs: graph.inputs.map(portMessage),
      outputs: graph.outputs.map(portMessage),
    },
  });
  return modelMessage.encode(message).finish();
}
