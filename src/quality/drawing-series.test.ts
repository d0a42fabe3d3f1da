/** @file A series of drawings and its verdicts: by whom it is drawn, in which order, and what is not done twice. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clip } from '../clip/index.js';
import type { Session, SessionEvent } from '../session/index.js';
import { type Drawn, drawSeries, type SeriesOptions } from './drawing-series.js';
import { goalOf, goals } from './goals.js';
import { Judge } from './judge.js';
import { verdictOf } from './judge-series.js';
import { judgeOnce } from './kept-verdicts.js';

let folder: string;
let weights: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-series-'));
  weights = join(folder, 'weights');
  await writeFile(weights, 'w');
});
afterEach(() => rm(folder, { recursive: true }));

/** Draws one pixel of grey, as light as its seed, in 20 steps; keeps what it was asked for. */
function fakeSession(mayDraw = () => true) {
  const asked: string[] = [];
  const listeners = new Set<(event: SessionEvent) => void>();
  const tell = (event: object) => {
    for (const listener of [...listeners]) listener(event as SessionEvent);
  };
  const session = {
    model: { weightFiles: [weights] },
    watch() {},
    on(listener: (event: SessionEvent) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async start({ prompt, seed }: { prompt: string; seed: number }) {
      asked.push(`${prompt} ${seed}`);
      const run = asked.length;
      const picture = { kind: 'pixels', width: 1, height: 1, rgb: Uint8Array.of(seed, seed, seed) };
      const draw = () => {
        if (!mayDraw()) return void setTimeout(draw);
        tell({ type: 'started', run });
        for (const iteration of [10, 20]) {
          tell({ type: 'frame', run, iteration, picture });
          tell({ type: 'progress', run, iteration });
        }
        tell({ type: 'finished', run, picture });
      };
      setTimeout(draw);
    },
  };
  return { asked, session: session as unknown as Session };
}

const sitters = ['sun', 'cat', 'key'].flatMap((prompt) => [1, 200].map((seed) => ({ prompt, seed })));
const options = (): SeriesOptions => ({
  settings: { canvas: 'pixels' },
  sitters,
  folder: join(folder, 'drawings'),
  seconds: 1000,
  show: () => {},
});

describe('a series', () => {
  it('is drawn by all sessions, each drawing once, and comes in the order asked for', async () => {
    const quick = fakeSession();
    const slow = fakeSession(() => quick.asked.length === sitters.length - 1);
    const told: string[] = [];
    const drawn = await drawSeries([slow.session, quick.session], {
      ...options(),
      each: async ({ prompt, seed }) => void told.push(`${prompt} ${seed}`),
    });
    const names = sitters.map(({ prompt, seed }) => `${prompt} ${seed}`);
    expect(drawn.map(({ prompt, seed }) => `${prompt} ${seed}`)).toEqual(names);
    expect([...slow.asked, ...quick.asked].sort()).toEqual([...names].sort());
    expect([slow.asked.length, quick.asked.length]).toEqual([1, sitters.length - 1]);
    expect([...told].sort()).toEqual([...names].sort());
    expect(drawn.every(({ atOnce, iterations }) => atOnce === 2 && iterations === 20)).toBe(true);
  });

  it('goes on where it was broken off', async () => {
    const first = fakeSession();
    const begun = await drawSeries([first.session], { ...options(), seconds: 0 });
    expect(begun).toHaveLength(1);
    const second = fakeSession();
    expect(await drawSeries([second.session], options())).toHaveLength(sitters.length);
    expect([...first.asked, ...second.asked]).toEqual(sitters.map(({ prompt, seed }) => `${prompt} ${seed}`));
  });
});

describe('a verdict', () => {
  /** Sees how light a picture is: light ones are a sun, dark ones a cat. */
  function fakeJudge() {
    let looks = 0;
    const clip = {
      name: 'fake',
      imageSize: 1,
      weightFiles: [weights],
      embedTexts: async () => [Float32Array.of(1, 0), Float32Array.of(0, 1)],
      embedImages: async ([light]: Float32Array) => {
        looks++;
        return [light! > 0.5 ? Float32Array.of(1, 0) : Float32Array.of(0, 1)];
      },
    };
    return { looks: () => looks, open: () => Judge.open(clip as unknown as Clip, ['sun', 'cat']) };
  }
  const two = { sitters: sitters.slice(0, 2) };

  it('is given once for a picture, and again for another one', async () => {
    const [dark, light] = await drawSeries([fakeSession().session], { ...options(), ...two });
    const { looks, open } = fakeJudge();
    const judge = await open();
    const first = await judgeOnce(judge, dark!);
    expect(first.rank).toBe(2);
    const before = looks();
    expect(await judgeOnce(judge, dark!)).toEqual(first);
    expect(looks()).toBe(before);
    const drawnAgain: Drawn = { ...dark!, file: light!.file, trailFile: light!.trailFile };
    expect((await judgeOnce(judge, drawnAgain)).rank).toBe(1);
    await writeFile(dark!.file, await readFile(light!.file));
    expect((await judgeOnce(judge, dark!)).rank).toBe(1);
  });

  it('sums up ranks, diversity between the seeds, and when a drawing was first named', async () => {
    const drawn = await drawSeries([fakeSession().session], { ...options(), ...two });
    const judge = await fakeJudge().open();
    const verdict = verdictOf(await Promise.all(drawn.map((one) => judgeOnce(judge, one))));
    expect(verdict).toMatchObject({ precisionAt1: 0.5, precisionAt5: 1, diversity: 1, atOnce: 1 });
    expect(verdict.drawings.map(({ namedAfter }) => namedAfter?.iteration)).toEqual([10, 10]);
  });
});

describe('a goal', () => {
  it('holds for its own numbers of marks and steps only', () => {
    const settings = { canvas: 'shapes', shapes: 48, iterations: 300, seed: 3 };
    expect(goalOf(settings)).toBe(goals.shapes);
    expect(goalOf({ ...settings, shapes: 128 })).toBeUndefined();
    expect(goalOf({ canvas: 'field', iterations: 300 })).toBeUndefined();
  });
});
