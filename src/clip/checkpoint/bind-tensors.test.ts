import { expect, it } from 'vitest';
import { bindTensors } from './bind-tensors.js';
import { recogniseNaming } from './namings/index.js';
import { bytesPerElement, type StoredTensor, type TensorDtype, type TensorTable } from './tensor-table.js';

/** A table whose tensors lie one behind the other. */
function tableOf(
  shapes: Readonly<Record<string, readonly number[]>>,
  dtype: TensorDtype = 'F16',
): TensorTable {
  const tensors = new Map<string, StoredTensor>();
  let offset = 100;
  for (const [name, shape] of Object.entries(shapes)) {
    const byteLength = shape.reduce((product, extent) => product * extent, bytesPerElement[dtype]);
    tensors.set(name, { file: 'weights', offset, byteLength, dtype, shape });
    offset += byteLength;
  }
  return { file: 'weights', tensors };
}

const bind = (table: TensorTable, shapes: Readonly<Record<string, readonly number[]>>) =>
  bindTensors(table, recogniseNaming(table), { part: shapes }).part;

it('cuts a packed projection into three ranges of its bytes', () => {
  const prefix = 'transformer.resblocks.0.attn.';
  const table = tableOf({
    'token_embedding.weight': [2, 4],
    [`${prefix}in_proj_weight`]: [12, 4],
    [`${prefix}in_proj_bias`]: [12],
  });
  const { sources } = bind(table, {
    'token_embedding.weight': [2, 4],
    ...Object.fromEntries(['q', 'k', 'v'].map((part) => [`${prefix}${part}_proj.weight`, [4, 4]])),
    ...Object.fromEntries(['q', 'k', 'v'].map((part) => [`${prefix}${part}_proj.bias`, [4]])),
  });
  const start = 100 + 2 * 4 * 2;
  const placeOf = (name: string) => [sources[name]?.offset, sources[name]?.byteLength, sources[name]?.shape];
  expect(placeOf(`${prefix}q_proj.weight`)).toEqual([start, 32, [4, 4]]);
  expect(placeOf(`${prefix}k_proj.weight`)).toEqual([start + 32, 32, [4, 4]]);
  expect(placeOf(`${prefix}v_proj.weight`)).toEqual([start + 64, 32, [4, 4]]);
  expect(placeOf(`${prefix}v_proj.bias`)).toEqual([start + 96 + 16, 8, [4]]);
});

it('marks a matrix that the file has with rows and columns exchanged', () => {
  const table = tableOf({
    'text_model.embeddings.token_embedding.weight': [2, 4],
    'text_projection.weight': [3, 4],
  });
  const bound = bind(table, { 'token_embedding.weight': [2, 4], text_projection: [4, 3] });
  expect([...bound.transposed]).toEqual(['text_projection']);
  expect(bound.sources.text_projection?.shape).toEqual([3, 4]);
});

it('looks past what stands before all names, and past what belongs to no encoder', () => {
  const table = tableOf({
    'module.visual.conv1.weight': [2, 3, 1, 1],
    'module.visual.bn1.num_batches_tracked': [],
    'module.logit_scale': [],
  });
  const { sources } = bind(table, { 'visual.conv1.weight': [2, 3, 1, 1] });
  expect(sources['visual.conv1.weight']?.offset).toBe(100);
});

it('names every fault at once, each by the name in the file and once', () => {
  const prefix = 'visual.transformer.resblocks.0.attn.';
  const table = tableOf({
    'module.visual.conv1.weight': [2, 3, 1, 2],
    [`module.${prefix}in_proj_weight`]: [9, 4],
    'module.visual.extra': [1],
  });
  const shapes = {
    'visual.conv1.weight': [2, 3, 1, 1],
    'visual.class_embedding': [4],
    ...Object.fromEntries(['q', 'k', 'v'].map((part) => [`${prefix}${part}_proj.weight`, [4, 4]])),
  };
  expect(() => bind(table, shapes)).toThrow(
    `weights: the tensors do not fit the configuration: module.visual.conv1.weight has the shape [2, 3, 1, 2] instead of [2, 3, 1, 1]; module.visual.class_embedding is missing; module.${prefix}in_proj_weight has the shape [9, 4] instead of [12, 4]; module.visual.extra is not part of this model.`,
  );
});

it('refuses a dtype that no encoder takes, and names that no CLIP has', () => {
  const integers = tableOf({ 'visual.conv1.weight': [2, 3, 1, 1] }, 'U8');
  expect(() => bind(integers, { 'visual.conv1.weight': [2, 3, 1, 1] })).toThrow(
    /visual\.conv1\.weight has dtype U8/,
  );
  expect(() => recogniseNaming(tableOf({ 'encoder.weight': [1] }))).toThrow(/not named as those of a CLIP/);
  expect(() => recogniseNaming(tableOf({}))).toThrow(/it has none/);
});
