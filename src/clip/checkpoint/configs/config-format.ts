/** @file What a configuration format is: how its file is told from others, and what it says. */

import type { ArchitectureSettings } from '../architecture.js';
import type { ModelFiles } from '../model-files.js';

/** A configuration file found beside weights. */
export interface ConfigFile {
  readonly file: string;
  readonly json: Readonly<Record<string, unknown>>;
  readonly files: ModelFiles;
}

export interface ConfigFormat {
  recognises(json: Readonly<Record<string, unknown>>): boolean;
  /** Throws ModelError naming the setting at fault. */
  read(config: ConfigFile): ArchitectureSettings | Promise<ArchitectureSettings>;
}
