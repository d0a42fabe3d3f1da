import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { type KnownModel, knownModels } from './known-models.js';

it('stands in docs/models.md, every row with licence, size, languages and source', async () => {
  const lines = (await readFile(new URL('../../../docs/models.md', import.meta.url), 'utf8')).split('\n');
  for (const [name, { title, megabytes, licence, languages, source }] of Object.entries<KnownModel>(
    knownModels,
  )) {
    const place = source.kind === 'hub' ? source.repository : source.record;
    const row = lines.find((line) => line.startsWith(`| \`${name}\` |`));
    for (const fact of [title, `${megabytes} MB`, licence, languages, place]) expect(row).toContain(fact);
  }
});
