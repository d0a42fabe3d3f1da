/** @file `DATA.md`: where every picture and word came from, under which licence, and how many of each were used. */
import type { DataIndex } from './dataset.js';
import { dictionaries } from './dictionaries.js';
import { helpers, sources } from './sources.js';

export function attributionOf({ pictures, concepts, skipped }: DataIndex, languages: number): string {
  const used = new Map<string, number>();
  for (const { source } of pictures) used.set(source, (used.get(source) ?? 0) + 1);
  const rows = (role: 'train' | 'test'): string[] =>
    Object.entries(sources)
      .filter(([, source]) => source.role === role)
      .map(([name, { version, title, author, licence }]) => {
        const left = skipped[name]?.length ?? 0;
        return `| ${title} | \`${name}\` ${version} | ${author} | ${licence} | ${used.get(name) ?? 0} | ${left} |`;
      });
  const head = [
    '| set | package | author | licence | pictures | not drawable |',
    '|---|---|---|---|---|---|',
  ];
  return [
    '# Data',
    '',
    'Made by `npm run data`; do not edit.',
    '',
    `${concepts.length} concepts, names in ${languages} languages.`,
    '',
    '## Learnt from',
    '',
    ...head,
    ...rows('train'),
    '',
    '## Tested on, never learnt from',
    '',
    ...head,
    ...rows('test'),
    '',
    '## Words and tools',
    '',
    '| what | package | licence |',
    '|---|---|---|',
    ...Object.entries({ ...helpers, ...dictionaries }).map(
      ([name, { version, title, licence }]) => `| ${title} | \`${name}\` ${version} | ${licence} |`,
    ),
    '',
  ].join('\n');
}
