/** @file Which model guides, over sockets: what is there, another one in place of it, and what is refused. */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { SessionError } from '../src/session/index.js';
import { cleanUp, joinStudio, openStudio, until } from './studio-harness.js';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'atelier-models-'));
  vi.stubEnv('ATELIER_HOME', home);
  await mkdir(join(home, 'twin'));
  const models = [
    { name: 'twin', path: join(home, 'twin'), downloads: [] },
    { name: 'openai-rn50', path: join(home, 'twin'), downloads: [] },
  ];
  await writeFile(join(home, 'models.json'), JSON.stringify({ version: 1, models }));
});
afterEach(cleanUp);
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(home, { recursive: true });
});

const draw = { settings: { prompt: 'a tree', values: { iterations: 9 } } };

describe('the model', () => {
  it('is one of those that are here: the built-in one, the added ones, and what the studio was started with', async () => {
    const { url } = await openStudio();
    const viewer = await joinStudio(url);
    expect(viewer.hellos[0]!.model.name).toBe('fake');
    const answer = await viewer.ask('models', {});
    expect(answer.ok && answer.models.map(({ name }) => name)).toEqual([
      'embedded',
      'openai-rn50',
      'twin',
      'fake',
    ]);
    expect(answer.ok && answer.models[1]).toMatchObject({ languages: 'English' });
    expect(answer.ok && answer.models[1]!.title).toMatch(/^OpenAI/u);
  });

  it('gives way to another one, which every window is told of; the drawing under way is kept', async () => {
    const outputs = join(home, 'outputs');
    const { url, session } = await openStudio({ outputs });
    const [viewer, other] = [await joinStudio(url), await joinStudio(url)];
    expect(await viewer.ask('draw', draw)).toEqual({ ok: true });
    session.step();
    session.step();
    expect(await viewer.ask('useModel', { name: 'twin' })).toEqual({ ok: true });
    await until(() => other.hellos.length > 1);
    const hello = other.hellos.at(-1)!;
    expect(hello.model.name).toBe('twin');
    expect(hello.snapshot).toMatchObject({
      state: 'finished',
      drawing: { kept: { problem: null }, timeline: { points: [], canUndo: false } },
    });
    expect((await readdir(outputs)).filter((name) => name.includes('tree'))).toHaveLength(1);
    expect(session.calls).toContain('use twin');
    // And back to what it was started with.
    expect(await other.ask('useModel', { name: 'embedded' })).toEqual({ ok: true });
    expect(session.calls.at(-1)).toBe('use embedded');
    expect(await viewer.ask('draw', draw)).toEqual({ ok: true });
  });

  it('stays, with its drawing, where another is not here or cannot be loaded', async () => {
    const { url, session } = await openStudio();
    const viewer = await joinStudio(url);
    await viewer.ask('draw', draw);
    const stranger = await viewer.ask('useModel', { name: '/etc/passwd' });
    expect(stranger).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/^There is no model “\/etc\/passwd” /u) },
    });
    session.nextModelFails = new SessionError('twin: the weights are cut off.');
    expect(await viewer.ask('useModel', { name: 'twin' })).toMatchObject({
      ok: false,
      error: { code: 'failed', message: 'twin: the weights are cut off.' },
    });
    expect(await viewer.ask('useModel', { name: 'x'.repeat(2000) })).toMatchObject({
      ok: false,
      error: { code: 'message' },
    });
    expect(await viewer.ask('useModel', { name: 'fake' })).toEqual({ ok: true });
    expect(viewer.hellos).toHaveLength(1);
    session.step();
    await viewer.settled();
    expect(viewer.events.at(-1)).toMatchObject({ type: 'progress', iteration: 1 });
  });
});
