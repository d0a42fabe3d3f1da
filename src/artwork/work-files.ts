/** @file The files that a finished work is made of, in its folder. */
import { stat } from 'node:fs/promises';

export const WORK_FILES = { svg: 'final.svg', png: 'final.png', recipe: 'recipe.json' } as const;

/** Whether there is a file, or a link to one. */
export const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  );
