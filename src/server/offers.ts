/**
 * @file Drawings that a studio left unfinished: a folder each, with a checkpoint and a picture. The newest is offered
 * until somebody goes on with it or throws it away. A folder belongs to the process whose number is in its name; those
 * of processes that are gone are up for offer.
 */
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Express } from 'express';
import { ArtworkError, CHECKPOINT_NAME, isAlive, openCheckpoint } from '../artwork/index.js';
import { type Offer, offerPictures } from '../protocol/index.js';

/** Of a drawing under way, and of one that was left: the process that drew it, and when. */
const UNDER_WAY = /^drawing-(\d+)$/u;
const LEFT = /^left-\d+-\d+$/u;
/** A point of a history that was on the disk, where an open file cannot lose its name. */
const POINT = /^point-(\d+)-\d+\.part$/u;
export const PICTURE_NAME = 'picture.webp';

/** Where a process keeps the drawing under way. */
export const ownFolder = (studio: string): string => join(studio, `drawing-${process.pid}`);

export class Offers {
  private waiting: readonly Offer[] = [];

  /** @param studio folder of everything the studio keeps of drawings under way */
  constructor(private readonly studio: string) {}

  /** Finds what was left. */
  async find(): Promise<void> {
    const names = await readdir(this.studio).catch(() => []);
    for (const name of names) {
      const process = UNDER_WAY.exec(name)?.[1];
      if (process !== undefined && !isAlive(Number(process))) await this.leave(name, process);
      const owner = POINT.exec(name)?.[1];
      if (owner !== undefined && !isAlive(Number(owner))) await rm(join(this.studio, name), { force: true });
    }
    const left = (await readdir(this.studio).catch(() => [])).filter((name) => LEFT.test(name));
    const offers = await Promise.all(left.map((name) => this.offerOf(name)));
    this.waiting = offers
      .filter((offer) => offer !== null)
      .sort((a, b) => b.savedAt.localeCompare(a.savedAt));
  }

  get newest(): Offer | null {
    return this.waiting[0] ?? null;
  }

  /** @throws ArtworkError where it is not there any more */
  folder(id: string): string {
    return join(this.studio, this.expect(id).id);
  }

  /**
   * It is the drawing under way again: what is saved of it next takes its place.
   * @throws ArtworkError where another studio was quicker
   */
  async adopt(id: string): Promise<void> {
    const own = ownFolder(this.studio);
    await rm(own, { recursive: true, force: true });
    await rename(join(this.studio, this.expect(id).id), own).catch((cause: unknown) => {
      throw new ArtworkError('Another studio goes on with that drawing already.', { cause });
    });
    this.forget(id);
  }

  async discard(id: string): Promise<void> {
    await rm(join(this.studio, this.expect(id).id), { recursive: true, force: true });
    this.forget(id);
  }

  servePictures(app: Express): void {
    app.get(`${offerPictures}/:id`, (request, response, next) => {
      const offer = this.waiting.find(({ id }) => id === request.params.id);
      if (!offer?.picture) return next();
      const root = resolve(this.studio, offer.id);
      response.set('Cache-Control', 'no-store').sendFile(PICTURE_NAME, { root });
    });
  }

  private expect(id: string): Offer {
    const offer = this.waiting.find((one) => one.id === id);
    if (!offer) throw new ArtworkError('That drawing is not kept any more.');
    return offer;
  }

  private forget(id: string): void {
    this.waiting = this.waiting.filter((offer) => offer.id !== id);
  }

  /** Another studio may have been quicker. */
  private async leave(name: string, process: string): Promise<void> {
    const from = join(this.studio, name);
    const { mtimeMs } = await stat(from).catch(() => ({ mtimeMs: 0 }));
    await rename(from, join(this.studio, `left-${Math.round(mtimeMs)}-${process}`)).catch(() => {});
  }

  /** Nothing for a folder that holds no checkpoint that can be read; one without any is of no use. */
  private async offerOf(id: string): Promise<Offer | null> {
    const folder = join(this.studio, id);
    const isThere = await stat(join(folder, CHECKPOINT_NAME)).catch(() => null);
    if (!isThere) await rm(folder, { recursive: true, force: true });
    if (!isThere) return null;
    try {
      const { facts } = (await openCheckpoint(folder)).state;
      const { mtime } = await stat(join(folder, CHECKPOINT_NAME));
      const picture = await stat(join(folder, PICTURE_NAME)).catch(() => null);
      const last = facts.changes.findLast(({ type }) => type === 'prompt') as { prompt: string } | undefined;
      return {
        id,
        prompt: last?.prompt ?? facts.settings.prompt,
        canvas: facts.settings.canvas,
        iteration: facts.iteration,
        iterations: facts.schedule.iterations,
        savedAt: mtime.toISOString(),
        picture: picture ? `${offerPictures}/${encodeURIComponent(id)}` : null,
      };
    } catch (error) {
      if (error instanceof ArtworkError) return null;
      throw error;
    }
  }
}
