/** @file The folder under that of the works where a studio keeps what is not a work: drawings under way, pictures. */
import { join } from 'node:path';

export const STUDIO_FOLDER = 'studio';

/** Where a session of the studio has its shelf. @param outputs where works go */
export const shelfIn = (outputs: string): string => join(outputs, STUDIO_FOLDER);
