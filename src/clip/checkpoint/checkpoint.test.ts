import { copyFile, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parityFolder, torchFolder, variantsFolder } from '../fixture.reference.js';
import { ModelError } from '../model-error.js';
import { openCheckpoint } from './checkpoint.js';
import { readTensorTable } from './containers.js';
import { fingerprintOf } from './fingerprint.js';
import { findModelFiles } from './model-files.js';
import { parameterCount } from './parameter-count.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'atelier-checkpoint-'));
});
afterAll(() => rm(root, { recursive: true }));

const parity = (name: string) => join(parityFolder, name);
const variant = (...names: string[]) => join(variantsFolder, ...names);
const fresh = () => mkdtemp(join(root, 'model-'));

async function copyOf(folder: string): Promise<string> {
  const copy = await fresh();
  await cp(folder, copy, { recursive: true });
  return copy;
}

/** Changes a JSON file by a function. */
async function edit(file: string, change: (json: Record<string, never>) => unknown): Promise<void> {
  await writeFile(file, JSON.stringify(change(JSON.parse(await readFile(file, 'utf8')))));
}

async function faultOf(where: string): Promise<string> {
  const outcome = await openCheckpoint(where).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(ModelError);
  return outcome instanceof Error ? outcome.message : '';
}

describe('preprocessing', () => {
  it("comes from open_clip's configuration", async () => {
    const { architecture } = await openCheckpoint(variant('open_clip-average'));
    expect(architecture.preprocessing).toEqual({
      mean: [0.5, 0.4, 0.3],
      std: [0.2, 0.25, 0.3],
      interpolation: 'bilinear',
      resizeMode: 'squash',
      resizeTo: 32,
    });
  });

  it("comes from Hugging Face's preprocessor_config.json", async () => {
    const { architecture } = await openCheckpoint(variant('hugging-face'));
    expect(architecture.preprocessing).toEqual({
      mean: [0.5, 0.4, 0.3],
      std: [0.2, 0.25, 0.3],
      interpolation: 'bilinear',
      resizeMode: 'shortest',
      resizeTo: 34,
    });
  });

  it("is OpenAI's where nothing is said", async () => {
    const { architecture } = await openCheckpoint(parity('vit.open_clip.safetensors'));
    expect(architecture.preprocessing).toMatchObject({ interpolation: 'bicubic', resizeTo: 64 });
    expect(architecture.preprocessing?.mean[0]).toBe(0.48145466);
  });
});

describe("an archive of OpenAI's, without a configuration", () => {
  /** The fixture with the three scalars that such archives have. */
  async function archiveOf(fixture: string): Promise<string> {
    const bytes = await readFile(parity(fixture));
    const headerBytes = Number(bytes.readBigUInt64LE(0));
    const header = JSON.parse(bytes.toString('utf8', 8, 8 + headerBytes));
    const data = bytes.subarray(8 + headerBytes);
    for (const [i, name] of ['input_resolution', 'context_length', 'vocab_size'].entries()) {
      const start = data.length + 8 * i;
      header[name] = { dtype: 'I64', shape: [], data_offsets: [start, start + 8] };
    }
    const text = Buffer.from(JSON.stringify(header));
    const prefix = Buffer.alloc(8);
    prefix.writeBigUInt64LE(BigInt(text.length));
    const file = join(await fresh(), fixture);
    await writeFile(file, Buffer.concat([prefix, text, data, Buffer.alloc(24)]));
    return file;
  }

  it.each(['vit.open_clip.safetensors', 'resnet.open_clip.safetensors'])('%s', async (fixture) => {
    const found = await openCheckpoint(await archiveOf(fixture));
    const { architecture } = await openCheckpoint(parity(fixture));
    expect(found.config).toMatch(/archive of OpenAI/);
    expect(parameterCount(found.architecture)).toBe(parameterCount(architecture));
    expect(found.architecture.image?.imageSize).toBe(64);
  });
});

