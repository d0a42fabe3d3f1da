import { appendFile, copyFile, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embeddedModelFolder } from './checkpoint/model-files.js';
import { type Clip, loadClip, ModelError } from './index.js';

/** Place of the vector that lies nearest. */
const nearest = (vector: Float32Array, others: readonly Float32Array[]): number => {
  const cosines = others.map((other) => other.reduce((sum, value, i) => sum + value * vector[i]!, 0));
  return cosines.indexOf(Math.max(...cosines));
};

describe('loadClip', () => {
  let clip: Clip;
  beforeAll(async () => {
    clip = await loadClip(undefined, { threads: 1 });
    return () => clip.dispose();
  });

  it('opens the built-in model when no folder is given', () => {
    expect(clip).toMatchObject({ name: 'embedded', imageSize: 64, embedDim: 256, contextLength: 24 });
    expect(clip.concepts).toHaveLength(1782);
    expect(Object.keys(clip.imageWeights).every((name) => name.startsWith('visual.'))).toBe(true);
  });

  it('embeds a text the same, alone or in a long list, short or long, first or from the cache', async () => {
    const other = await loadClip(undefined, { threads: 1 });
    const long = 'a drawing of a red house with a tall green tree beside it';
    const list = ['sun', long, ...clip.concepts.slice(0, 80), 'sun', ''];
    const together = await clip.embedTexts(list);
    expect(together).toHaveLength(list.length);
    expect(together[0]).toEqual(together[list.length - 2]);
    for (const index of [0, 1, 40, list.length - 1]) {
      const [alone] = await other.embedTexts([list[index] ?? '']);
      for (const [i, value] of (alone ?? []).entries()) expect(together[index]?.[i]).toBeCloseTo(value, 5);
      expect(Math.hypot(...(alone ?? []))).toBeCloseTo(1, 5);
    }
    together[0]?.fill(9);
    expect((await clip.embedTexts(['sun']))[0]?.[0]).not.toBe(9);
    await other.dispose();
  });

  it('embeds any number of images, and refuses a wrong amount of pixels', async () => {
    const pixels = 64 * 64 * 3;
    const images = Float32Array.from({ length: 18 * pixels }, (_, i) => ((i * 7919) % 256) / 255);
    const all = await clip.embedImages(images, 18);
    const [last] = await clip.embedImages(images.slice(17 * pixels), 1);
    expect(all).toHaveLength(18);
    for (const [i, value] of (last ?? []).entries()) expect(all[17]?.[i]).toBeCloseTo(value, 4);
    await expect(clip.embedImages(images, 17)).rejects.toThrow(/17 images of 64×64 RGB need 208896 numbers/);
  });

  it('reads an emoji as its name where it has a list of concepts, and else leaves it to its tokenizer', async () => {
    const [emoji, name, cat] = await clip.embedTexts(['a 🐱', 'a cat face', 'cat']);
    expect(emoji).toEqual(name);
    const vectors = await clip.embedConcepts();
    expect(nearest(emoji!, vectors)).toBe(nearest(cat!, vectors));
    expect(clip.concepts[nearest(emoji!, vectors)]).toBe('cat');

    const folder = await mkdtemp(join(tmpdir(), 'atelier-model-'));
    for (const file of ['model.safetensors', 'open_clip_config.json', 'tokenizer.json']) {
      await copyFile(join(embeddedModelFolder(), file), join(folder, file));
    }
    const unlisted = await loadClip(folder, { threads: 1 });
    expect(unlisted.tokenize('🐱')).not.toEqual(clip.tokenize('🐱'));
    expect(unlisted.tokenize('cat face')).toEqual(clip.tokenize('🐱'));
    await unlisted.dispose();
    await rm(folder, { recursive: true });
  });

  it('cannot embed after it was closed', async () => {
    const closed = await loadClip();
    await closed.dispose();
    await expect(closed.embedTexts(['sun'])).rejects.toThrow(/closed/);
  });
});

