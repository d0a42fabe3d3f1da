/**
 * @file The pixels' own part of a step: frequencies to a picture of 512² and the way back, beside a whole step with
 * ViT-B/32 and eight views.
 */

import { canvasKind } from '#atelier/canvas';
import { Adam } from '#atelier/optimiser';
import { defaultsOf } from '#atelier/parameters';
import { SeededGenerator } from '#atelier/random';
import { openSession } from '#atelier/session';
import { progressMoments, stepsAfter } from './progress-moments.js';
import { randomVitB32 } from './random-model.js';
import { ms } from './report.js';
import { byTurns, timesOf } from './timing.js';

const SIDE = 512;
const VIEWS = 8;
/** Side at which ViT-B/32 sees, pixels. */
const RESOLUTION = 224;
const STEPS = 12;
const WARM = 3;
const ROUNDS = 3;
/** Largest part of a step that issue 5 asks for. */
const GOAL = 10;
const SPACES = /** @type {const} */ (['spectrum', 'pyramid', 'rgb']);
/** @type {[number, number, number]} */
const WHITE = [1, 1, 1];

/** @returns {Promise<import('./report.js').Table>} */
export async function pixelShareTable() {
  const session = await openSession({ models: [{ model: randomVitB32(), weight: 1 }], device: 'cpu' });
  const rows = [];
  for (const space of SPACES) {
    const { canvas, adam } = await timePixels(space);
    const { step } = await byTurns({ step: () => timeSteps(session, space) }, ROUNDS);
    rows.push([
      `${space}, ${SIDE}², ViT-B/32, ${VIEWS} views`,
      `${ms(step.least)} (median ${ms(step.median)})`,
      `${ms(canvas.least)} (median ${ms(canvas.median)})`,
      `${((100 * canvas.least) / step.least).toFixed(1)} %, ${((100 * canvas.median) / step.median).toFixed(1)} %`,
      `≤ ${GOAL} %`,
      ms(adam.least),
    ]);
  }
  await session.close();
  return {
    title: 'Pixels in a step',
    columns: ['space', 'whole step', 'picture and adjoint', 'share', 'asked', 'Adam'],
    rows,
    notes: [
      `A step is timed between the progress events of a session (${ROUNDS} drawings, ${WARM} steps of each warm up); the canvas and its Adam alone. The share is that of the least times, then of the medians. Random weights.`,
    ],
  };
}

/** @param {(typeof SPACES)[number]} space */
async function timePixels(space) {
  const { rows, create } = canvasKind('pixels');
  const canvas = await create({
    size: { width: SIDE, height: SIDE },
    resolution: RESOLUTION,
    paper: WHITE,
    values: { ...defaultsOf(rows), side: SIDE, space },
    generator: SeededGenerator.fromSeed(1),
  });
  const upstream = Float32Array.from({ length: SIDE * SIDE * 3 }, (_, i) => 1e-4 * Math.sin(i));
  const values = canvas.groups[0]?.values ?? new Float32Array(0);
  const gradient = new Float32Array(values.length).fill(1e-4);
  const optimiser = new Adam(values.length);
  return await byTurns(
    {
      canvas: () =>
        timesOf(
          () => {
            // As after a step of the optimiser: what was painted before is not the picture any more.
            canvas.project();
            canvas.render(WHITE);
            canvas.adjoint(upstream);
          },
          10,
          3,
        ),
      adam: () => timesOf(() => optimiser.step(values, gradient, 1e-6), 10, 3),
    },
    ROUNDS,
  );
}

/**
 * @param {import('#atelier/session').Session} session
 * @param {(typeof SPACES)[number]} space
 * @returns {Promise<number[]>} ms of each counted step
 */
async function timeSteps(session, space) {
  const size = { width: SIDE, height: SIDE, side: SIDE };
  const moments = await progressMoments(session, {
    prompt: 'a reef',
    canvas: 'pixels',
    space,
    views: VIEWS,
    iterations: STEPS,
    ...size,
  });
  return stepsAfter(moments, WARM);
}
