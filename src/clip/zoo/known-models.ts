/** @file The models that are known by name: where they come from, their licence, size and languages. */
import { openAiNormalisation } from '../checkpoint/architecture.js';

/** Where the files of a model are published. */
export type Source =
  | { readonly kind: 'hub'; readonly repository: string }
  | { readonly kind: 'zenodo'; readonly record: string };

export interface KnownModel {
  readonly title: string;
  readonly source: Source;
  /** The text encoder, where it is published apart from the image encoder. */
  readonly text?: Source;
  /** SPDX. */
  readonly licence: string;
  /** About how much is downloaded: four bytes a parameter where nothing better is known. */
  readonly megabytes: number;
  readonly languages: string;
  /** `open_clip_config.json` for weights that are published without a configuration. */
  readonly config?: object;
}

const hub = (repository: string): Source => ({ kind: 'hub', repository });

/** openai/CLIP's models, as OpenCLIP publishes them in safetensors with configuration and tokenizer. */
const openai = (title: string, repository: string, megabytes: number): KnownModel => ({
  title: `OpenAI ${title}`,
  source: hub(`timm/${repository}`),
  licence: 'MIT',
  megabytes,
  languages: 'English',
});

const laion = (title: string, repository: string, megabytes: number, languages = 'English'): KnownModel => ({
  title: `OpenCLIP ${title}`,
  source: hub(`laion/${repository}`),
  licence: 'MIT',
  megabytes,
  languages,
});

/** Multilingual-CLIP: the text encoder of XLM-R beside OpenAI's image encoder. */
const multilingual = (title: string, vision: string, text: string, megabytes: number): KnownModel => ({
  title: `Multilingual-CLIP XLM-R Large ${title}`,
  source: hub(`timm/${vision}`),
  text: hub(`M-CLIP/${text}`),
  licence: 'MIT',
  megabytes,
  languages: '100 languages',
});

const ruclip = (title: string, name: string, megabytes: number): KnownModel => ({
  title: `ruCLIP ${title}`,
  source: hub(`ai-forever/${name}`),
  licence: 'MIT',
  megabytes,
  languages: 'Russian',
});

/** open_clip's `ViT-B-32`. */
const vitB32 = {
  model_cfg: {
    embed_dim: 512,
    vision_cfg: { image_size: 224, layers: 12, width: 768, patch_size: 32 },
    text_cfg: { context_length: 77, vocab_size: 49_408, width: 512, heads: 8, layers: 12 },
  },
  preprocess_cfg: openAiNormalisation,
};

/** By the name that `--model` takes. */
export const knownModels = {
  'openai-rn50': openai('RN50', 'resnet50_clip.openai', 408),
  'openai-rn101': openai('RN101', 'resnet101_clip.openai', 479),
  'openai-rn50x4': openai('RN50x4', 'resnet50x4_clip.openai', 713),
  'openai-rn50x16': openai('RN50x16', 'resnet50x16_clip.openai', 1164),
  'openai-rn50x64': openai('RN50x64', 'resnet50x64_clip.openai', 2493),
  'openai-vit-b-32': openai('ViT-B/32', 'vit_base_patch32_clip_224.openai', 605),
  'openai-vit-b-16': openai('ViT-B/16', 'vit_base_patch16_clip_224.openai', 599),
  'openai-vit-l-14': openai('ViT-L/14', 'vit_large_patch14_clip_224.openai', 1710),
  'openai-vit-l-14-336': openai('ViT-L/14@336px', 'vit_large_patch14_clip_336.openai', 1712),
  'laion2b-vit-b-32': laion('ViT-B/32, LAION-2B', 'CLIP-ViT-B-32-laion2B-s34B-b79K', 605),
  'laion2b-vit-b-16': laion('ViT-B/16, LAION-2B', 'CLIP-ViT-B-16-laion2B-s34B-b88K', 599),
  'laion2b-vit-l-14': laion('ViT-L/14, LAION-2B', 'CLIP-ViT-L-14-laion2B-s32B-b82K', 1710),
  'laion2b-vit-h-14': laion('ViT-H/14, LAION-2B', 'CLIP-ViT-H-14-laion2B-s32B-b79K', 3944),
  'datacomp-vit-b-32': laion('ViT-B/32, DataComp-XL', 'CLIP-ViT-B-32-DataComp.XL-s13B-b90K', 605),
  'datacomp-vit-b-16': laion('ViT-B/16, DataComp-XL', 'CLIP-ViT-B-16-DataComp.XL-s13B-b90K', 599),
  'datacomp-vit-l-14': laion('ViT-L/14, DataComp-XL', 'CLIP-ViT-L-14-DataComp.XL-s13B-b90K', 1710),
  'laion5b-xlm-roberta-vit-b-32': laion(
    'ViT-B/32 with XLM-R Base, LAION-5B',
    'CLIP-ViT-B-32-xlm-roberta-base-laion5B-s13B-b90k',
    1465,
    '100 languages',
  ),
  'm-clip-vit-b-32': multilingual(
    'ViT-B/32',
    'vit_base_patch32_clip_224.openai',
    'XLM-Roberta-Large-Vit-B-32',
    2847,
  ),
  'm-clip-vit-l-14': multilingual(
    'ViT-L/14',
    'vit_large_patch14_clip_224.openai',
    'XLM-Roberta-Large-Vit-L-14',
    3954,
  ),
  'ruclip-vit-b-32': ruclip('ViT-B/32', 'ruclip-vit-base-patch32-224', 605),
  'ruclip-vit-b-32-384': ruclip('ViT-B/32@384px', 'ruclip-vit-base-patch32-384', 606),
  'ruclip-vit-b-16': ruclip('ViT-B/16', 'ruclip-vit-base-patch16-224', 599),
  'ruclip-vit-b-16-384': ruclip('ViT-B/16@384px', 'ruclip-vit-base-patch16-384', 600),
  'ruclip-vit-l-14': ruclip('ViT-L/14', 'ruclip-vit-large-patch14-224', 1710),
  'ruclip-vit-l-14-336': ruclip('ViT-L/14@336px', 'ruclip-vit-large-patch14-336', 1712),
  'clipag-vit-b-32': {
    title: 'CLIPAG robust ViT-B/32',
    source: { kind: 'zenodo', record: '10446026' },
    licence: 'CC-BY-4.0',
    megabytes: 1310,
    languages: 'English',
    config: vitB32,
  },
} as const satisfies Record<string, KnownModel>;

export type KnownModelName = keyof typeof knownModels;

export function knownModel(name: string): KnownModel | undefined {
  return Object.hasOwn(knownModels, name) ? knownModels[name as KnownModelName] : undefined;
}
