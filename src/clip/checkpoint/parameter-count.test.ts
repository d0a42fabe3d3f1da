import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from './configs/index.js';
import { parameterCount } from './parameter-count.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-config-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function countOf(config: object): Promise<number> {
  const file = join(folder, 'config.json');
  await writeFile(file, JSON.stringify(config));
  const files = {
    path: folder,
    name: 'model',
    weights: '',
    config: file,
    preprocessor: undefined,
    tokenizer: undefined,
    concepts: undefined,
  };
  return parameterCount((await readConfig(file, files)).architecture);
}

/** The parameters of openai/CLIP's models, of which the text tower's follow from its width. */
function openAi(
  embed: number,
  resolution: number,
  layers: number | number[],
  width: number,
  patch: number | null,
  textWidth: number,
) {
  return {
    embed_dim: embed,
    image_resolution: resolution,
    vision_layers: layers,
    vision_width: width,
    vision_patch_size: patch,
    context_length: 77,
    vocab_size: 49408,
    transformer_width: textWidth,
    transformer_heads: textWidth / 64,
    transformer_layers: 12,
  };
}

const openAiModels: readonly (readonly [string, object, number])[] = [
  ['RN50', openAi(1024, 224, [3, 4, 6, 3], 64, null, 512), 102_007_137],
  ['RN101', openAi(512, 224, [3, 4, 23, 3], 64, null, 512), 119_688_033],
  ['RN50x4', openAi(640, 288, [4, 6, 10, 6], 80, null, 640), 178_300_601],
  ['RN50x16', openAi(768, 384, [6, 8, 18, 8], 96, null, 768), 290_979_217],
  ['RN50x64', openAi(1024, 448, [3, 15, 36, 10], 128, null, 1024), 623_258_305],
  ['ViT-B/32', openAi(512, 224, 12, 768, 32, 512), 151_277_313],
  ['ViT-B/16', openAi(512, 224, 12, 768, 16, 512), 149_620_737],
  ['ViT-L/14', openAi(768, 224, 24, 1024, 14, 768), 427_616_513],
  ['ViT-L/14@336px', openAi(768, 336, 24, 1024, 14, 768), 427_944_193],
];

const vitH14 = {
  model_cfg: {
    embed_dim: 1024,
    vision_cfg: { image_size: 224, layers: 32, width: 1280, head_width: 80, patch_size: 14 },
    text_cfg: { context_length: 77, vocab_size: 49408, width: 1024, heads: 16, layers: 24 },
  },
};

const vitH14OfHuggingFace = {
  model_type: 'clip',
  projection_dim: 1024,
  vision_config: {
    hidden_size: 1280,
    intermediate_size: 5120,
    num_hidden_layers: 32,
    num_attention_heads: 16,
    patch_size: 14,
    hidden_act: 'gelu',
  },
  text_config: {
    hidden_size: 1024,
    intermediate_size: 4096,
    num_hidden_layers: 24,
    num_attention_heads: 16,
    hidden_act: 'gelu',
  },
};

/** Counts that the models' own frameworks give; nothing of the weights' size is allocated. */
describe('the number of parameters', () => {
  it.each(openAiModels)('of %s is that of OpenAI', async (_, config, parameters) => {
    expect(await countOf(config)).toBe(parameters);
  });

  it('of ViT-H/14 is that of OpenCLIP, in both layouts', async () => {
    expect(await countOf(vitH14)).toBe(986_109_441);
    expect(await countOf(vitH14OfHuggingFace)).toBe(986_109_441);
  });

  it("of Hugging Face's defaults is that of ViT-B/32", async () => {
    expect(await countOf({ model_type: 'clip' })).toBe(151_277_313);
  });

  it('of Multilingual-CLIP is that of XLM-RoBERTa large and its projection', async () => {
    const xlmRobertaLarge = 558_840_832;
    expect(await countOf({ modelBase: 'xlm-roberta-large', numDims: 768 })).toBe(
      xlmRobertaLarge + 1024 * 768 + 768,
    );
  });
});