describe('the kind of a file of weights', () => {
  it.each([
    ['safetensors', join(parityFolder, 'vit.hf.safetensors'), 'pytorch_model.bin'],
    ['safetensors', join(parityFolder, 'vit.hf.safetensors'), 'clip.ckpt'],
    ['PyTorch', join(torchFolder, 'plain.pt'), 'model.safetensors'],
    ['PyTorch', join(torchFolder, 'plain.pt'), 'weights'],
  ])('is %s by its content: %s as %s', async (kind, file, name) => {
    const renamed = join(await fresh(), name);
    await copyFile(file, renamed);
    const { container, table } = await readTensorTable(renamed);
    expect(container).toBe(kind);
    expect(table.tensors.size).toBe((await readTensorTable(file)).table.tensors.size);
  });

  it('is by its name where its content says nothing', async () => {
    const file = join(await fresh(), 'model.safetensors');
    await writeFile(file, 'some text');
    await expect(readTensorTable(file)).rejects.toThrow(/this is not a safetensors file/);
  });

  it("is PyTorch's of long ago whatever the file is called", async () => {
    const file = join(await fresh(), 'clip.ckpt');
    await copyFile(join(torchFolder, 'old.pt'), file);
    await expect(readTensorTable(file)).rejects.toThrow(/before version 1\.6/);
  });
});

describe('a configuration', () => {
  it('may begin with a byte order mark, as editors on Windows write it', async () => {
    const folder = await copyOf(variant('hugging-face'));
    const file = join(folder, 'config.json');
    await writeFile(file, `\ufeff${await readFile(file, 'utf8')}`);
    expect((await openCheckpoint(folder)).architecture.embedDim).toBeGreaterThan(0);
  });

  it('that is not one is told in a whole sentence', async () => {
    const folder = await copyOf(variant('hugging-face'));
    await writeFile(join(folder, 'config.json'), '[]');
    expect(await faultOf(folder)).toMatch(
      /the file is not as expected: it has to be an object with named values, not a list\.$/,
    );
  });

  it.skipIf(process.platform === 'win32')('beside a pipe or device is refused, not waited for', async () => {
    const folder = await copyOf(variant('open_clip-average'));
    await symlink('/dev/null', join(folder, 'preprocessor_config.json'));
    await expect(fingerprintOf(await findModelFiles(folder))).rejects.toThrow(
      /preprocessor_config\.json: this is not a regular file/,
    );
  });
});

