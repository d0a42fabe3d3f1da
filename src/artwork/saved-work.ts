/**
 * @file A saved work to begin another one from: the marks of a checkpoint or of an SVG where the new canvas has marks
 * of that kind, and otherwise the picture.
 */
import { readFile, stat } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import type { CanvasName } from '../canvas/index.js';
import type { DrawnPicture } from '../marks/index.js';
import type { RasterSize } from '../raster/index.js';
import { marksOf } from '../session/index.js';
import { ArtworkError, reasonOf } from './artwork-error.js';
import { CHECKPOINT_NAME, openCheckpoint } from './checkpoint/file.js';
import { openRecipe } from './open-recipe.js';
import { type Original, readOriginal } from './sources/source-image.js';
import { importSvg } from './svg-import/import-svg.js';
import { isFile, WORK_FILES } from './work-files.js';

export type SavedWork =
  | { readonly marks: DrawnPicture; readonly leftOut?: string }
  | { readonly original: Original };

type MarkKind = DrawnPicture['kind'];

const isMarkKind = (canvas: CanvasName): canvas is MarkKind & CanvasName =>
  canvas === 'strokes' || canvas === 'shapes';

/**
 * @param where a checkpoint, a recipe, the folder of a work, an SVG, or a picture
 * @param canvas what it is gone on with as
 * @throws ArtworkError, SourceImageError
 */
export async function openSavedWork(where: string, canvas: CanvasName, size: RasterSize): Promise<SavedWork> {
  const file = await fileOf(where, canvas);
  const ending = extname(file).toLowerCase();
  if (ending === '.atelier') return { marks: await marksOfCheckpoint(file, canvas) };
  if (ending !== '.svg' || !isMarkKind(canvas)) return { original: await readOriginal(file) };
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new ArtworkError(`${file}: the SVG cannot be read; ${reasonOf(error)}.`, { cause: error });
  });
  const { picture, leftOut } = importSvg(text, file, canvas, size);
  return { marks: picture, ...(leftOut === undefined ? {} : { leftOut }) };
}

/** Which file of a work is begun from. */
async function fileOf(where: string, canvas: CanvasName): Promise<string> {
  const isFolder = await stat(where).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  let folder = where;
  if (extname(where).toLowerCase() === '.json') {
    await openRecipe(where);
    folder = dirname(where);
  } else if (!isFolder) return where;
  const names = [...(isFolder && isMarkKind(canvas) ? [CHECKPOINT_NAME] : []), ...finished(canvas)];
  for (const name of names) {
    if (await isFile(join(folder, name))) return join(folder, name);
  }
  throw new ArtworkError(`${folder}: there is no work to begin from, neither ${names.join(' nor ')}.`);
}

const finished = (canvas: CanvasName): readonly string[] =>
  isMarkKind(canvas) ? [WORK_FILES.svg, WORK_FILES.png] : [WORK_FILES.png];

async function marksOfCheckpoint(file: string, canvas: CanvasName): Promise<DrawnPicture> {
  const { state } = await openCheckpoint(file);
  const { settings } = state.facts;
  const marks = settings.canvas === canvas ? await marksOf(state) : undefined;
  if (!marks) {
    throw new ArtworkError(
      `${file}: this is a checkpoint of ${settings.canvas}, which a canvas of ${canvas} cannot begin from; give its final.png, or atelier resume goes on with it.`,
    );
  }
  return marks;
}
