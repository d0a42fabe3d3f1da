/**
 * @file One full step of a drawing, in the session that draws it, and what its parts cost alone: strokes to
 * pixels, pixels to views, noise, the image tower, each with its adjoint.
 */

import { canvasKind } from '#atelier/canvas';
import { defaultsOf } from '#atelier/parameters';
import { SeededGenerator } from '#atelier/random';
import { openSession } from '#atelier/session';
import { openTower, VIEWS } from './clip-program.js';
import { progressMoments, stepsAfter } from './progress-moments.js';
import { ms } from './report.js';
import { byTurns, summarise, timesOf } from './timing.js';
import { timeViews } from './views.js';

/** Least steps a second that issue 3 asks for, by number of strokes. */
const GOALS = /** @type {const} */ ([
  [64, 20],
  [256, 15],
]);
/** @type {[number, number, number]} */
const WHITE = [1, 1, 1];
/** Side at which the embedded tower sees, pixels. */
const RESOLUTION = 64;
/** Steps of one timed drawing; the first ones warm up the compiler and are not counted. */
const STEPS = 160;
const WARM = 20;
/** The steps in which strokes follow a hidden sketch, and those in which they are drawn by the guide alone. */
const PHASES = /** @type {const} */ ({ sketched: { sketch: 96 }, drawn: { sketch: 0 } });
const DRAWINGS = 3;

/** @returns {Promise<import('./report.js').Table>} */
export async function stepTable() {
  const views = await timeViews(RESOLUTION, VIEWS, RESOLUTION);
  const noise = await timeNoise();
  const tower = await openTower();
  const { clip } = await byTurns({ clip: () => timesOf(tower.run, 10, 2) }, 3);
  await tower.close();
  const session = await openSession();
  const rows = [];
  for (const [strokes, goal] of GOALS) {
    const raster = await timeCanvas(strokes);
    const sketched = await timeSteps(session, { strokes, ...PHASES.sketched });
    const step = await timeSteps(session, { strokes, ...PHASES.drawn });
    const share = (/** @type {number} */ part) => `${((100 * part) / step.least).toFixed(0)} %`;
    rows.push([
      `**one step, ${strokes} strokes, ${VIEWS} views**`,
      `${ms(step.least)} (median ${ms(step.median)})`,
      '100 %',
      `${(1000 / step.median).toFixed(1)} steps/s`,
      `≥ ${goal} steps/s`,
    ]);
    rows.push([
      `the same while strokes follow a sketch`,
      `${ms(sketched.least)} (median ${ms(sketched.median)})`,
      '',
      `${(1000 / sketched.median).toFixed(1)} steps/s`,
      `≥ ${goal} steps/s`,
    ]);
    const parts = {
      'raster forward + adjoint': raster,
      'views forward + adjoint': views,
      'noise on the views': noise,
    };
    const all = { ...parts, 'CLIP program, forward + input gradient': clip };
    for (const [name, { least, median }] of Object.entries(all)) {
      rows.push([name, `${ms(least)} (median ${ms(median)})`, share(least), '', '']);
    }
    const sum = Object.values(all).reduce((total, { least }) => total + least, 0);
    rows.push([
      'rest: objective, Adam, events, frames',
      ms(step.median - sum),
      share(step.median - sum),
      '',
      '',
    ]);
  }
  await session.close();
  return {
    title: 'One step',
    columns: ['what', 'time', 'share', 'rate', 'asked'],
    rows,
    notes: [
      `Steps are timed between the progress events of a session that somebody watches (median over ${DRAWINGS} drawings; the first ${WARM} of their steps warm up and are not counted), canvas at the tower's ${RESOLUTION}²; the parts are timed alone, so the rest is a difference; shares are those of the least times.`,
    ],
  };
}

/**
 * @param {import('../src/session/index.js').Session} session
 * @param {{ strokes: number, sketch: number }} settings
 */
async function timeSteps(session, settings) {
  const times = [];
  for (let seed = 1; seed <= DRAWINGS; seed++)
    times.push(...(await timeDrawing(session, { ...settings, seed })));
  return summarise(times);
}

/**
 * @param {import('../src/session/index.js').Session} session
 * @param {{ strokes: number, sketch: number, seed: number }} settings
 * @returns {Promise<number[]>} ms of each counted step, of the sketch alone where there is one
 */
async function timeDrawing(session, settings) {
  session.watch(true);
  const drawing = { prompt: 'a house', views: VIEWS, iterations: STEPS, ...settings };
  const moments = await progressMoments(session, drawing);
  return stepsAfter(moments.slice(WARM, settings.sketch || undefined), 1);
}

/** @param {number} strokes */
async function timeCanvas(strokes) {
  const { rows, create } = canvasKind('strokes');
  const canvas = await create({
    size: { width: 512, height: 512 },
    resolution: RESOLUTION,
    paper: WHITE,
    values: { ...defaultsOf(rows), strokes, sketch: 0 },
    generator: SeededGenerator.fromSeed(1),
  });
  const upstream = new Float32Array(canvas.size.width * canvas.size.height * 3).fill(1e-4);
  const step = () => {
    canvas.render(WHITE);
    canvas.adjoint(upstream);
  };
  const { ours } = await byTurns({ ours: () => timesOf(step, 40, 20) }, 3);
  return ours;
}

async function timeNoise() {
  const generator = SeededGenerator.fromSeed(1);
  const views = new Float32Array(VIEWS * RESOLUTION * RESOLUTION * 3);
  const { ours } = await byTurns({ ours: () => timesOf(() => generator.addNormal(views, 0.4), 20, 5) }, 3);
  return ours;
}
