/** @file The folder in which the drawing under way is kept: made when something is first put into it, gone when empty. */
import { rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CHECKPOINT_NAME,
  keepOriginals,
  type Original,
  POINTS_NAME,
  prepareFolder,
  SOURCES_NAME,
} from '../artwork/index.js';
import { PICTURE_NAME } from './offers.js';

export class KeptFolder {
  private isPrepared = false;

  constructor(readonly path: string) {}

  /** @throws ArtworkError where it cannot be written to */
  async prepare(): Promise<void> {
    if (this.isPrepared) return;
    await prepareFolder(this.path);
    this.isPrepared = true;
  }

  /** Pictures that the drawing is made from. @throws ArtworkError */
  async keep(originals: readonly Original[]): Promise<void> {
    if (originals.length === 0) return;
    await this.prepare();
    await keepOriginals(this.path, originals);
  }

  /** Another drawing takes its place. */
  async empty(): Promise<void> {
    // Where it stays, the worst is an offer too many; nobody shall be kept from drawing.
    await rm(this.path, { recursive: true, force: true }).catch(() => {});
    this.isPrepared = false;
  }

  /** Takes away what is saved of the drawing; the pictures that it is made from only when it is over. */
  async clear(all: boolean): Promise<void> {
    const names = [CHECKPOINT_NAME, PICTURE_NAME, ...(all ? [SOURCES_NAME, POINTS_NAME] : [])];
    for (const name of names) await rm(join(this.path, name), { recursive: true, force: true });
    this.isPrepared = await rmdir(this.path).then(
      () => false,
      () => this.isPrepared,
    );
  }
}
