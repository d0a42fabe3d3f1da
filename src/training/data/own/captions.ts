/** @file What is said of each picture: in a CSV file, in a text file beside it, or by its name. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { TrainingError } from '../../training-error.js';
import { captionOfName, type OwnFiles } from './list-files.js';
import { readTexts } from './read-text.js';

export interface Captions {
  /** By picture; nothing where nothing is said. */
  readonly of: ReadonlyMap<string, readonly string[]>;
  /** Sentences about encodings, and rows that name no picture. */
  readonly notes: readonly string[];
}

/** Longest caption, characters; what is longer is cut. */
const LONGEST = 300;
const FILE_COLUMN = /^(file|file_?name|image|picture|path|файл|картинка)$/iu;
const TEXT_COLUMN = /^(caption|text|title|description|prompt|label|подпись|описание|текст)$/iu;

/** @param tables CSV files of the folder that count @throws TrainingError naming a table that cannot be read */
export async function readCaptions(
  folder: string,
  { pictures, texts }: Pick<OwnFiles, 'pictures' | 'texts'>,
  tables: readonly string[],
): Promise<Captions> {
  const notes: string[] = [];
  const of = new Map<string, string[]>();
  const add = (picture: string, said: string): void => {
    const caption = said.normalize('NFC').replace(/\s+/gu, ' ').trim().slice(0, LONGEST);
    const before = of.get(picture) ?? [];
    if (caption !== '' && !before.includes(caption)) of.set(picture, [...before, caption]);
  };
  const known = new Set(pictures);
  for (const table of tables) {
    const rows = await readTable(folder, table, notes);
    const strange = rows.filter(({ file }) => !known.has(file));
    for (const { file, caption } of rows) if (known.has(file)) add(file, caption);
    if (strange.length > 0) {
      notes.push(
        `${table}: ${strange.length} of ${rows.length} rows name no picture that is here, such as ${strange[0]!.file}.`,
      );
    }
  }
  const beside = pictures.flatMap((picture) => {
    const text = [picture.replace(/\.[^.]+$/u, '.txt'), `${picture}.txt`].find((file) => texts.has(file));
    return text === undefined || of.has(picture) ? [] : [{ picture, text }];
  });
  const bytes = await Promise.all(beside.map(({ text }) => readFile(join(folder, text))));
  const read = readTexts(bytes, folder);
  read.texts.forEach((lines, i) => {
    for (const line of lines.split(/\r?\n/u)) add(beside[i]!.picture, line);
  });
  for (const [encoding, count] of Object.entries(read.encodings)) {
    notes.push(`${count} ${count === 1 ? 'text is' : 'texts are'} not UTF-8; read as ${encoding}.`);
  }
  for (const picture of pictures) if (!of.has(picture)) add(picture, captionOfName(picture) ?? '');
  return { of, notes };
}

interface Row {
  /** Below the folder. */
  readonly file: string;
  readonly caption: string;
}

async function readTable(folder: string, table: string, notes: string[]): Promise<Row[]> {
  const { texts, encodings } = readTexts([await readFile(join(folder, table))], table);
  for (const encoding of Object.keys(encodings)) notes.push(`${table} is not UTF-8; read as ${encoding}.`);
  const text = texts[0]!;
  const head = text.split(/\r?\n/u, 1)[0] ?? '';
  const delimiter = [',', ';', '\t'].sort((a, b) => head.split(b).length - head.split(a).length)[0]!;
  let cells: string[][];
  try {
    cells = parse(text, { delimiter, relax_column_count: true, skip_empty_lines: true, trim: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TrainingError(`${join(folder, table)}: this CSV file cannot be read: ${reason}.`, { cause });
  }
  const titles = cells[0] ?? [];
  const named = [titles.findIndex((t) => FILE_COLUMN.test(t)), titles.findIndex((t) => TEXT_COLUMN.test(t))];
  const titled = named.every((column) => column >= 0);
  if (!titled && titles.length !== 2) {
    throw new TrainingError(
      `${join(folder, table)}: its first row has to name the columns “file” and “caption”; it names ${titles.join(', ')}.`,
    );
  }
  const [fileColumn, textColumn] = titled ? named : [0, 1];
  const below = dirname(table) === '.' ? '' : `${dirname(table)}/`;
  return cells.slice(titled ? 1 : 0).map((row) => ({
    file: `${below}${(row[fileColumn!] ?? '').replaceAll('\\', '/').replace(/^\.\//u, '')}`,
    caption: row[textColumn!] ?? '',
  }));
}
