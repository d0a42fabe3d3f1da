/** @file What `atelier quality` measures, one row a task: from a job to files in the folder of reports. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeWhole } from '../artwork/index.js';
import { type Clip, loadClip } from '../clip/index.js';
import {
  type BlindKey,
  CALIBRATED,
  calibrate,
  colourPrompts,
  contactSheet,
  cutSheet,
  goals,
  Judge,
  judgeOnce,
  measureZeroShot,
  openSameThing,
  parseAnswers,
  parseKey,
  precisionAt,
  promptLists,
  QualityError,
  type Report,
  type ReportHead,
  readReports,
  rivals,
  type Seen,
  type SeriesSettings,
  type Sitter,
  scoreAnswers,
  shuffled,
  testColours,
  type Verdict,
  verdictOf,
  type Witnessed,
  writeReport,
} from '../quality/index.js';
import { completeSettings } from '../session/index.js';
import { Dataset } from '../training/index.js';
import { UsageError } from './exit-codes.js';
import { describeBar, lineSink } from './line-sink.js';
import { drawAll } from './quality-drawing.js';
import type { QualityJob } from './quality-job.js';
import { oneModel, runtimeOptions } from './session-options.js';

const JUDGE = fileURLToPath(new URL('../../models/judge/', import.meta.url));

export const qualityTasks = {
  async drawings(job) {
    const prompts = (await promptsOf(job.prompts)).slice(0, job.count);
    const { clip, judge } = await openJudge(job);
    try {
      const seen = new Map<string, Seen>();
      const { drawn, model } = await drawAll(job, sittersOf(prompts, job), {
        each: async (one) => void seen.set(one.file, await judgeOnce(judge, one)),
        soFar: () => describeRanks([...seen.values()]),
      });
      const verdict = verdictOf(drawn.map(({ file }) => seen.get(file)!));
      const tiles = verdict.drawings.map(({ prompt, rank }, i) => ({
        file: drawn[i]!.file,
        caption: `${prompt} (${rank})`,
      }));
      await saveSheet(job, await contactSheet(tiles));
      const iterations = Math.max(...drawn.map((drawing) => drawing.iterations));
      await report(job, { kind: 'series', ...headOf(job, model, judge.name), iterations, ...verdict });
    } finally {
      await clip.dispose();
    }
  },
  async colours(job) {
    const { drawn, model } = await drawAll(job, sittersOf(colourPrompts.slice(0, job.count), job));
    const verdict = await testColours(drawn);
    const tiles = verdict.drawings.map(({ prompt, dominant }, i) => ({
      file: drawn[i]!.file,
      caption: `${prompt}: ${dominant ?? 'none'}`,
    }));
    await saveSheet(job, await contactSheet(tiles, 6));
    await report(job, { kind: 'colours', ...headOf(job, model, null), ...verdict });
  },
  async words(job) {
    const data = await Dataset.open(job.data);
    const sink = lineSink(process.stderr);
    const models = { guide: oneModel(job), judge: judgeFolder(job) };
    for (const [role, where] of Object.entries(models)) {
      const clip = await loadClip(where, runtimeOptions(job));
      const known = await measureZeroShot(clip, data, (done) =>
        sink.show(`${describeBar(done)} ${role}`, done),
      );
      await clip.dispose();
      const head = { ...headOf(job, clip.name, null), name: `${job.name}-${role}`, settings: {} };
      await report(job, { kind: 'zero-shot', ...head, ...known });
    }
    sink.end();
    data.close();
  },
  async blind(job) {
    if (existsSync(answersFile(job))) {
      throw new UsageError(
        `${answersFile(job)}: this sheet has been named already; give the new one another --name.`,
      );
    }
    const prompts = shuffled(await promptsOf(job.prompts), job.firstSeed).slice(0, job.count);
    const sitters = prompts.map((prompt): Sitter => ({ prompt, seed: job.firstSeed }));
    const { drawn, model } = await drawAll(job, sitters);
    const tiles = drawn.map(({ file }, i) => ({ file, caption: String(i + 1) }));
    await saveSheet(job, await contactSheet(tiles, 6));
    const drawings = drawn.map(({ prompt, seed }) => ({ prompt, seed }));
    const { settings } = headOf(job, model, null);
    const format = 'clip-atelier blind key';
    const key: BlindKey = { format, canvas: job.canvas, model, settings, drawings };
    await writeWhole(keyFile(job), `${JSON.stringify(key, null, 1)}\n`);
    process.stdout.write(
      `${keyFile(job)}\nLook at the sheet, write a line for each number, then: --answers ${answersFile(job)} --name ${job.name}. Leave the key closed till then.\n`,
    );
  },
  async answers(job) {
    const { answers: file = '' } = job;
    const key = parseKey(await readText(keyFile(job), 'the key of the sheet'), keyFile(job));
    const said = parseAnswers(await readText(file, 'the answers'), key.drawings.length, file);
    const same = await openSameThing(job.data);
    const { clip, judge } = await openJudge(job);
    try {
      const vectors = await judge.look(await cutSheet(sheetFile(job), key.drawings.length));
      const ranks = key.drawings.map(({ prompt }, i) => judge.rank(vectors[i]!, prompt));
      const head = {
        ...headOf(job, key.model, judge.name),
        settings: key.settings ?? { canvas: key.canvas },
      };
      await report(job, { kind: 'blind', ...head, ...scoreAnswers(key, said, ranks, same) });
    } finally {
      await clip.dispose();
    }
  },
  async agreement(job) {
    const blind = (await readReports(job.out)).flatMap((told) => (told.kind === 'blind' ? [told] : []));
    if (blind.length === 0) throw new UsageError(`${job.out}: no sheet there has been named blind.`);
    const { clip, judge } = await openJudge(job);
    try {
      const drawings: Witnessed[] = [];
      for (const { name: sheet, answers } of blind) {
        const vectors = await judge.look(await cutSheet(sheetFile({ ...job, name: sheet }), answers.length));
        for (const [i, { prompt, right }] of answers.entries()) {
          drawings.push({ sheet, right, ...judge.witness(vectors[i]!, prompt) });
        }
      }
      const verdicts = calibrate(drawings);
      const head = { ...headOf(job, judge.name, null), settings: {} };
      await report(job, { kind: 'agreement', ...head, drawings: drawings.length, verdicts });
      process.stdout.write(describeAgreement(verdicts));
    } finally {
      await clip.dispose();
    }
  },
} satisfies Record<string, (job: QualityJob) => Promise<void>>;

/** Every prompt with every seed, a prompt's seeds side by side. */
const sittersOf = (prompts: readonly string[], { seeds, firstSeed }: QualityJob): Sitter[] =>
  prompts.flatMap((prompt) => Array.from({ length: seeds }, (_, i) => ({ prompt, seed: firstSeed + i })));

