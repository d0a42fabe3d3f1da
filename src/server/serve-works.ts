/** @file The gallery over HTTP: pages of works, their pictures, and their files to take away. */
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Express, Request, Response } from 'express';
import sharp from 'sharp';
import { ArtworkError, WORK_FILES } from '../artwork/index.js';
import { type WorkFile, workFiles, worksPath } from '../protocol/index.js';
import type { Works } from './works.js';

/** Longer sides of pictures, pixels. */
const SMALL = 256;
const LARGE = 1024;
const QUALITY = 82;

export function serveWorks(app: Express, works: Works): void {
  app.get(worksPath, async (request, response) => {
    const { from = '0' } = request.query;
    const place = typeof from === 'string' && /^\d{1,9}$/u.test(from) ? Number(from) : 0;
    response.set('Cache-Control', 'no-store').json(await works.page(place));
  });

  app.get(`${worksPath}/:id/picture`, async (request, response, next) => {
    const folder = await folderOf(works, request);
    const file = folder && join(folder, WORK_FILES.png);
    const entry = file && (await stat(file).catch(() => null));
    if (!(file && entry)) return next();
    // A browser that has it already is answered without unpacking it again.
    response.set('Cache-Control', 'private, no-cache').set('ETag', `"${entry.mtimeMs}-${entry.size}"`);
    if (request.fresh) return void response.status(304).end();
    const side = request.query.size === 'large' ? LARGE : SMALL;
    const picture = sharp(file).resize(side, side, { fit: 'inside', withoutEnlargement: true });
    response.type('image/webp').send(await picture.webp({ quality: QUALITY }).toBuffer());
  });

  app.get(`${worksPath}/:id/:file`, async (request, response, next) => {
    const { id, file } = request.params;
    const folder = await folderOf(works, request);
    if (folder === null || !workFiles.includes(file as WorkFile)) return next();
    const sent = `${id}${file.slice(file.lastIndexOf('.'))}`;
    sendFile(response, folder, file, sent, next);
  });
}

async function folderOf(works: Works, { params }: Request<{ id: string }>): Promise<string | null> {
  try {
    return await works.folder(params.id);
  } catch (error) {
    if (error instanceof ArtworkError) return null;
    throw error;
  }
}

function sendFile(response: Response, folder: string, file: string, as: string, next: () => void): void {
  response.set('Cache-Control', 'no-store').attachment(as);
  response.sendFile(file, { root: resolve(folder), dotfiles: 'allow' }, (error) => {
    if (error && !response.headersSent) next();
  });
}
