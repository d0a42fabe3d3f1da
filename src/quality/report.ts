/**
 * @file The report of quality: one JSON file a measurement, and a page of tables that is written anew from all of
 * them, so that a measurement of one medium leaves the others standing.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../artwork/index.js';
import { type BlindScore, isAgreed } from './blind.js';
import { CALIBRATED, type Verdict } from './calibration.js';
import type { ColourVerdict } from './colour-test.js';
import { goalOf } from './goals.js';
import type { SeriesVerdict } from './judge-series.js';
import { shareOf } from './measures.js';
import { QualityError } from './quality-error.js';
import type { ZeroShot } from './zero-shot.js';

/** What was measured, and of which models. */
export interface ReportHead {
  readonly name: string;
  /** Day of the measurement. */
  readonly date: string;
  readonly model: string;
  readonly judge: string | null;
  /** Medium, how many marks and steps, and values that are not its defaults. */
  readonly settings: Readonly<Record<string, number | string>>;
}

export type Report = ReportHead &
  (
    | ({ readonly kind: 'series'; readonly iterations: number } & SeriesVerdict)
    | ({ readonly kind: 'colours' } & ColourVerdict)
    | ({ readonly kind: 'zero-shot' } & ZeroShot)
    | ({ readonly kind: 'blind' } & BlindScore)
    | { readonly kind: 'agreement'; readonly drawings: number; readonly verdicts: readonly Verdict[] }
  );
type OfKind<Kind extends Report['kind']> = Extract<Report, { kind: Kind }>;

/** Writes `<name>.json` and the page of all. */
export async function writeReport(folder: string, report: Report): Promise<void> {
  await writeWhole(join(folder, `${report.name}.json`), `${JSON.stringify(report, null, 1)}\n`);
  await writeWhole(join(folder, 'README.md'), pageOf(await readReports(folder)));
}

export async function readReports(folder: string): Promise<Report[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  const reports: Report[] = [];
  for (const file of files) {
    try {
      const report = JSON.parse(await readFile(join(folder, file), 'utf8')) as Report;
      if (report.kind in tables) reports.push(report);
    } catch (cause) {
      throw new QualityError(`${join(folder, file)}: this report cannot be read; delete it.`, { cause });
    }
  }
  return reports;
}

interface Table<Kind extends Report['kind']> {
  readonly title: string;
  /** What the columns are, for somebody who was not there. */
  readonly note: string;
  readonly columns: readonly string[];
  readonly rows: (report: OfKind<Kind>) => readonly (readonly string[])[];
  /** What all say together, where that means something. */
  readonly sum?: (reports: readonly OfKind<Kind>[]) => readonly string[];
}

