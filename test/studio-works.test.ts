/** @file The gallery over HTTP and sockets: pages of works, their files, and what does not pass for a work. */
import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { limits, type WorksPage, worksPath } from '../src/protocol/index.js';
import { cleanUp, joinStudio, openStudio, until } from './studio-harness.js';

const WORKS = limits.works + 6;
let outputs: string;

const id = (place: number): string => `work-${place}`;

/** Only what a gallery reads of it. */
async function putWork(place: number): Promise<void> {
  const folder = path.join(outputs, id(place));
  await mkdir(folder);
  const settings = { prompt: `sun ${place}`, canvas: 'pixels', width: 40, height: 20 };
  const recipe = {
    createdAt: '2026-01-01T00:00:00.000Z',
    result: { iteration: place, score: 0.5 },
    settings,
  };
  const file = path.join(folder, 'recipe.json');
  await writeFile(file, JSON.stringify(recipe));
  await utimes(file, 1000 + place, 1000 + place);
  const png = sharp({ create: { width: 40, height: 20, channels: 3, background: 'red' } }).png();
  await png.toFile(path.join(folder, 'final.png'));
}

beforeAll(async () => {
  outputs = await mkdtemp(path.join(tmpdir(), 'atelier-works-'));
  for (let place = 0; place < WORKS; place++) await putWork(place);
  await mkdir(path.join(outputs, 'holiday'));
  await mkdir(path.join(outputs, 'broken'));
  await writeFile(path.join(outputs, 'broken', 'recipe.json'), '{');
  await utimes(path.join(outputs, 'broken', 'recipe.json'), 1, 1);
});
afterEach(cleanUp);
afterAll(() => rm(outputs, { recursive: true }));

const pageOf = async (url: string, from: number): Promise<WorksPage> =>
  (await fetch(new URL(`${worksPath}?from=${from}`, url))).json() as Promise<WorksPage>;

describe('the gallery', () => {
  it('gives a page of works at a time, newest first, and leaves out what is none', async () => {
    const { url } = await openStudio({ outputs });
    const first = await pageOf(url, 0);
    expect(first.works).toHaveLength(limits.works);
    expect(first.works[0]).toEqual({
      id: id(WORKS - 1),
      prompt: `sun ${WORKS - 1}`,
      canvas: 'pixels',
      createdAt: '2026-01-01T00:00:00.000Z',
      width: 40,
      height: 20,
      iteration: WORKS - 1,
      score: 0.5,
      vector: false,
      canGoOn: false,
    });
    const rest = await pageOf(url, limits.works);
    expect(rest.works.map((work) => work.id)).toEqual([5, 4, 3, 2, 1, 0].map(id));
    expect((await pageOf(url, 100_000)).works).toEqual([]);
  });

  it('shows a small picture, which a browser need not fetch twice, and gives files away', async () => {
    const { url } = await openStudio({ outputs });
    const address = new URL(`${worksPath}/${id(3)}/picture`, url);
    const picture = await fetch(address);
    expect(await sharp(await picture.arrayBuffer()).metadata()).toMatchObject({ format: 'webp', width: 40 });
    const again = await fetch(address, {
      headers: { 'if-none-match': picture.headers.get('etag')!, 'cache-control': 'max-age=0' },
    });
    expect(again.status).toBe(304);
    const png = await fetch(new URL(`${worksPath}/${id(3)}/final.png`, url));
    expect(png.headers.get('content-disposition')).toContain(`${id(3)}.png`);
    expect((await sharp(await png.arrayBuffer()).metadata()).width).toBe(40);
  });

  it.each(['holiday', '..', 'studio', 'nobody', '%2e%2e%2f', 'link'])('has no work “%s”', async (name) => {
    await symlink(path.join(outputs, id(0)), path.join(outputs, 'link')).catch(() => {});
    const { url } = await openStudio({ outputs });
    expect((await fetch(`${url.slice(0, -1)}${worksPath}/${name}/recipe.json`)).status).not.toBe(200);
    const viewer = await joinStudio(url);
    for (const message of ['openWork', 'takeWork', 'removeWork'] as const) {
      expect(await viewer.ask(message, { id: name })).toMatchObject({
        ok: false,
        error: { message: 'That work is not here any more.' },
      });
    }
    expect(await readdir(path.join(outputs, id(0)))).toHaveLength(2);
  });

  it('says what cannot be gone on with or read', async () => {
    const { url } = await openStudio({ outputs });
    const viewer = await joinStudio(url);
    expect(await viewer.ask('openWork', { id: id(1) })).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/checkpoint.*\.$/) },
    });
    expect(await viewer.ask('takeWork', { id: id(1) })).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/not a recipe of Atelier/) },
    });
  });

  it('deletes what is of the work and nothing else, and tells everybody', async () => {
    const { url } = await openStudio({ outputs });
    const viewer = await joinStudio(url);
    const other = await joinStudio(url);
    await writeFile(path.join(outputs, id(2), 'notes.txt'), 'mine');
    expect(await viewer.ask('removeWork', { id: id(2) })).toEqual({ ok: true });
    expect(await readdir(path.join(outputs, id(2)))).toEqual(['notes.txt']);
    await viewer.ask('removeWork', { id: id(1) });
    expect(await readdir(outputs)).not.toContain(id(1));
    await until(() => other.events.filter(({ type }) => type === 'works').length === 2);
    expect((await pageOf(url, 0)).total).toBe(WORKS - 1);
  });
});

