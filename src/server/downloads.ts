/** @file The drawing as it is now, as a file: SVG, and PNG at any size up to the limit. */
import type { Express, Response } from 'express';
import sharp from 'sharp';
import { pictureToSvg, slugOf } from '../artwork/index.js';
import { fillOnPaper } from '../canvas/index.js';
import { downloadPaths, groundPath, limits, wireNumber } from '../protocol/index.js';
import { bytesOfImage } from '../raster/index.js';
import type { ShownPicture } from './frame-feed.js';
import type { LiveDrawing } from './live-drawing.js';
import { renderPng } from './render-picture.js';

/** How long a download waits for a frame when nobody was watching, milliseconds. */
const FRAME_PATIENCE = 2000;
/** Pictures rendered or waiting to be; more are refused rather than piled up in memory. */
const MOST_RENDERS = 4;
/** Characters of a file's name. */
const MOST_NAME = 60;
const WHITE = [1, 1, 1] as const;

/** Longer side of a background as the page shows it, pixels; of a JPEG, 0..100. */
const GROUND_SIDE = 1024;
const GROUND_QUALITY = 85;

/** The photograph under the marks, cut to the canvas. */
function serveGround(app: Express, live: LiveDrawing): void {
  app.get(`${groundPath}/:run`, async (request, response, next) => {
    const { drawing } = live.snapshot;
    if (live.background === undefined || Number(request.params.run) !== drawing?.run) return next();
    const { settings } = drawing;
    const [width, height] = [wireNumber(settings, 'width', 1), wireNumber(settings, 'height', 1)];
    const scale = Math.min(1, GROUND_SIDE / Math.max(width, height));
    const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
    const page = bytesOfImage(fillOnPaper(live.background, size, WHITE));
    const jpeg = sharp(page, { raw: { ...size, channels: 3 } }).jpeg({ quality: GROUND_QUALITY });
    response
      .set('Cache-Control', 'no-store')
      .type('image/jpeg')
      .send(await jpeg.toBuffer());
  });
}

export function serveDownloads(app: Express, live: LiveDrawing): void {
  serveGround(app, live);
  let renders = 0;
  let lastRender: Promise<unknown> = Promise.resolve();

  app.get(downloadPaths.svg, async (_, response) => {
    const shown = await currentPicture(live);
    if (shown === null) return refuse(response, 404, 'Nothing has been drawn yet.');
    const { picture, width, height, ground, prompt } = shown;
    const svg = await pictureToSvg(picture, { width, height }, ground, { title: prompt });
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
export async function currentPicture(live: LiveDrawing): Promise<ShownPicture | null> {
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

function readSize(text: unknown): number | null {
  if (text === undefined) return limits.pngSize.default;
  if (typeof text !== 'string' || !/^\d{1,5}$/.test(text)) return null;
  const size = Number(text);
  return size >= limits.pngSize.min && size <= limits.pngSize.max ? size : null;
}

function attach(response: Response, { prompt }: ShownPicture, extension: string): Response {
  return response.attachment(`${slugOf(prompt, MOST_NAME)}.${extension}`).set('Cache-Control', 'no-store');
}

function refuse(response: Response, status: number, sentence: string): void {
  response.status(status).type('text').send(`${sentence}\n`);
}