const tables: { readonly [Kind in Report['kind']]: Table<Kind> } = {
  series: {
    title: 'Drawings, by the judge',
    note: 'R-precision: part of the drawings whose prompt is the first, or among the first five, of 300 things in the eyes of a judge that had no part in them; in brackets what is asked for, where the numbers of marks and steps are those of the goal (`--goal`). Diversity: 1 − cosine between two seeds. Seconds are of this machine as it was, with so many drawings made at a time as stands below.',
    columns: [
      'what',
      'drawings',
      'steps',
      '@1',
      '@5',
      'mean reciprocal rank',
      'diversity',
      'seconds each',
      'seconds until named (median)',
    ],
    rows: (report) => [
      [
        linked(report),
        String(report.drawings.length),
        String(report.iterations),
        percent(report.precisionAt1) + asked(goalOf(report.settings)?.at1),
        percent(report.precisionAt5) + asked(goalOf(report.settings)?.at5),
        report.meanReciprocalRank.toFixed(2),
        report.diversity?.toFixed(2) ?? '–',
        report.seconds.toFixed(1),
        report.secondsUntilNamed?.toFixed(1) ?? 'half never are',
      ],
    ],
  },
  blind: {
    title: 'Named blind',
    note: 'Numbered drawings without captions, named before the key was opened; the word, a synonym or its neighbour in WordNet counts, two guesses at most. Agreement: part of the drawings of which the judge’s first place and the naming say the same; the judge looks at the sheet itself.',
    columns: ['what', 'drawings', 'named rightly', 'judge’s @1 agrees'],
    rows: (report) => [
      [linked(report), String(report.answers.length), percent(report.right), percent(report.agreement)],
    ],
    sum: (reports) => {
      const answers = reports.flatMap((report) => report.answers);
      const agreement = shareOf(answers, isAgreed);
      return [
        'all sheets',
        String(answers.length),
        percent(shareOf(answers, ({ right }) => right)),
        percent(agreement),
      ];
    },
  },
  agreement: {
    title: 'What the judge says, and what people see',
    note: `All drawings that were named blind, and verdicts of the judge on them: part that agrees with the naming, with the best threshold; the same where each sheet is judged by the threshold of the others; and how often a drawing that was named scores higher than one that was not (50 %: the score says nothing). A verdict measures what people see where it agrees in ${percent(CALIBRATED)} of the drawings with sheets left out. Written by \`--measure agreement\`.`,
    columns: ['what', 'drawings', 'verdict', 'threshold', 'agrees', 'sheets left out', 'separates'],
    rows: (report) =>
      report.verdicts.map(({ name, threshold, agreement, sheetsLeftOut, separation }, i) => [
        i === 0 ? linked(report) : '',
        i === 0 ? String(report.drawings) : '',
        name,
        threshold?.toFixed(2) ?? '–',
        percent(agreement),
        percent(sheetsLeftOut),
        percent(separation),
      ]),
  },
  colours: {
    title: 'Colour asked for',
    note: 'Part of the drawings of “red car” and the like whose dominant hue is the one asked for.',
    columns: ['what', 'drawings', 'right', 'by colour'],
    rows: (report) => [
      [
        linked(report),
        String(report.drawings.length),
        percent(report.right),
        Object.entries(report.byColour)
          .map(([colour, part]) => `${colour} ${percent(part)}`)
          .join(', '),
      ],
    ],
  },
  'zero-shot': {
    title: 'Pictures and words, zero-shot',
    note: 'Top-1 on sets that were never learnt from, among the concepts that the model knows; names of things in 30 languages whose nearest concept is the right one.',
    columns: ['what', 'concepts', 'set', 'pictures', 'top-1, English', 'top-1, Russian', 'names'],
    rows: (report) => {
      const names = Object.values(report.names);
      const all = names.reduce((sum, part) => sum + part, 0) / names.length;
      const told = `en ${percent(report.names.en!)}, ru ${percent(report.names.ru!)}, mean of ${names.length} ${percent(all)}`;
      return report.sets.map(({ source, pictures, top1 }, i) => [
        i === 0 ? linked(report) : '',
        i === 0 ? String(report.concepts) : '',
        source,
        String(pictures),
        percent(top1.en),
        percent(top1.ru),
        i === 0 ? told : '',
      ]);
    },
  },
};

function pageOf(reports: readonly Report[]): string {
  const sections = (Object.keys(tables) as Report['kind'][]).flatMap((kind) => {
    const own = reports.filter((report) => report.kind === kind);
    return own.length > 0 ? [tableOf(kind, own)] : [];
  });
  return ['# Quality', '', 'Written by `npm run quality`; do not edit.', '', ...sections].join('\n');
}

function tableOf(kind: Report['kind'], reports: readonly Report[]): string {
  const { title, note, columns, rows, sum } = tables[kind] as unknown as Table<Report['kind']>;
  const all = sum && reports.length > 1 ? [sum(reports)] : [];
  const lines = [columns, columns.map(() => '---'), ...reports.flatMap((report) => rows(report)), ...all];
  const heads = reports.map((report) => {
    const { name, date, model, judge, settings } = report;
    return `- ${name}: ${date}, model ${model}${judge === null ? '' : `, judge ${judge}`}${differing(settings)}${pace(report)}.`;
  });
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`);
  return [`## ${title}`, '', note, '', ...table, '', ...heads, ''].join('\n');
}

const linked = ({ name }: ReportHead): string => `[${name}](${name}.json)`;
const asked = (least: number | undefined): string => (least === undefined ? '' : ` (≥ ${percent(least)})`);
function percent(part: number): string {
  return `${(100 * part).toFixed(0)} %`;
}
const differing = (settings: ReportHead['settings']): string => {
  const told = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  return told.length > 0 ? `; ${told.join(', ')}` : '';
};
const pace = (report: Report): string => {
  if (report.kind !== 'series' || report.atOnce === undefined) return '';
  return `; ${report.atOnce === 1 ? 'one drawing' : `${report.atOnce} drawings`} at a time`;
};
