/** @file What Ctrl-C does to the drawing under way, in the program as it is: it is kept, or the terminal says where it lies. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { openCheckpoint } from '../src/artwork/index.js';
import { type Running, startAtelier } from './run-atelier.js';
import { cleanUp, joinStudio, until, type Viewer } from './studio-harness.js';

let folder: string;
let running: Running | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-end-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await cleanUp();
  running?.child.kill('SIGKILL');
  await running?.finished;
});
afterAll(() => rm(folder, { recursive: true }));

async function start(out: string): Promise<Viewer> {
  running = startAtelier(['studio', '--port', '0', '--no-open', '--no-examples', '--out', out]);
  const [, url = ''] = await running.printed(/Atelier is at (\S+) /u);
  return joinStudio(url);
}

async function draw(viewer: Viewer): Promise<void> {
  const settings = { prompt: 'a tree', values: { strokes: 4, iterations: 20_000 } };
  expect(await viewer.ask('draw', { settings })).toEqual({ ok: true });
  await until(() => viewer.events.some((event) => event.type === 'progress' && event.iteration > 3));
}

const endedByHand = async () => {
  running?.child.kill('SIGINT');
  return await running?.finished;
};

/** A checkpoint of the drawing under way, where there is one. */
const checkpointIn = (out: string): string =>
  join(out, 'studio', `drawing-${running?.child.pid}`, 'checkpoint.atelier');

it('says where the drawing was saved when its folder has gone', { timeout: 60_000 }, async () => {
  const out = join(folder, 'gone');
  const elsewhere = join(folder, 'elsewhere');
  mkdirSync(elsewhere);
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, elsewhere);
  const viewer = await start(out);
  await draw(viewer);
  rmSync(join(out, 'studio'), { recursive: true, force: true });
  writeFileSync(join(out, 'studio'), '');
  const outcome = await endedByHand();
  expect(outcome?.code).toBe(1);
  const [, there = ''] = /The drawing was saved to (.*) instead\.\n$/u.exec(outcome?.stderr ?? '') ?? [];
  expect(await readdir(there)).toContain('checkpoint.atelier');
});

it('says that the drawing is lost where it cannot be saved anywhere', { timeout: 60_000 }, async () => {
  const out = join(folder, 'lost');
  const nowhere = join(folder, 'nowhere');
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, nowhere);
  mkdirSync(nowhere);
  const viewer = await start(out);
  await draw(viewer);
  for (const place of [join(out, 'studio'), nowhere]) {
    rmSync(place, { recursive: true, force: true });
    writeFileSync(place, '');
  }
  const outcome = await endedByHand();
  expect(outcome?.code).toBe(1);
  expect(outcome?.stderr).toContain(`The drawing could not be saved in ${nowhere} either.\n`);
});

it('keeps a drawing that was paused and saved before', { timeout: 60_000 }, async () => {
  const out = join(folder, 'paused');
  const viewer = await start(out);
  await draw(viewer);
  await viewer.ask('pause', {});
  const paused = () => viewer.events.find((event) => event.type === 'progress' && event.state === 'paused');
  await until(() => paused() !== undefined);
  const iteration = async () => (await openCheckpoint(checkpointIn(out))).state.facts.iteration;
  const reached = (paused() as { iteration: number }).iteration;
  await vi.waitUntil(async () => (await iteration().catch(() => 0)) >= reached, { timeout: 30_000 });
  expect((await endedByHand())?.code).toBe(0);
  expect(existsSync(checkpointIn(out))).toBe(true);
});
