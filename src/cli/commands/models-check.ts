/**
 * @file `atelier models check`: whether a model can be used, and what it is.
 */
import { Command } from 'commander';
import { type CheckedModel, checkModel } from '../../clip/index.js';

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
      const report = await checkModel(where);
      process.stdout.write(json ? `${JSON.stringify(report)}\n` : describe(report));
    });
}

function describe(report: CheckedModel): string {
  const { imageSize, contextLength, dtypes, takesTexts } = report;
  const tokenizer = takesTexts ? '' : ', no tokenizer';
  const rows: readonly (readonly [string, string])[] = [
    ['model', report.name],
    ['files', report.path],
    ['format', `${report.container}, configuration of ${report.config}, names of ${report.naming}`],
    ['images', imageSize === undefined ? 'no encoder' : `${imageSize}×${imageSize} pixels`],
    ['texts', contextLength === undefined ? 'no encoder' : `${contextLength} tokens${tokenizer}`],
    ['vectors', `${report.embedDim} numbers`],
    ['weights', `${report.parameters.toLocaleString('en')} (${Object.keys(dtypes).join(', ')})`],
    ['verdict', 'can be used'],
  ];
  return `${rows.map(([label, value]) => `${label.padEnd(8)} ${value}`).join('\n')}\n`;
}
