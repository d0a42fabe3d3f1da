/**
 * @file What `draw` and `redraw` share: open a session, draw, tell how it goes, save.
 */
import { hashWeights, makeRecipe, prepareFolder, type Recipe, saveArtwork } from '../artwork/index.js';
import { completeSettings, type DrawRequest, openSession, type SessionEvent } from '../session/index.js';
import { type ProgressSink, progressSink } from './progress-line.js';
import { readNamedPictures } from './prompt-pictures.js';
import { runDrawing } from './run-drawing.js';
import { describeModel, type ModelOptions, modelOptions } from './session-options.js';

export interface Job {
  readonly request: DrawRequest;
  readonly folder: string;
  /** Events go to stdout as lines of JSON, in place of words. */
  readonly json: boolean;
  readonly createdAt: string;
  /** A model that scores the finished drawing and has no part in it. */
  readonly judge?: string;
  /** Looks at the model before anything is drawn; throws where it will not do. */
  checkModel?(model: Recipe['model']): void;
}

/** @throws ArtworkError, SessionError, SettingsError, PromptError */
export async function drawAndSave(job: Job, options: ModelOptions): Promise<void> {
  const sources = { pictures: await readNamedPictures(completeSettings(job.request)) };
  await prepareFolder(job.folder);
  const { judge } = job;
  const session = await openSession({ ...modelOptions(options), ...(judge === undefined ? {} : { judge }) });
  try {
    const model = { name: session.model.name, sha256: await hashWeights(session.model.weightFiles) };
    job.checkModel?.(model);
    const progress = progressSink(process.stderr);
    const { name, runtime } = session.model;
    if (job.json) writeLine({ type: 'model', name, ...runtime });
    else progress.say(describeModel(session.model));
    const watch = job.json ? writeJson : (event: SessionEvent) => describe(event, progress);
    const { settings, picture, paper, reason, iteration, score, judged } = await runDrawing(
      session,
      job.request,
      sources,
      watch,
      () => progress.say('Stopping after this step; press Ctrl-C again to leave without saving.'),
    ).finally(() => progress.end());
    const recipe = makeRecipe({ model, settings, result: { iteration, score }, createdAt: job.createdAt });
    const files = await saveArtwork(job.folder, { picture, paper, recipe });
    if (job.json) writeLine({ type: 'saved', ...files });
    else {
      const how = reason === 'completed' ? 'Drew' : 'Stopped after';
      const verdict = judged === undefined ? '' : `, by the judge ${judged.toFixed(3)}`;
      process.stdout.write(`${how} ${iteration} steps, score ${score.toFixed(3)}${verdict}.\n`);
      for (const file of Object.values(files)) process.stdout.write(`${file}\n`);
    }
  } finally {
    await session.close();
  }
}

function describe(event: SessionEvent, progress: ProgressSink): void {
  if (event.type === 'progress') progress.show(event);
  if (event.type !== 'prompt') return;
  for (const { word, nearest } of event.unknown) {
    progress.say(`The model does not know “${word}”; the nearest it knows: ${nearest.join(', ')}.`);
  }
}

/** Geometry stays in the files: a line of JSON says what kind of picture it is. */
function writeJson(event: SessionEvent): void {
  if (event.type === 'frame') return;
  writeLine(event.type === 'finished' ? { ...event, picture: event.picture.kind } : event);
}

function writeLine(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
