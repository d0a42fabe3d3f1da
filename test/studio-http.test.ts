import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { pictureToPng } from '../src/artwork/index.js';
import { PortInUseError } from '../src/server/index.js';
import { cleanUp, joinStudio, openStudio } from './studio-harness.js';

afterEach(cleanUp);

async function drawHouse(prompt = 'a red house') {
  const studio = await openStudio();
  const viewer = await joinStudio(studio.url);
  const values = { strokes: 24, width: 320, height: 160 };
  await viewer.ask('draw', { settings: { prompt, values } });
  for (let i = 0; i < 20; i++) studio.session.step();
  return { ...studio, viewer };
}

describe('downloads', () => {
  it('the SVG has as many paths as strokes, and a name from the prompt', async () => {
    const { url } = await drawHouse();
    const response = await fetch(`${url}api/svg`);
    expect(response.headers.get('content-type')).toContain('image/svg+xml');
    expect(response.headers.get('content-disposition')).toContain('filename=a-red-house.svg');
    const svg = await response.text();
    expect(svg.match(/<path /g)).toHaveLength(24);
  });

  it('the PNG has the size asked for on its longer side', async () => {
    const { url } = await drawHouse();
    for (const [query, width] of [
      ['?size=64', 64],
      ['', 1024],
    ] as const) {
      const response = await fetch(`${url}api/png${query}`);
      const picture = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
      expect(picture).toMatchObject({ format: 'png', width, height: width / 2 });
    }
  });

  it('the PNG shows what the rasteriser draws', async () => {
    const { url, session } = await drawHouse();
    let ours: Promise<Buffer> | null = null;
    session.on((event) => {
      if (event.type === 'frame')
        ours = pictureToPng(event.picture, { width: 320, height: 160 }, event.paper);
    });
    session.step();
    const pixels = async (png: ArrayBuffer | Buffer) => sharp(png).removeAlpha().raw().toBuffer();
    const theirs = await pixels(await (await fetch(`${url}api/png?size=320`)).arrayBuffer());
    const expected = await pixels((await ours) ?? Buffer.alloc(0));
    expect(theirs.length).toBe(expected.length);
    const difference = theirs.reduce((sum, value, i) => sum + Math.abs(value - expected[i]!), 0);
    expect(difference / theirs.length).toBeLessThan(1.5);
    expect(expected.some((value) => value < 128)).toBe(true);
  });

  it.each(['?size=0', '?size=999999', '?size=1e9', '?size=x', '?size=64&size=65', '?size=-64', '?size='])(
    'a PNG of %s is refused with the limits',
    async (query) => {
      const { url } = await drawHouse();
      const response = await fetch(`${url}api/png${query}`);
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('16 to 2048');
    },
  );

  it('show the drawing as it is now, even when nobody watches', async () => {
    const { url, session, viewer } = await drawHouse();
    const before = await (await fetch(`${url}api/svg`)).text();
    viewer.socket.disconnect();
    while (session.watching) await new Promise((resolve) => setTimeout(resolve, 5));
    for (let i = 0; i < 50; i++) session.step();
    expect(await (await fetch(`${url}api/svg`)).text()).not.toBe(before);
    expect(session.watching).toBe(false);
  });

  it('are 404 before anything was drawn', async () => {
    const { url } = await openStudio();
    expect((await fetch(`${url}api/svg`)).status).toBe(404);
    expect((await fetch(`${url}api/png`)).status).toBe(404);
  });

  it('survive any prompt as a file name', async () => {
    const { url } = await drawHouse('../../etc/passwd "\r\n🙂 дом');
    const response = await fetch(`${url}api/svg`);
    expect(decodeURIComponent(response.headers.get('content-disposition') ?? '')).toContain(
      'etc-passwd-дом.svg',
    );
  });
});

describe('the page', () => {
  async function builtPage(): Promise<string> {
    const folder = await mkdtemp(path.join(tmpdir(), 'atelier-page-'));
    await mkdir(path.join(folder, 'assets'));
    await writeFile(path.join(folder, 'index.html'), '<!doctype html><title>Atelier</title>');
    await writeFile(path.join(folder, 'assets/app-1a2b3c.js'), 'export {};');
    return folder;
  }

  it('comes with a policy that lets in nothing from elsewhere', async () => {
    const uiFolder = await builtPage();
    const { url } = await openStudio({ uiFolder });
    const page = await fetch(url);
    expect(await page.text()).toContain('Atelier');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('x-powered-by')).toBeNull();
    const script = await fetch(`${url}assets/app-1a2b3c.js`);
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect((await fetch(`${url}assets/no.js`)).status).toBe(404);
    expect((await fetch(`${url}nowhere`)).status).toBe(404);
    expect((await fetch(`${url}%2e%2e/%2e%2e/etc/passwd`)).status).toBe(404);
    expect((await fetch(`${url}%ff`)).status).toBe(404);
    await rm(uiFolder, { recursive: true });
  });

  it('says so when it is not built', async () => {
    const { url } = await openStudio();
    const page = await fetch(url);
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('npm run build');
  });

  it('is refused to a foreign host name or origin', async () => {
    const { port } = await openStudio();
    const status = (headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        const get = request({ host: '127.0.0.1', port, path: '/api/svg', headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        get.on('error', reject).end();
      });
    expect(await status({ host: `evil.example:${port}` })).toBe(403);
    expect(await status({ host: '127.0.0.1' })).toBe(403);
    expect(await status({ host: `127.0.0.1:${port}`, origin: 'http://evil.example' })).toBe(403);
    expect(await status({ host: `LOCALHOST:${port}` })).toBe(404);
    expect(await status({ host: `[::1]:${port}` })).toBe(404);
  });
});

describe('listening', () => {
  it('on a used port names it and the next free one', async () => {
    const { port } = await openStudio();
    const error: unknown = await openStudio({ port }).catch((reason: unknown) => reason);
    if (!(error instanceof PortInUseError)) throw error;
    expect(error.nextFree).toBeGreaterThan(port);
    expect(error.message).toContain(`Port ${port} is in use`);
    expect(error.message).toContain(`port ${error.nextFree} is free`);
    const next = await openStudio({ port: error.nextFree ?? 0 });
    expect(next.port).toBe(error.nextFree);
  });

  it('on a port that is no port is refused', async () => {
    await expect(openStudio({ port: 70_000 })).rejects.toThrow('0 to 65535');
  });

  it('ends with close, and the port is free again', async () => {
    const { server, port } = await openStudio();
    await joinStudio(server.url);
    await server.close();
    expect((await openStudio({ port })).port).toBe(port);
  });
});