describe('a drawing under way', () => {
  it('is kept as a work when another begins, with what it was made from', async () => {
    const { url, session } = await openStudio({ outputs });
    const viewer = await joinStudio(url);
    await viewer.ask('draw', { settings: { prompt: 'an old sun', values: { strokes: 4 } } });
    session.step();
    await until(() => viewer.events.some(({ type }) => type === 'progress'));
    expect(await viewer.ask('draw', { settings: { prompt: 'a new moon', values: {} } })).toEqual({
      ok: true,
    });
    expect(session.calls).toEqual(['start an old sun', 'stop', 'start a new moon']);
    const { works } = await pageOf(url, 0);
    expect(works[0]).toMatchObject({ prompt: 'an old sun', iteration: 1, vector: true });
  });

  it('that is one of several leaves the best of them', async () => {
    const { url, session } = await openStudio({ outputs });
    const before = (await pageOf(url, 0)).total;
    const viewer = await joinStudio(url);
    const settings = { prompt: 'a star', values: { iterations: 1, seed: 4 } };
    expect(await viewer.ask('draw', { settings, bestOf: 65 })).toMatchObject({ ok: false });
    await viewer.ask('draw', { settings, bestOf: 2 });
    session.step();
    const attempts = () =>
      viewer.events.flatMap((event) => (event.type === 'started' ? [event.attempt] : []));
    await until(() => attempts().length === 2);
    expect(attempts()).toEqual([
      { number: 1, of: 2 },
      { number: 2, of: 2 },
    ]);
    session.step();
    await until(() => viewer.events.filter(({ type }) => type === 'works').length === 3);
    expect((await pageOf(url, 0)).total).toBe(before + 1);
    expect(viewer.events.some(({ type }) => type === 'failed')).toBe(false);
  });

  it('of which nothing was drawn yet gives way without a trace', async () => {
    const { url, session } = await openStudio({ outputs });
    const before = (await pageOf(url, 0)).total;
    const viewer = await joinStudio(url);
    await viewer.ask('draw', { settings: { prompt: 'a sun', values: {} } });
    await viewer.ask('draw', { settings: { prompt: 'a moon', values: {} } });
    expect(session.calls).toEqual(['start a sun', 'stop', 'start a moon']);
    expect((await pageOf(url, 0)).total).toBe(before);
  });

  it('is kept although nobody was told of its steps yet', async () => {
    const { url, session } = await openStudio({ outputs });
    const viewer = await joinStudio(url);
    await viewer.ask('draw', { settings: { prompt: 'a quiet sun', values: { strokes: 4 } } });
    const emit = session.emit.bind(session);
    session.emit = (event) => event.type !== 'progress' && emit(event);
    session.step();
    await viewer.ask('draw', { settings: { prompt: 'a moon', values: {} } });
    expect((await pageOf(url, 0)).works[0]).toMatchObject({ prompt: 'a quiet sun', iteration: 1 });
  });

  it('is found by another that is begun while it is being begun itself', async () => {
    const { url, session } = await openStudio({ outputs });
    const viewer = await joinStudio(url);
    const draw = (prompt: string) => viewer.ask('draw', { settings: { prompt, values: {} } });
    await Promise.all([draw('a sun'), draw('a moon')]);
    expect(session.calls).toEqual(['start a sun', 'stop', 'start a moon']);
  });
});
