/** @file Pictures that people bring to the studio: taken in under a name, refused with a sentence, lent to a drawing. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { limits, picturePath, type ShelfPicture } from '../src/protocol/index.js';
import { cleanUp, joinStudio, openStudio, until } from './studio-harness.js';

let outputs: string;

beforeAll(async () => {
  outputs = await mkdtemp(path.join(tmpdir(), 'atelier-pictures-'));
});
afterEach(cleanUp);
afterAll(() => rm(outputs, { recursive: true }));

const plain = (background: string, width = 40, height = 30): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();

const bring = (url: string, name: string, body: Uint8Array, headers: Record<string, string> = {}) =>
  fetch(new URL(`${picturePath}?name=${encodeURIComponent(name)}`, url), {
    method: 'POST',
    body: body as Uint8Array<ArrayBuffer>,
    headers,
  });

async function brought(url: string, name: string, background: string): Promise<ShelfPicture> {
  const response = await bring(url, name, await plain(background));
  expect(response.status).toBe(200);
  return (await response.json()) as ShelfPicture;
}

describe('a picture', () => {
  it('gets a name that a prompt can say, is told to everybody and shown small', async () => {
    const { url } = await openStudio({ outputs });
    const viewer = await joinStudio(url);
    const picture = await brought(url, 'My | holiday: 1.PNG', 'red');
    expect(picture).toMatchObject({ name: 'my-holiday-1.png', width: 40, height: 30 });
    await until(() => viewer.events.some(({ type }) => type === 'pictures'));
    const told = viewer.events.find((event) => event.type === 'pictures');
    expect(told?.pictures).toEqual([picture]);
    const small = await fetch(new URL(`${picturePath}/${picture.name}`, url));
    expect(small.headers.get('content-type')).toBe('image/webp');
  });

  it('is there once, however often and under whatever name it comes', async () => {
    const { url } = await openStudio({ outputs });
    const first = await brought(url, 'a.png', 'blue');
    expect(await brought(url, 'b.png', 'blue')).toEqual(first);
    expect((await brought(url, 'a.png', 'green')).name).toBe('a-2.png');
  });

  it('is found again by the next studio, and can be taken away', async () => {
    const { url } = await openStudio({ outputs });
    const viewer = await joinStudio(url);
    const [first] = viewer.hellos[0]!.snapshot.pictures;
    expect(first?.sha256).toMatch(/^[0-9a-f]{64}$/u);
    expect(await viewer.ask('removePicture', { name: first!.name })).toEqual({ ok: true });
    expect((await fetch(new URL(`${picturePath}/${first!.name}`, url))).status).toBe(404);
  });

  it('that a changed prompt names is lent to the drawing; one that is not here is refused', async () => {
    const { url, session } = await openStudio({ outputs });
    const viewer = await joinStudio(url);
    const { name } = await brought(url, 'lend.png', 'yellow');
    await viewer.ask('draw', { settings: { prompt: 'a sun', values: {} } });
    expect(await viewer.ask('prompt', { prompt: `sun | @${name}` })).toEqual({ ok: true });
    expect(session.calls.slice(-2)).toEqual([`lend ${name}`, `prompt sun | @${name}`]);
    expect(await viewer.ask('tune', { values: { negative: 'sun | @nobody.png' } })).toMatchObject({
      ok: false,
      error: { message: /no picture “nobody.png” here/ },
    });
    expect(await viewer.ask('draw', { settings: { prompt: '@nobody.png', values: {} } })).toMatchObject({
      ok: false,
    });
  });
});

describe('what is no picture', () => {
  it.each<[string, () => Promise<Uint8Array> | Uint8Array, number, RegExp]>([
    [
      'text',
      () => Buffer.from('Once upon a time'),
      422,
      /^bad\.png: this is not a picture that can be read\.$/,
    ],
    ['nothing', () => new Uint8Array(0), 400, /no picture in the request/],
    ['half a file', async () => (await plain('red', 200, 200)).subarray(0, 100), 422, /cannot|not a picture/],
    ['too much', () => new Uint8Array(limits.pictureBytes + 1), 413, /too large; at most 32 MB/],
  ])('%s is refused with a sentence', async (_, body, status, sentence) => {
    const { url } = await openStudio({ outputs });
    const response = await bring(url, 'bad.png', await body());
    expect(response.status).toBe(status);
    expect((await response.text()).trim()).toMatch(sentence);
    const viewer = await joinStudio(url);
    expect(viewer.hellos[0]!.snapshot.pictures.map(({ name }) => name)).not.toContain('bad.png');
  });

  it('a page from elsewhere cannot bring any', async () => {
    const { url } = await openStudio({ outputs });
    const response = await bring(url, 'a.png', await plain('red'), { origin: 'http://elsewhere.example' });
    expect(response.status).toBe(403);
  });
});
