/** @file Pictures of the points of the history, small ones kept for a while: a strip of them is looked at often. */
import type { Express } from 'express';
import { pointPictures, wireNumber } from '../protocol/index.js';
import type { Session } from '../session/index.js';
import type { LiveDrawing } from './live-drawing.js';
import { renderWebp } from './render-picture.js';

/** Longer sides, pixels. */
const SMALL = 144;
const LARGE = 768;
/** Small pictures that are kept; a few kilobytes each. */
const KEPT = 256;
/** What the history's pictures lie on. */
const WHITE = [1, 1, 1] as const;

export function servePoints(app: Express, live: LiveDrawing, session: Session): void {
  const kept = new Map<string, Promise<Buffer | null>>();

  const render = async (point: number, longer: number): Promise<Buffer | null> => {
    const settings = live.snapshot.drawing?.settings;
    const picture = await session.pictureAt(point);
    if (!picture) return null;
    const [width, height] = [wireNumber(settings, 'width', 1), wireNumber(settings, 'height', 1)];
    return renderWebp({ picture, width, height, ground: live.background ?? WHITE, prompt: '' }, longer);
  };
  const small = (run: number, point: number): Promise<Buffer | null> => {
    const key = `${run}/${point}`;
    const known = kept.get(key);
    if (known) return known;
    const made = render(point, SMALL).catch((error: unknown) => {
      kept.delete(key);
      throw error;
    });
    kept.set(key, made);
    for (const old of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(old);
    }
    return made;
  };

  app.get(`${pointPictures}/:run/:point`, async (request, response, next) => {
    const { run, point } = request.params;
    const isPoint = /^\d{1,9}$/u.test(point) && Number(run) === live.snapshot.drawing?.run;
    if (!isPoint) return next();
    const bytes =
      request.query.size === 'large'
        ? await render(Number(point), LARGE)
        : await small(Number(run), Number(point));
    if (bytes === null) return next();
    response.set('Cache-Control', 'no-store').type('image/webp').send(bytes);
  });
}