describe('a folder that is no model', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'atelier-model-'));
  });
  afterAll(() => rm(root, { recursive: true }));

  const names = ['model.safetensors', 'open_clip_config.json', 'tokenizer.json', 'concepts.json'] as const;
  type Name = (typeof names)[number];

  /** A copy of the built-in model, changed by `change`, and what loading it says. */
  async function faultOf(change: (file: (name: Name) => string) => Promise<void>): Promise<string> {
    const folder = await mkdtemp(join(root, 'copy-'));
    for (const name of names) await copyFile(join(embeddedModelFolder(), name), join(folder, name));
    await change((name) => join(folder, name));
    const outcome = await loadClip(folder).catch((error: unknown) => error);
    await rm(folder, { recursive: true });
    expect(outcome).toBeInstanceOf(ModelError);
    return outcome instanceof Error ? outcome.message : '';
  }

  /** Changes the configuration file by replacing the one place that matches. */
  const configured = (from: string | RegExp, to: string) => async (file: (name: Name) => string) => {
    const path = file('open_clip_config.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace(from, to));
  };

  it('is named in one sentence', async () => {
    await expect(loadClip(join(root, 'absent'))).rejects.toThrow(/absent: the model cannot be read/);
    await mkdir(join(root, 'foreign'));
    await expect(loadClip(join(root, 'foreign'))).rejects.toThrow(
      /foreign: .* it has no open_clip_config\.json or config\.json, no open_clip_model\.safetensors or /,
    );
    await expect(loadClip(join(embeddedModelFolder(), 'concepts.json'))).rejects.toThrow(
      /no file of weights/,
    );
  });

  it.each<[string, (file: (name: Name) => string) => Promise<void>, RegExp]>([
    [
      'weights that are cut off',
      (file) => truncate(file('model.safetensors'), 1e6),
      /model\.safetensors: .*cut off/,
    ],
    [
      'weights with bytes behind them',
      (file) => appendFile(file('model.safetensors'), 'x'),
      /1 bytes at the end/,
    ],
    [
      'a folder in place of the weights',
      async (file) => {
        await rm(file('model.safetensors'));
        await mkdir(file('model.safetensors'));
      },
      /not a regular file/,
    ],
    [
      'a configuration that is no JSON',
      (file) => truncate(file('open_clip_config.json'), 99),
      /not valid JSON/,
    ],
    [
      'a configuration of something else',
      (file) => writeFile(file('open_clip_config.json'), '{}'),
      /not the configuration of a CLIP/,
    ],
    [
      'an unknown image tower',
      configured('"convnet"', '"swin"'),
      /type "swin"; known here: vit, resnet, convnet/,
    ],
    ['an image tower without a type', configured('"type"', '"kind"'), /model_cfg\.vision_cfg .*kind/],
    ['a setting nobody knows', configured('"layers"', '"depth"'), /text_cfg.*depth/],
    ['heads that do not divide the width', configured('"heads": 6', '"heads": 7'), /not a multiple of heads/],
    ['two image sizes', configured('"size": 64', '"size": 65'), /size is 65, but the image tower takes 64/],
    ['a vocabulary that is too small', configured('12000', '5000'), /model\.safetensors: .*token_embedding/],
    ['concepts that are no list', (file) => writeFile(file('concepts.json'), '{"a":1}'), /concepts\.json/],
    ['a concept twice', (file) => writeFile(file('concepts.json'), '["a","a"]'), /listed twice/],
  ])('refuses %s', async (_, change, message) => {
    expect(await faultOf(change)).toMatch(message);
  });

  it('names every missing, extra and wrongly shaped tensor at once', async () => {
    const message = await faultOf(async (file) => {
      await configured('"layers": 3', '"layers": 4')(file);
      await configured('"width": 192', '"width": 96')(file);
      await configured(/288,(\s+"pool": false)/, '512,$1')(file);
    });
    expect(message).toContain('transformer.resblocks.3.mlp.c_proj.weight is missing');
    expect(message).toContain('visual.blocks.4.shortcut.weight is missing');
    expect(message).toContain('ln_final.bias has the shape [192] instead of [96]');
    const fewer = await faultOf(configured('"layers": 3', '"layers": 2'));
    expect(fewer).toContain('transformer.resblocks.2.ln_1.weight is not part of this model');
  });
});
