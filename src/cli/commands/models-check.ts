/**
 * @file `atelier models check`: whether a model can be used, and what it is.
 */
import { Command } from 'commander';
import { type CheckedModel, checkModel, type ModelReport } from '../../clip/index.js';
import { lineSink } from '../line-sink.js';

interface CheckOptions {
  readonly json?: boolean;
}

export function modelsCheckCommand(): Command {
  return new Command('check')
    .summary('check a model: its files, its tensors, one run of its encoders')
    .description(
      'Reads all files of a model, finds every tensor and runs each encoder once; what is wrong is named with its file.',
    )
    .argument('<model>', 'a name, a folder, or a file of weights')
    .option('--json', 'print one line of JSON')
    .action(async (where: string, { json }: CheckOptions) => {
      const sink = lineSink(process.stderr);
      sink.wait('Checking the model');
      const report = await checkModel(where).finally(() => sink.end());
      process.stdout.write(json ? `${JSON.stringify(report)}\n` : describe(report));
    });
}

function describe(checked: CheckedModel): string {
  const { image, textFrom, takesTexts } = checked;
  const { text } = textFrom ?? checked;
  const tokenizer = takesTexts ? '' : ', no tokenizer: its text encoder was not run';
  const rows: readonly (readonly [string, string])[] = [
    ['model', checked.name],
    ...filesOf(checked),
    ...(textFrom ? filesOf(textFrom) : []),
    ['images', image ? `${image.type}, ${image.imageSize}×${image.imageSize} pixels` : 'no encoder'],
    ['texts', text ? `${text.type}, ${text.contextLength} tokens${tokenizer}` : 'no encoder'],
    ['vectors', `${checked.embedDim} numbers`],
    ['verdict', 'can be used'],
  ];
  return `${rows.map(([label, value]) => `${label.padEnd(8)} ${value}`).join('\n')}\n`;
}

function filesOf({ path, container, config, naming, parameters, storage }: ModelReport) {
  return [
    ['files', path],
    ['format', `${container}; configuration: ${config}; names: ${naming}`],
    ['weights', `${parameters.toLocaleString('en')} parameters (${Object.keys(storage).join(', ')})`],
  ] as const;
}
