/** @file A drawing killed on the way goes on from its checkpoint in a new process, to the byte as if nothing had been. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
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

const small = (canvas: string, iterations: number) => {
  const args = [
    'sun',
    '--canvas',
    canvas,
    '--iterations',
    String(iterations),
    '--views',
    '2',
    '--size',
    '96x64',
  ];
  return canvas === 'strokes' ? [...args, '--strokes', '8'] : args;
};

describe.each(Object.keys(canvases))('a drawing of %s', (canvas) => {
  it('that is killed goes on from its checkpoint to the same bytes', async () => {
    const whole = join(folder, `${canvas}-whole`);
    expect((await atelier(['draw', ...small(canvas, 60), '--out', whole])).code).toBe(0);
    const cut = join(folder, `${canvas}-cut`);
    const running = startAtelier([
      ...['draw', ...small(canvas, 60), '--out', cut],
      ...['--checkpoint-every', '10', '--json'],
    ]);
    await running.printed(/"type":"checkpoint"/);
    running.child.kill('SIGKILL');
    expect((await running.finished).code).toBeNull();
    expect((await stat(join(cut, 'checkpoint.atelier'))).size).toBeGreaterThan(0);
    const resumed = await atelier(['resume', cut]);
    expect([resumed.code, resumed.stderr]).toEqual([0, expect.stringContaining('60/60')]);
    for (const name of ['final.png', 'recipe.json'] as const) {
      const read = async (from: string) => {
        const text = await readFile(join(from, name));
        return name === 'recipe.json' ? { ...JSON.parse(String(text)), createdAt: '' } : text;
      };
      expect(await read(cut)).toEqual(await read(whole));
    }
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

describe('atelier draw', () => {
  it('keeps the best of several seeds, and its recipe draws that one', async () => {
    const out = join(folder, 'best');
    const args = ['draw', ...small('strokes', 6), '--best-of', '3', '--json', '--out', out];
    const { code, stdout } = await atelier(args);
    expect(code).toBe(0);
    const finished = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ type }) => type === 'finished');
    expect(finished.map(({ settings }) => settings.seed)).toEqual([1, 2, 3]);
    const best = finished.toSorted((a, b) => b.score - a.score)[0];
    const recipe = JSON.parse(await readFile(join(out, 'recipe.json'), 'utf8'));
    expect([recipe.settings.seed, recipe.result.score]).toEqual([best.settings.seed, best.score]);
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
