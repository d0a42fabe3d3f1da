/** @file Bringing pictures over HTTP, and looking at them small. */
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express';
import { SourceImageError } from '../artwork/index.js';
import { PromptError } from '../guidance/index.js';
import { limits, picturePath } from '../protocol/index.js';
import type { PictureShelf } from './picture-shelf.js';

const MEGABYTE = 2 ** 20;
const TOO_LARGE = `The picture is too large; at most ${limits.pictureBytes / MEGABYTE} MB are taken.`;
const MOST_NAME = 200;

/** @param changed told after each picture that came */
export function servePictures(app: Express, shelf: PictureShelf, changed: () => void): void {
  app.post(
    picturePath,
    express.raw({ type: () => true, limit: limits.pictureBytes }),
    async (request: Request, response: Response) => {
      const bytes: unknown = request.body;
      const { name } = request.query;
      if (!Buffer.isBuffer(bytes) || bytes.length === 0)
        return void response.status(400).type('text').send('There is no picture in the request.\n');
      try {
        const picture = await shelf.add(String(name ?? 'picture').slice(0, MOST_NAME), bytes);
        changed();
        response.json(picture);
      } catch (error) {
        if (!(error instanceof SourceImageError)) throw error;
        response.status(422).type('text').send(`${error.message}\n`);
      }
    },
    tooLarge,
  );

  app.get(`${picturePath}/:name`, async (request, response, next) => {
    try {
      const small = await shelf.small(request.params.name);
      response.set('Cache-Control', 'no-cache').type('image/webp').send(small);
    } catch (error) {
      if (error instanceof PromptError) next();
      else throw error;
    }
  });
}

const tooLarge: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const isTooLarge = error instanceof Error && 'type' in error && error.type === 'entity.too.large';
  if (isTooLarge) response.status(413).type('text').send(`${TOO_LARGE}\n`);
  else next(error);
};
