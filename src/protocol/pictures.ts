/** @file Pictures that people bring: to draw towards, to begin from, or as masks. */
import { z } from 'zod';

export const pictureSchema = z.object({
  /** As a prompt names it: `@photo.png`. */
  name: z.string().min(1).max(80),
  /** Of its file, in hex: what `settings.image` names. */
  sha256: z.string().length(64),
  /** Pixels, as it lies on the disk, turned upright. */
  width: z.int().min(1),
  height: z.int().min(1),
});
/** A picture on the studio's shelf. */
export type ShelfPicture = z.infer<typeof pictureSchema>;

/** `POST` with a picture's bytes and `?name=` adds one; `GET` of a name is its small picture. */
export const picturePath = '/api/pictures';