async function promptsOf(list: string): Promise<readonly string[]> {
  if (Object.hasOwn(promptLists, list)) return promptLists[list as keyof typeof promptLists];
  const lines = (await readText(list, 'the list of prompts')).split(/\r?\n/u).map((line) => line.trim());
  const words = lines.filter((line) => line !== '');
  const stranger = words.find((word) => !rivals.includes(word));
  if (stranger !== undefined || words.length === 0) {
    throw new UsageError(
      `${list}: ${words.length === 0 ? 'there is no prompt in it' : `“${stranger}” is none of the 300 things that drawings are told apart from`}.`,
    );
  }
  return words;
}

async function openJudge(job: QualityJob): Promise<{ clip: Clip; judge: Judge }> {
  const clip = await loadClip(judgeFolder(job), runtimeOptions(job));
  return { clip, judge: await Judge.open(clip, rivals) };
}

function judgeFolder({ judge }: QualityJob): string {
  if (judge !== undefined) return judge;
  if (existsSync(JUDGE)) return JUDGE;
  throw new UsageError('There is no judge in models/judge; name a model that judges with --judge.');
}

const headOf = (job: QualityJob, model: string, judge: string | null): ReportHead => ({
  name: job.name,
  date: new Date().toISOString().slice(0, 10),
  model,
  judge,
  settings: { canvas: job.canvas, ...countsOf(job), ...job.values },
});

/** How many marks and steps, as they are where nobody said otherwise: a figure means little without them. */
function countsOf({ canvas, values }: QualityJob): SeriesSettings {
  const whole: Readonly<Record<string, unknown>> = {
    ...completeSettings({ prompt: 'x', canvas, ...values }),
  };
  const rows = Object.keys(goals[canvas]?.settings ?? {});
  return Object.fromEntries(rows.map((row) => [row, whole[row] as number | string]));
}

function describeAgreement(verdicts: readonly Verdict[]): string {
  const lines = verdicts.map(({ name, agreement, threshold, sheetsLeftOut, separation }) => {
    const [all, apart, order] = [agreement, sheetsLeftOut, separation].map(
      (part) => `${(100 * part).toFixed(0)} %`,
    );
    return `${all} agree, ${apart} with sheets left out, separates ${order}: ${name} ≥ ${threshold?.toFixed(2) ?? '–'}\n`;
  });
  const best = Math.max(...verdicts.map(({ sheetsLeftOut }) => sheetsLeftOut));
  const enough = best >= CALIBRATED ? 'is' : 'is not';
  return `${lines.join('')}The judge ${enough} a measure of what people see: ${CALIBRATED * 100} % are asked for with sheets left out.\n`;
}

/** `@1 80 %, @5 95 %` of those that were judged. */
function describeRanks(seen: readonly Seen[]): string {
  const ranks = seen.map(({ rank }) => rank);
  const percent = (most: number) => `${(100 * precisionAt(ranks, most)).toFixed(0)} %`;
  return ranks.length === 0 ? '' : `@1 ${percent(1)}, @5 ${percent(5)}`;
}

const sheetFile = ({ out, name }: QualityJob): string => join(out, `${name}.png`);
const answersFile = ({ out, name }: QualityJob): string => join(out, `${name}-answers.txt`);
const keyFile = ({ out, name }: QualityJob): string => join(out, `${name}-key.json`);

async function saveSheet(job: QualityJob, sheet: Buffer): Promise<void> {
  const file = sheetFile(job);
  await writeWhole(file, sheet);
  process.stdout.write(`${file}\n`);
}

async function report(job: QualityJob, told: Report): Promise<void> {
  await writeReport(job.out, told);
  process.stdout.write(`${join(job.out, `${told.name}.json`)}\n`);
}

async function readText(file: string, what: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new QualityError(`${file}: ${what} cannot be read.`, { cause });
  }
}
