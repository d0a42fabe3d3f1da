/** @file Keeps the points that have names beside the drawing under way, and in the work that it has become. */
import { existsSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ArtworkError, keepPoints, POINTS_NAME, type Recipe, reasonOf } from '../artwork/index.js';
import type { HistoryEvent, Session } from '../session/index.js';

export class PointKeeper {
  /** What was last kept. */
  private kept = '';

  constructor(
    private readonly session: Session,
    private readonly model: () => Promise<Recipe['model']>,
  ) {}

  /** Another drawing: nothing is kept of it yet. */
  begin(): void {
    this.kept = '';
  }

  /**
   * Most of the time nothing of them has changed.
   * @param prepare called before anything is written to `folder`
   * @param work the folder of the work that the drawing is, as long as it is not changed again
   */
  async keep(
    { nodes, current }: HistoryEvent,
    folder: string,
    prepare: () => Promise<void>,
    work: string | null,
  ): Promise<void> {
    const named = nodes.filter(({ name }) => name !== null);
    const points = named.length === 0 ? '' : JSON.stringify([named, current]);
    if (points === this.kept) return;
    if (named.length > 0) await prepare();
    await keepPoints(folder, { nodes, current }, (id) => this.session.stateAt(id), await this.model());
    this.kept = points;
    if (work === null) return;
    await rm(join(work, POINTS_NAME), { recursive: true, force: true });
    await copyBeside(folder, work, POINTS_NAME);
  }
}

/** Copies what lies beside a checkpoint into a work, where there is such a thing. @throws ArtworkError */
export async function copyBeside(folder: string, work: string, name: string): Promise<void> {
  const from = join(folder, name);
  if (!existsSync(from)) return;
  await cp(from, join(work, name), { recursive: true }).catch((error: unknown) => {
    throw new ArtworkError(`${join(work, name)} cannot be written; ${reasonOf(error)}.`, { cause: error });
  });
}
