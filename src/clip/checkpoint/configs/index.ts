/** @file The configuration formats this program knows, told apart by what is in the file. A new one is a new row. */

import { z } from 'zod';
import { ModelError } from '../../model-error.js';
import { type Architecture, openArchitecture } from '../architecture.js';
import { readJsonFile } from '../json-file.js';
import type { ModelFiles } from '../model-files.js';
import type { ConfigFormat } from './config-format.js';
import { huggingFaceConfig } from './hugging-face.js';
import { multilingualClipConfig } from './multilingual-clip.js';
import { openClipConfig } from './open-clip.js';
import { openAiConfig } from './openai.js';

const configFormats = {
  open_clip: openClipConfig,
  'Hugging Face': huggingFaceConfig,
  OpenAI: openAiConfig,
  'Multilingual-CLIP': multilingualClipConfig,
} satisfies Record<string, ConfigFormat>;

export type ConfigName = keyof typeof configFormats;

/** Reads and checks a configuration of any known format. Throws ModelError naming the setting at fault. */
export async function readConfig(
  file: string,
  files: ModelFiles,
): Promise<{ config: ConfigName; architecture: Architecture }> {
  const json = await readJsonFile(file, z.record(z.string(), z.unknown()));
  for (const format of Object.keys(configFormats) as ConfigName[]) {
    const row: ConfigFormat = configFormats[format];
    if (row.recognises(json)) {
      const settings = await row.read({ file, json, files });
      return { config: format, architecture: openArchitecture(file, settings) };
    }
  }
  const kind = typeof json.model_type === 'string' ? ` but of a ${JSON.stringify(json.model_type)}` : '';
  throw new ModelError(
    file,
    `this is not the configuration of a CLIP${kind} (known formats: ${Object.keys(configFormats).join(', ')}).`,
  );
}
