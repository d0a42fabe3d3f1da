/** @file What `atelier quality` was asked for, as its tasks take it. */
import type { CanvasName } from '../canvas/index.js';
import type { ParameterValues } from './parameter-options.js';
import type { ModelOptions } from './session-options.js';

export interface QualityJob extends ModelOptions {
  readonly canvas: CanvasName;
  /** Those that are not the medium's defaults. */
  readonly values: ParameterValues;
  readonly firstSeed: number;
  readonly seeds: number;
  /** No drawing begins later. */
  readonly seconds: number;
  /** Drawings at a time. */
  readonly workers: number;
  /** A list or a file. */
  readonly prompts: string;
  /** Prompts at most. */
  readonly count: number;
  readonly judge?: string;
  /** Of the report and of everything that goes with it. */
  readonly name: string;
  readonly out: string;
  readonly work: string;
  readonly data: string;
  readonly answers?: string;
}
