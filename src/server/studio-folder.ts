/** @file The folder under that of the works where a studio keeps what is not a work: drawings under way, pictures. */
export const STUDIO_FOLDER = 'studio';
