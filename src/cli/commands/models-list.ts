/**
 * @file `atelier models list`: what is known, and what is here.
 */
import { Command } from 'commander';
import { type ListedModel, listModels } from '../../clip/index.js';

interface ListOptions {
  readonly json?: boolean;
}

export function modelsListCommand(): Command {
  return new Command('list')
    .summary('list the models: built in, known, added')
    .description(
      'Lists the models that come with the program, those that are known and those that were added; ● marks what is on this machine.',
    )
    .option('--json', 'print one line of JSON')
    .action(async ({ json }: ListOptions) => {
      const models = await listModels();
      process.stdout.write(json ? `${JSON.stringify(models.map(asData))}\n` : asTable(models.map(asRow)));
    });
}

const headings = ['', 'name', 'model', 'size', 'licence', 'languages', 'from'] as const;

function asRow(model: ListedModel): readonly string[] {
  const { name, known, builtIn, path } = model;
  const here = path === undefined ? '' : '●';
  const about = known ?? builtIn;
  if (!about) return [here, name, '', '', '', '', path ?? ''];
  const { title, megabytes, licence, languages } = about;
  return [here, name, title, `${megabytes} MB`, licence, languages, origin(model)];
}

function asData(model: ListedModel): object {
  const { name, known, builtIn, path } = model;
  const about = known ?? builtIn;
  if (!about) return { name, path };
  const { title, megabytes, licence, languages } = about;
  return { name, title, megabytes, licence, languages, from: origin(model), path };
}

function origin({ known }: ListedModel): string {
  if (!known) return 'comes with the program';
  const { source, text } = known;
  return [source, ...(text ? [text] : [])]
    .map((one) => (one.kind === 'hub' ? one.repository : `zenodo.org/records/${one.record}`))
    .join(' + ');
}

/** Columns as wide as they need to be. */
function asTable(rows: readonly (readonly string[])[]): string {
  const all = [headings, ...rows];
  const widths = headings.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}