describe('a checkpoint that cannot be used', () => {
  it('has no configuration', async () => {
    const folder = await fresh();
    await copyFile(parity('vit.open_clip.safetensors'), join(folder, 'model.safetensors'));
    expect(await faultOf(folder)).toMatch(
      /there is no open_clip_config\.json or config\.json with the weights/,
    );
  });

  it('has a symbolic link that leads to itself, wherever it stands', async () => {
    const folder = await fresh();
    const loop = join(folder, 'loop');
    await symlink(loop, loop);
    expect(await faultOf(loop)).toMatch(/loop: .*symbolic links run in a circle/);
    for (const name of ['config.json', 'model-00002-of-00003.safetensors', 'preprocessor_config.json']) {
      const copy = await copyOf(variant('hugging-face'));
      await rm(join(copy, name));
      await symlink(join(copy, name), join(copy, name));
      expect(await faultOf(copy)).toContain(name);
      expect(await faultOf(copy)).toMatch(/symbolic links run in a circle/);
    }
  });

  it('has a configuration that contradicts the weights: every tensor is named', async () => {
    const folder = await copyOf(variant('open_clip-average'));
    await edit(
      join(folder, 'open_clip_config.json'),
      ({ model_cfg, preprocess_cfg }: Record<string, object>) => ({
        model_cfg: {
          ...model_cfg,
          vision_cfg: { image_size: 32, layers: 4, width: 24, head_width: 8, patch_size: 8 },
        },
        preprocess_cfg,
      }),
    );
    const fault = await faultOf(folder);
    expect(fault).toContain('open_clip_model.safetensors: the tensors do not fit the configuration');
    expect(fault).toContain('visual.ln_pre.weight is missing');
    expect(fault).toContain('visual.transformer.resblocks.3.attn.in_proj_weight is missing');
    expect(fault).toContain(
      'visual.transformer.resblocks.0.mlp.c_fc.weight has the shape [48, 24] instead of [96, 24]',
    );
    expect(fault).toContain('visual.transformer.resblocks.0.ls_1.gamma is not part of this model');
  });

  it.each<[string, string, (json: Record<string, never>) => unknown, RegExp]>([
    [
      'another image size in the preprocessor',
      'preprocessor_config.json',
      (json) => ({ ...json, crop_size: 32 }),
      /preprocessor_config\.json is 32, but the image tower takes 30/,
    ],
    [
      'a filter that Pillow has not',
      'preprocessor_config.json',
      (json) => ({ ...json, resample: 17 }),
      /preprocessor_config\.json: .*resample/,
    ],
    [
      'a deviation of zero',
      'preprocessor_config.json',
      (json) => ({ ...json, image_std: [0, 1, 1] }),
      /image_std/,
    ],
    [
      'pictures too small to be cut',
      'preprocessor_config.json',
      (json) => ({ ...json, size: 20 }),
      /resized to 20 pixels/,
    ],
    ['another kind of model', 'config.json', () => ({ model_type: 'siglip' }), /but of a "siglip"/],
    [
      'an activation nobody knows',
      'config.json',
      (json) => ({ ...json, vision_config: { hidden_act: 'mish' } }),
      /vision_config .*hidden_act: "mish" is not one of quick_gelu/,
    ],
    [
      'heads that do not share the width',
      'config.json',
      (json) => ({ ...json, vision_config: { hidden_size: 24, num_attention_heads: 5 } }),
      /vision_config .*width is not a multiple of heads/,
    ],
    [
      'a size beyond all bounds',
      'config.json',
      (json) => ({ ...json, text_config: { num_hidden_layers: 1e9 } }),
      /text_config .*layers/,
    ],
    [
      'an index that names a file elsewhere',
      'model.safetensors.index.json',
      () => ({ weight_map: { a: '../../secret.safetensors' } }),
      /model\.safetensors\.index\.json: .*not in its folder/,
    ],
    [
      'an index that names a tensor its file has not',
      'model.safetensors.index.json',
      ({ weight_map }: Record<string, object>) => ({
        weight_map: { ...weight_map, ghost: 'model-00001-of-00003.safetensors' },
      }),
      /ghost is missing in model-00001-of-00003\.safetensors/,
    ],
  ])('has %s', async (_, file, change, message) => {
    const folder = await copyOf(variant('hugging-face'));
    await edit(join(folder, file), change);
    expect(await faultOf(folder)).toMatch(message);
  });

  it('lacks a shard', async () => {
    const folder = await copyOf(variant('hugging-face'));
    await rm(join(folder, 'model-00003-of-00003.safetensors'));
    expect(await faultOf(folder)).toMatch(/model-00003-of-00003\.safetensors: .*does not exist/);
  });

  it.each<[string, object, RegExp]>([
    [
      "one of timm's image towers",
      { vision_cfg: { timm_model_name: 'convnext_base' } },
      /timm's "convnext_base"/,
    ],
    ['a variant of attention', { vision_cfg: { qk_norm: true } }, /vision_cfg .*qk_norm/],
    ['a head width that does not divide', { vision_cfg: { width: 100, head_width: 64 } }, /head_width is 64/],
    [
      'an encoder of another family',
      { text_cfg: { hf_model_name: 'google/mt5-base' } },
      /"google\/mt5-base"; known/,
    ],
    ['no causal mask', { text_cfg: { no_causal_mask: true } }, /text_cfg .*no_causal_mask/],
  ])('asks open_clip for %s', async (_, change, message) => {
    const folder = await copyOf(variant('open_clip-average'));
    await edit(join(folder, 'open_clip_config.json'), ({ model_cfg }: Record<string, object>) => ({
      model_cfg: { ...model_cfg, ...change },
    }));
    expect(await faultOf(folder)).toMatch(message);
  });

  it('is a file of another kind, or a folder of nothing', async () => {
    const folder = await fresh();
    await writeFile(join(folder, 'model.onnx'), 'x');
    await writeFile(join(folder, 'config.json'), '{"model_type":"clip"}');
    expect(await faultOf(join(folder, 'model.onnx'))).toMatch(/no file of weights that can be read/);
    await mkdir(join(folder, 'empty'));
    expect(await faultOf(join(folder, 'empty'))).toMatch(/no open_clip_config\.json or config\.json, no /);
  });
});
