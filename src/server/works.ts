/**
 * @file The works in the studio's folder: a page of them at a time, read when it is asked for, so that a thousand of
 * them take no memory. A folder with a recipe is a work, whoever put it there.
 */
import { lstat, readdir, readFile, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  ArtworkError,
  CHECKPOINT_NAME,
  isFile,
  POINTS_NAME,
  SOURCES_NAME,
  WORK_FILES,
} from '../artwork/index.js';
import { limits, type Work, type WorksPage, workFiles } from '../protocol/index.js';
import { STUDIO_FOLDER } from './studio-folder.js';

/** As much of a recipe as a gallery shows, of any format version; all of it is checked where it is drawn from. */
const briefSchema = z.object({
  createdAt: z.string(),
  result: z.object({ iteration: z.int().min(0), score: z.number() }),
  settings: z.object({
    prompt: z.string(),
    canvas: z.string().default('strokes'),
    width: z.int().min(1),
    height: z.int().min(1),
    changes: z.array(z.object({ type: z.string(), prompt: z.unknown() })).default([]),
  }),
});

export class Works {
  /** @param outputs where works go */
  constructor(readonly outputs: string) {}

  /** @param from place of the first, counted from the newest */
  async page(from: number): Promise<WorksPage> {
    const ids = await this.ids();
    const start = Math.max(0, Math.min(from, ids.length - 1));
    const works = await Promise.all(ids.slice(start, start + limits.works).map((id) => this.describe(id)));
    return { total: ids.length, from: start, works: works.filter((work) => work !== null) };
  }

  /** Folder of a work. @throws ArtworkError where there is none of that name */
  async folder(id: string): Promise<string> {
    const isName = id !== '.' && id !== '..' && id !== STUDIO_FOLDER && !/[/\\\0]/u.test(id);
    const folder = join(this.outputs, id);
    const isThere = isName && (await isFolder(folder)) && (await isFile(join(folder, WORK_FILES.recipe)));
    if (!isThere) throw new ArtworkError('That work is not here any more.');
    return folder;
  }

  /** Deletes what belongs to the work; files that somebody else put beside it stay. */
  async remove(id: string): Promise<void> {
    const folder = await this.folder(id);
    for (const name of [...workFiles, CHECKPOINT_NAME, SOURCES_NAME, POINTS_NAME])
      await rm(join(folder, name), { recursive: true, force: true });
    await rmdir(folder).catch(() => {});
  }

  /** Newest first, by the time of their recipes. */
  private async ids(): Promise<string[]> {
    const entries = await readdir(this.outputs, { withFileTypes: true }).catch(() => []);
    const folders = entries.filter((entry) => entry.isDirectory() && entry.name !== STUDIO_FOLDER);
    const dated = await Promise.all(
      folders.map(async ({ name }) => {
        const entry = await stat(join(this.outputs, name, WORK_FILES.recipe)).catch(() => null);
        return { name, at: entry?.isFile() ? entry.mtimeMs : null };
      }),
    );
    return dated
      .filter(({ at }) => at !== null)
      .sort((a, b) => b.at! - a.at! || (a.name < b.name ? 1 : -1))
      .map(({ name }) => name);
  }

  /** Nothing for a folder whose recipe cannot be read. */
  private async describe(id: string): Promise<Work | null> {
    const folder = join(this.outputs, id);
    try {
      const { createdAt, result, settings } = briefSchema.parse(
        JSON.parse(await readFile(join(folder, WORK_FILES.recipe), 'utf8')),
      );
      const last = settings.changes.findLast(({ prompt }) => typeof prompt === 'string')?.prompt;
      const { canvas, width, height } = settings;
      return {
        id,
        prompt: typeof last === 'string' ? last : settings.prompt,
        canvas,
        createdAt,
        width,
        height,
        ...result,
        vector: await isFile(join(folder, WORK_FILES.svg)),
        canGoOn: await isFile(join(folder, CHECKPOINT_NAME)),
      };
    } catch {
      return null;
    }
  }
}

/** A link to a folder is not followed: what is behind it is not ours to delete. */
const isFolder = (path: string): Promise<boolean> =>
  lstat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
