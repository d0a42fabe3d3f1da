import { join } from 'node:path';
import { expect, it } from 'vitest';
import { embeddedModelFolder } from './checkpoint/model-files.js';
import { parityFolder, variantsFolder } from './fixture.reference.js';
import { checkModel } from './index.js';

const inParity = (name: string) => join(parityFolder, name);
const inVariants = (name: string) => join(variantsFolder, name);
const oneThread = { threads: 1 };

it('finds every tensor of the fixtures, in whatever layout and naming, and runs what can be run', async () => {
  const vit = { embedDim: 48, parameters: 400_065, image: { type: 'vit', imageSize: 64 } };
  const text = { type: 'clip', contextLength: 77 };
  expect(await checkModel(inParity('vit.open_clip.safetensors'), oneThread)).toMatchObject({
    ...vit,
    container: 'safetensors',
    config: 'OpenAI',
    naming: 'open_clip',
    text,
    takesTexts: false,
  });
  expect(await checkModel(inParity('vit.hf.safetensors'), oneThread)).toMatchObject({
    ...vit,
    config: 'OpenAI',
    naming: 'Hugging Face',
    text,
    storage: { F32: 110 },
  });
  expect(await checkModel(inParity('resnet.open_clip.safetensors'), oneThread)).toMatchObject({
    embedDim: 40,
    parameters: 1_747_649,
    image: { type: 'resnet', imageSize: 64 },
    text,
  });
  expect(await checkModel(inParity('mclip'), oneThread)).toMatchObject({
    embedDim: 48,
    config: 'Multilingual-CLIP',
    naming: 'Multilingual-CLIP',
    image: undefined,
    text: { type: 'xlm-roberta', contextLength: 64 },
    parameters: 58_944,
  });
  expect(await checkModel(inVariants('open_clip-average'), oneThread)).toMatchObject({
    config: 'open_clip',
    naming: 'open_clip',
    image: { type: 'vit', imageSize: 32 },
    text: { type: 'clip', contextLength: 12 },
  });
  expect(await checkModel(inVariants('hugging-face'), oneThread)).toMatchObject({
    container: 'safetensors in shards',
    config: 'Hugging Face',
    naming: 'Hugging Face',
    image: { type: 'vit', imageSize: 30 },
  });
});

it('finds the built-in model', async () => {
  expect(await checkModel(embeddedModelFolder(), oneThread)).toMatchObject({
    image: { type: 'convnet', imageSize: 64 },
    takesTexts: true,
  });
});
