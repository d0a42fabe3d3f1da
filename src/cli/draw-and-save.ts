/**
 * @file What `draw`, `redraw` and `resume` share: open a session, draw, tell how it goes, save.
 */
import {
  expectModel,
  groundOf,
  guideOf,
  holdFolder,
  keepOriginals,
  type Material,
  makeRecipe,
  prepareFolder,
  type Recipe,
  saveArtwork,
  saveOrRescue,
} from '../artwork/index.js';
import { parsePrompt } from '../guidance/index.js';
import {
  type DrawSettings,
  type FinishedEvent,
  openSession,
  type Session,
  type SessionEvent,
  type Sources,
} from '../session/index.js';
import { CheckpointKeeper } from './checkpoint-keeper.js';
import { type ProgressSink, progressSink } from './progress-line.js';
import { runDrawing } from './run-drawing.js';
import { describeModel, differenceOf, type ModelOptions, modelOptions } from './session-options.js';

export interface Job {
  readonly settings: DrawSettings;
  readonly material: Material;
  /** Starts the drawing, or the one of several that `attempt` counts from 0. */
  begin(session: Session, sources: Sources, attempt: number): Promise<void>;
  /** Drawings of which the best is kept; 1 when absent. */
  readonly attempts?: number | undefined;
  readonly folder: string;
  /** Events go to stdout as lines of JSON, in place of words. */
  readonly json: boolean;
  readonly createdAt: string;
  /** A model that scores finished drawings and has no part in them; of several attempts it says which is kept. */
  readonly judge?: string | undefined;
  /** What says how it was drawn before, where it shall come out the same: with this model, and on what it ran on. */
  readonly before?: { readonly told: 'recipe' | 'checkpoint'; readonly model: Recipe['model'] };
  /** Steps between two checkpoints in the folder; none when absent. */
  readonly checkpointEvery?: number | undefined;
}

/** @throws ArtworkError, SessionError, SettingsError, PromptError */
export async function drawAndSave(job: Job, options: ModelOptions): Promise<void> {
  await prepareFolder(job.folder);
  const letGo = await holdFolder(job.folder);
  try {
    await keepOriginals(job.folder, job.material.originals);
    await save(job, await drawWithModel(job, options));
  } finally {
    await letGo();
  }
}

async function save(job: Job, { model, best }: Drawn): Promise<void> {
  const { settings, picture, paper, reason, iteration, score, skipped } = best;
  const recipe = makeRecipe({ model, settings, result: { iteration, score }, createdAt: job.createdAt });
  const ground = groundOf(settings, paper, job.material.sources.background);
  const files = await saveOrRescue(job.folder, async (folder) => {
    await keepOriginals(folder, job.material.originals);
    return await saveArtwork(folder, { picture, ground, recipe });
  });
  if (job.json) return writeLine({ type: 'saved', ...files });
  process.stdout.write(`${ends[reason]} ${iteration} steps, ${describeScore(best)}.\n`);
  if (skipped > 0) process.stdout.write(`${skipped} steps were skipped, their gradient was not a number.\n`);
  for (const file of Object.values(files)) process.stdout.write(`${file}\n`);
}

/** What came out, and what guided it. */
interface Drawn {
  readonly model: Recipe['model'];
  readonly best: FinishedEvent;
}

/** Draws; the model is let go before anything is saved, so that its memory does not come on top of the pictures'. */
async function drawWithModel(job: Job, options: ModelOptions): Promise<Drawn> {
  const { judge } = job;
  const before = job.before?.model;
  const progress = progressSink(process.stderr);
  const wait = job.json ? () => {} : progress.wait;
  wait('Loading the model');
  const session = await openSession({
    ...modelOptions(options),
    ...(judge === undefined ? {} : { judge }),
    ...(before?.runtime ? { before: before.runtime } : {}),
  }).finally(() => progress.end());
  try {
    wait('Preparing the drawing');
    const model = await guideOf(session.model);
    if (job.before) expectModel(job.before.told, job.before.model, model);
    const { name, runtime } = session.model;
    if (job.json) writeLine({ type: 'model', name, ...runtime });
    else progress.say(describeModel(session.model));
    const difference = differenceOf(before?.runtime, runtime, options);
    if (difference !== undefined) progress.say(difference);
    const told = (iteration: number, file: string): void => {
      if (job.json) writeLine({ type: 'checkpoint', iteration, file });
    };
    const keeper =
      job.checkpointEvery && new CheckpointKeeper(session, job.folder, model, job.checkpointEvery, told);
    const watch = (event: SessionEvent): void => {
      if (keeper) keeper.watch(event);
      if (job.json) writeJson(event);
      else {
        describe(event, progress);
        // The picture is seen once more, whole, and saved.
        if (event.type === 'progress' && event.iteration === event.iterations) wait('Finishing');
      }
    };
    const best = await drawBest(job, session, watch, progress);
    if (keeper) await keeper.settle();
    return { model, best };
  } finally {
    progress.end();
    await session.close();
  }
}

const ends = {
  completed: 'Drew',
  stopped: 'Stopped after',
  plateau: 'It got no better: stopped after',
} as const;

/** What a drawing is worth among others of the same words: the judge's word counts, where there is one. */
const worthOf = ({ score, judged }: FinishedEvent): number => judged ?? score;

function describeScore({ score, judged }: FinishedEvent): string {
  const verdict = judged === undefined ? '' : `, by the judge ${judged.toFixed(3)}`;
  return `score ${score.toFixed(3)}${verdict}`;
}

/** Draws as often as asked and keeps the best; Ctrl-C keeps the best of what there is. */
async function drawBest(
  { begin, material, attempts = 1 }: Job,
  session: Session,
  watch: (event: SessionEvent) => void,
  progress: ProgressSink,
): Promise<FinishedEvent> {
  let best: FinishedEvent | undefined;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const drawn = await runDrawing(
      session,
      (on) => begin(on, material.sources, attempt),
      watch,
      () => progress.say('Stopping after this step; press Ctrl-C again to leave without saving.'),
    );
    if (attempts > 1) {
      const { seed } = drawn.settings;
      progress.say(`Seed ${seed}, ${attempt + 1} of ${attempts}: ${describeScore(drawn)}.`);
    }
    if (!best || worthOf(drawn) > worthOf(best)) best = drawn;
    if (drawn.reason === 'stopped') break;
  }
  return best!;
}

function describe(event: SessionEvent, progress: ProgressSink): void {
  if (event.type === 'progress') progress.show(event);
  if (event.type !== 'prompt') return;
  const { prompt } = event;
  for (const { start, end, message } of parsePrompt(prompt, { mayBeEmpty: true }).hints) {
    progress.say(`The prompt, “${prompt.slice(start, end)}” at character ${start + 1}: ${message.en}`);
  }
  for (const { word, readAs, nearest } of event.unknown) {
    const read = readAs === undefined ? '' : `, read as “${readAs}”`;
    progress.say(`The model does not know “${word}”${read}; the nearest it knows: ${nearest.join(', ')}.`);
  }
}

/** Geometry stays in the files: a line of JSON says what kind of picture it is. */
function writeJson(event: SessionEvent): void {
  if (event.type === 'frame' || event.type === 'history') return;
  writeLine(event.type === 'finished' ? { ...event, picture: event.picture.kind } : event);
}

function writeLine(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
