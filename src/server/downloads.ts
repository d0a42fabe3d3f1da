/** @file The drawing as it is now, as a file: SVG, and PNG at any size up to the limit. */
import type { Express, Response } from 'express';
import sharp from 'sharp';
import { pictureToPng, pictureToSvg } from '../artwork/index.js';
import { downloadPaths, limits } from '../protocol/index.js';
import type { LiveDrawing, ShownPicture } from './live-drawing.js';

/** How long a download waits for a frame when nobody was watching, milliseconds. */
const FRAME_PATIENCE = 2000;
/** Pictures rendered or waiting to be; more are refused rather than piled up in memory. */
const MOST_RENDERS = 4;

export function serveDownloads(app: Express, live: LiveDrawing): void {
  let renders = 0;
  let lastRender: Promise<unknown> = Promise.resolve();

  app.get(downloadPaths.svg, async (_, response) => {
    const shown = await currentPicture(live);
    if (shown === null) return refuse(response, 404, 'Nothing has been drawn yet.');
    const { picture, width, height, paper, prompt } = shown;
    const svg = await pictureToSvg(picture, { width, height }, paper, { title: prompt });
    if (svg === undefined) return refuse(response, 404, 'A picture of pixels has no SVG; download the PNG.');
    attach(response, shown, 'svg').type('image/svg+xml').send(svg);
  });

  app.get(downloadPaths.png, async (request, response) => {
    const longer = readSize(request.query.size);
    if (longer === null) {
      const { min, max } = limits.pngSize;
      return refuse(response, 400, `The size has to be a whole number from ${min} to ${max} pixels.`);
    }
    const picture = await currentPicture(live);
    if (picture === null) return refuse(response, 404, 'Nothing has been drawn yet.');
    if (renders >= MOST_RENDERS)
      return refuse(response, 503, 'The studio is busy with other downloads; try again.');
    renders += 1;
    const render = lastRender
      .then(() => renderPng(picture, longer))
      .finally(() => {
        renders -= 1;
      });
    lastRender = render.catch(() => undefined);
    attach(response, picture, 'png')
      .type('image/png')
      .send(await render);
  });
}

/** The newest picture; asks for one where the session sends none because nobody watches. */
async function currentPicture(live: LiveDrawing): Promise<ShownPicture | null> {
  if (live.viewed || live.snapshot.state !== 'running') return live.shown;
  const release = live.watch();
  let unsubscribe = () => {};
  try {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, FRAME_PATIENCE);
      const done = () => {
        clearTimeout(timer);
        resolve();
      };
      unsubscribe = live.subscribe({ event: () => {}, frame: done });
    });
  } finally {
    unsubscribe();
    release();
  }
  return live.shown;
}

/**
 * Through the SVG, which libvips renders on a thread of its own: our rasteriser would hold up everybody's events for
 * as long as it draws (.4 s at 1024 pixels, 1.9 s at 2048, on a busy machine).
 */
async function renderPng(shown: ShownPicture, longer: number): Promise<Buffer> {
  const { picture, width, height, paper, prompt } = shown;
  const scale = longer / Math.max(width, height);
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  const size = { width: side(width), height: side(height) };
  const svg = await pictureToSvg(picture, size, paper, { title: prompt });
  return svg === undefined ? pictureToPng(picture, size, paper) : sharp(Buffer.from(svg)).png().toBuffer();
}

function readSize(text: unknown): number | null {
  if (text === undefined) return limits.pngSize.default;
  if (typeof text !== 'string' || !/^\d{1,5}$/.test(text)) return null;
  const size = Number(text);
  return size >= limits.pngSize.min && size <= limits.pngSize.max ? size : null;
}

function attach(response: Response, { prompt }: ShownPicture, extension: string): Response {
  return response.attachment(`${fileStem(prompt)}.${extension}`).set('Cache-Control', 'no-store');
}

/** A file name from a prompt: its letters and digits, of any script, joined by hyphens; at most 60 characters. */
export function fileStem(prompt: string): string {
  const words =
    prompt
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const stem = [...words.join('-')].slice(0, 60).join('').replace(/-+$/, '');
  return stem === '' ? 'drawing' : stem;
}

function refuse(response: Response, status: number, sentence: string): void {
  response.status(status).type('text').send(`${sentence}\n`);
}
