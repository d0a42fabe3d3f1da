/** @file The configuration formats this program knows, told apart by what is in the file. A new one is a new row. */

import { z } from 'zod';
import { ModelError } from '../../model-error.js';
import { type Architecture, openArchitecture } from '../architecture.js';
import { readJsonFile } from '../json-file.js';
import type { ModelFiles } from '../model-files.js';
import type { ConfigFormat } from './config-format.js';
import { openClipConfig } from './open-clip.js';

const configFormats = {
  open_clip: openClipConfig,
} satisfies Record<string, ConfigFormat>;

export type ConfigName = keyof typeof configFormats;

/** Reads and checks a configuration of any known format. Throws ModelError naming the setting at fault. */
export async function readConfig(
  file: string,
  files: ModelFiles,
): Promise<{ format: ConfigName; architecture: Architecture }> {
  const json = await readJsonFile(file, z.record(z.string(), z.unknown()));
  for (const format of Object.keys(configFormats) as ConfigName[]) {
    const row: ConfigFormat = configFormats[format];
    if (row.recognises(json)) {
      const settings = await row.read({ file, json, files });
      return { format, architecture: openArchitecture(file, settings) };
    }
  }
  throw new ModelError(
    file,
    `this is not the configuration of a CLIP (known formats: ${Object.keys(configFormats).join(', ')}).`,
  );
}
