/**
 * @file `atelier quality`: how well a model draws, what it knows, and whether a person recognises it. Everything that
 * was measured goes into one folder of reports.
 */
import { Command, Option } from 'commander';
import { prepareFolder } from '../../artwork/index.js';
import { type CanvasName, canvases } from '../../canvas/index.js';
import { findPreset } from '../../presets/index.js';
import { goals } from '../../quality/index.js';
import { UsageError } from '../exit-codes.js';
import { addParameterOptions, readParameters } from '../parameter-options.js';
import type { QualityJob } from '../quality-job.js';
import { qualityTasks } from '../quality-tasks.js';
import { addModelOptions, type ModelOptions } from '../session-options.js';
import { wholeNumber } from '../whole-number.js';

interface QualityOptions extends ModelOptions, Readonly<Record<string, unknown>> {
  readonly canvas?: CanvasName;
  readonly preset?: string;
  readonly measure: keyof typeof qualityTasks;
  readonly prompts: string;
  readonly count?: number;
  readonly seeds: number;
  readonly seconds: number;
  readonly workers: number;
  readonly goal?: boolean;
  readonly judge?: string;
  readonly blind?: boolean;
  readonly answers?: string;
  readonly name?: string;
  readonly out: string;
  readonly work: string;
  readonly data: string;
}

/** Drawings on a blind sheet where nobody says how many. */
const BLIND = 60;
const MOST = 1000;
const MOST_WORKERS = 64;
/** A week. */
const LONGEST = 604_800;

export function qualityCommand(): Command {
  const command = new Command('quality')
    .summary('measure how well a model draws and what it knows')
    .description(
      'Draws many prompts, or shows a model pictures and words that it never learnt from, and writes figures and sheets. What was drawn already is kept and not drawn again.',
    )
    .addOption(
      new Option(
        '--measure <what>',
        'drawings: judged among 300 things; colours: drawings of “red car” and the like; words: what the model and the judge know, zero-shot; agreement: which of the judge’s verdicts agrees best with what people saw on blind sheets',
      )
        .choices(Object.keys(qualityTasks))
        .default('drawings'),
    )
    .option('--blind', 'write a sheet of numbered drawings without captions, and its key')
    .option(
      '--answers <file>',
      'score what somebody saw on a blind sheet, one line a drawing: its number, then words',
    )
    .addOption(
      new Option('--canvas <medium>', 'what is painted in (default: strokes)').choices(Object.keys(canvases)),
    )
    .option('--preset <name>', 'a way of drawing that atelier presets lists; flags override its values')
    .option(
      '--goal',
      `with the numbers of marks and steps that the goals are stated for (${describeGoals()}); flags override them`,
    )
    .option('--prompts <list>', 'final, tuning, or a file with one word of the 300 a line', 'final')
    .addOption(
      new Option(
        '--count <number>',
        `so many of the prompts (1 to ${MOST}; default all, ${BLIND} blind)`,
      ).argParser(wholeNumber('count', 1, MOST)),
    )
    .addOption(
      new Option('--seeds <number>', 'drawings of each prompt (1 to 16)')
        .argParser(wholeNumber('seeds', 1, 16))
        .default(2),
    )
    .addOption(
      new Option(
        '--seconds <number>',
        `no drawing begins later than this; the figures are of those that are there, and the same command goes on (1 to ${LONGEST})`,
      )
        .argParser(wholeNumber('seconds', 1, LONGEST))
        .default(LONGEST),
    )
    .addOption(
      new Option(
        '--workers <number>',
        `drawings at a time (1 to ${MOST_WORKERS}), which share the threads; seconds until named mean most with 1`,
      )
        .argParser(wholeNumber('workers', 1, MOST_WORKERS))
        .default(1),
    )
    .option(
      '--judge <model>',
      'a model, named as for --model, that judges (default: the one in models/judge)',
    )
    .option(
      '--name <word>',
      'what the report is called (default: the medium or preset, and what is measured)',
    )
    .option('--out <folder>', 'where the reports go', 'docs/quality')
    .option('--work <folder>', 'where drawings are kept', 'outputs/quality')
    .option('--data <folder>', 'the data set of atelier data', 'outputs/data');
  return addModelOptions(addParameterOptions(command)).action(async (options: QualityOptions) => {
    const { preset: presetName, count, blind, answers, measure } = options;
    const preset = presetName === undefined ? undefined : await findPreset(presetName);
    const canvas = options.canvas ?? preset?.canvas ?? 'strokes';
    const { seed = 1, ...values } = {
      ...preset?.values,
      ...(options.goal ? goalSettings(canvas) : {}),
      ...readParameters(options),
    };
    const task = answers === undefined ? (blind ? 'blind' : measure) : 'answers';
    const own = presetName ?? canvas;
    // Before hours go into drawings that could not be told of.
    const draws = task === 'drawings' || task === 'colours' || task === 'blind';
    for (const folder of draws ? [options.out, options.work] : [options.out]) await prepareFolder(folder);
    const job: QualityJob = {
      ...options,
      values,
      canvas,
      firstSeed: Number(seed),
      count: count ?? (task === 'blind' ? BLIND : MOST),
      name:
        options.name ??
        {
          drawings: own,
          colours: `${own}-colours`,
          words: 'words',
          agreement: 'agreement',
          blind: `${own}-blind`,
          answers: `${own}-blind`,
        }[task],
    };
    await qualityTasks[task](job);
  });
}

function goalSettings(canvas: CanvasName) {
  const goal = goals[canvas];
  if (goal) return goal.settings;
  throw new UsageError(`There is no goal for ${canvas}; there is one for ${Object.keys(goals).join(', ')}.`);
}

/** `64 strokes, 300 iterations; …` */
function describeGoals(): string {
  const each = Object.values(goals).map(({ settings }) =>
    Object.entries(settings)
      .map(([row, value]) => `${value} ${row}`)
      .join(', '),
  );
  return each.join('; ');
}
