/** @file A drawing killed on the way goes on from its checkpoint in a new process, to the byte as if nothing had been. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canvases } from '../src/canvas/index.js';
import { atelier, startAtelier } from './run-atelier.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-resume-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What makes a step of a medium quick. */
const quick: Readonly<Record<string, readonly string[]>> = {
  strokes: ['--strokes', '8'],
  field: ['--layers', '2', '--units', '8'],
};

const small = (canvas: string, iterations: number) => [
  ...['sun', '--canvas', canvas, '--iterations', String(iterations), '--views', '2', '--size', '48x32'],
  ...(quick[canvas] ?? []),
];

describe.each(Object.keys(canvases))('a drawing of %s', { timeout: 120_000 }, (canvas) => {
  it('of 200 steps is the same as one killed after 100 and gone on with in a new process', async () => {
    const every = ['--checkpoint-every', '100'];
    const whole = join(folder, `${canvas}-whole`);
    expect((await atelier(['draw', ...small(canvas, 200), ...every, '--out', whole])).code).toBe(0);
    const cut = join(folder, `${canvas}-cut`);
    const running = startAtelier(['draw', ...small(canvas, 200), ...every, '--out', cut, '--json']);
    const [, iteration] = await running.printed(/"type":"checkpoint","iteration":(\d+)/);
    running.child.kill('SIGKILL');
    expect((await running.finished).code).toBeNull();
    // It is asked for after step 100 and taken before the next step that begins.
    expect(Math.floor(Number(iteration) / 100)).toBe(1);
    const resumed = await atelier(['resume', cut, ...every]);
    expect([resumed.code, resumed.stderr]).toEqual([0, expect.stringContaining('200/200')]);
    // The checkpoint of the last step holds every parameter and moment, and the generator; the picture what is seen.
    for (const name of ['checkpoint.atelier', 'final.png'])
      expect(await readFile(join(cut, name)), name).toEqual(await readFile(join(whole, name)));
    const recipe = async (from: string) => JSON.parse(await readFile(join(from, 'recipe.json'), 'utf8'));
    expect({ ...(await recipe(cut)), createdAt: '' }).toEqual({ ...(await recipe(whole)), createdAt: '' });
  });
});

describe('atelier resume', () => {
  it('refuses what is no checkpoint with one sentence', async () => {
    const text = join(folder, 'text.atelier');
    await writeFile(text, 'hello');
    for (const [where, said] of [
      [text, /text\.atelier: this is not a checkpoint of Atelier\.$/m],
      [join(folder, 'nowhere'), /nowhere: the checkpoint cannot be read; it does not exist\.$/m],
    ] as const) {
      const { code, stdout, stderr } = await atelier(['resume', where]);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(said);
    }
  });
});

/** Draws the sun with as many seeds as told into a folder. @returns what finished, in order, and the recipe of what was kept */
async function drawSeveral(out: string, canvas: string, options: readonly string[]) {
  const { code, stdout } = await atelier(['draw', ...small(canvas, 6), ...options, '--json', '--out', out]);
  expect(code).toBe(0);
  const finished = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ type }) => type === 'finished');
  const recipe = JSON.parse(await readFile(join(out, 'recipe.json'), 'utf8'));
  return { finished, recipe };
}

describe('atelier draw', () => {
  it('keeps the best of several seeds, and its recipe draws that one', async () => {
    const { finished, recipe } = await drawSeveral(join(folder, 'best'), 'strokes', ['--best-of', '3']);
    expect(finished.map(({ settings }) => settings.seed)).toEqual([1, 2, 3]);
    const best = finished.toSorted((a, b) => b.score - a.score)[0];
    expect([recipe.settings.seed, recipe.result.score]).toEqual([best.settings.seed, best.score]);
  });

  it('keeps the one of several that the judge likes best, whatever its guide thinks', async () => {
    const judged = ['--best-of', '4', '--judge', 'judge'];
    const { finished, recipe } = await drawSeveral(join(folder, 'judged'), 'pixels', judged);
    const best = (by: 'score' | 'judged') => finished.toSorted((a, b) => b[by] - a[by])[0].settings.seed;
    expect(recipe.settings.seed).toBe(best('judged'));
    // Else this would be no test; on these seeds they differ, and pixels owe nothing to the raster of strokes.
    expect(best('judged')).not.toBe(best('score'));
  });

  it('ends in the seconds it is given, and redraws the same without a clock', async () => {
    const out = join(folder, 'paced');
    const drawn = await atelier(['draw', ...small('strokes', 20_000), '--seconds', '2', '--out', out]);
    expect(drawn.code).toBe(0);
    const recipe = JSON.parse(await readFile(join(out, 'recipe.json'), 'utf8'));
    expect(recipe.result.iteration).toBeLessThan(20_000);
    const again = join(folder, 'paced again');
    expect((await atelier(['redraw', join(out, 'recipe.json'), '--out', again])).code).toBe(0);
    expect(await readFile(join(again, 'final.png'))).toEqual(await readFile(join(out, 'final.png')));
  });

  it('draws with a preset, whose values a flag overrides, and names the nearest to an unknown one', async () => {
    const out = join(folder, 'preset');
    const args = ['draw', 'sun', '--preset', 'live-sketch', '--iterations', '2', '--out', out];
    expect((await atelier(args)).code).toBe(0);
    const { settings } = JSON.parse(await readFile(join(out, 'recipe.json'), 'utf8'));
    expect(settings).toMatchObject({ canvas: 'strokes', strokes: 48, iterations: 2 });
    const unknown = await atelier(['draw', 'sun', '--preset', 'live-scetch']);
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('nearest is live-sketch')]);
    const listed = await atelier(['presets']);
    expect(listed.stdout).toContain('live-sketch');
  });
});
