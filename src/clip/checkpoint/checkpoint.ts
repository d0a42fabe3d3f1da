/**
 * @file A checkpoint, opened: its encoders, and where each of their tensors lies. Three registries meet here,
 * each independent of the others: containers (how the files are laid out), configurations (what the encoders
 * are) and namings (what the tensors are called). No weights are read.
 */

import { ModelError } from '../model-error.js';
import type { TensorShapes } from '../tower.js';
import { type Architecture, openArchitecture } from './architecture.js';
import { type BoundWeights, bindTensors } from './bind-tensors.js';
import { type ConfigName, readConfig } from './configs/index.js';
import { isOpenAiArchive, openAiArchiveSettings } from './configs/openai-archive.js';
import { type ContainerName, readTensorTable } from './containers.js';
import { configNames, findModelFiles, type ModelFiles } from './model-files.js';
import { type NamingName, recogniseNaming } from './namings/index.js';
import type { TensorTable } from './tensor-table.js';

export interface Checkpoint {
  readonly files: ModelFiles;
  readonly container: ContainerName;
  /** The configuration's format, or that the weights describe themselves. */
  readonly config: ConfigName | 'none (an archive of OpenAI)';
  readonly naming: NamingName;
  readonly architecture: Architecture;
  /** Every tensor of the files. */
  readonly table: TensorTable;
  /** Of the image tower; empty without one. */
  readonly imageWeights: BoundWeights;
  /** Of the text tower; empty without one. */
  readonly textWeights: BoundWeights;
}

const noTensors: TensorShapes = {};

/**
 * Opens the checkpoint at `where`, a folder or a file of weights, and checks every tensor of it.
 * Throws ModelError, naming the file and the fault, when it cannot be used.
 */
export async function openCheckpoint(where: string): Promise<Checkpoint> {
  const files = await findModelFiles(where);
  const configured = files.config === undefined ? undefined : await readConfig(files.config, files);
  const { container, table } = await readTensorTable(files.weights);
  const { config, architecture } = configured ?? describeItself(files, table);
  const naming = recogniseNaming(table);
  const { image, text } = bindTensors(table, naming, {
    image: architecture.image?.tensors ?? noTensors,
    text: architecture.text?.tensors ?? noTensors,
  });
  return {
    files,
    container,
    config,
    naming: naming.name,
    architecture,
    table,
    imageWeights: image,
    textWeights: text,
  };
}

function describeItself(
  { path }: ModelFiles,
  table: TensorTable,
): Pick<Checkpoint, 'config' | 'architecture'> {
  if (isOpenAiArchive(table)) {
    const architecture = openArchitecture(table.file, openAiArchiveSettings(table));
    return { config: 'none (an archive of OpenAI)', architecture };
  }
  throw new ModelError(
    path,
    `there is no ${configNames.join(' or ')} with the weights; put the model's own beside them, as weights alone do not say how many attention heads they have.`,
  );
}
