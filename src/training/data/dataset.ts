/**
 * @file The data set on disk: `pictures.bin`, the pixels one after the other, and `index.json`, what they are.
 * A full picture is SIZE²·4 bytes, RGBA with straight alpha; a tinted one SIZE² bytes of coverage, whose colour the
 * trainer chooses.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { colourNames } from '../../guidance/index.js';
import { TrainingError } from '../training-error.js';

/** Side of a stored picture, pixels: half as much again as the tower sees, so that warps do not blur. */
export const PICTURE_SIDE = 96;

const conceptSchema = z.object({
  /** English. */
  name: z.string(),
  /** What else it is called in English: synonyms and kinds, nearest first. */
  synonyms: z.array(z.string()),
  /** Names by language, the usual one first. */
  names: z.record(z.string(), z.array(z.string()).min(1)),
  /** What else it is called, by language: by dictionaries, by variants of the language, and for its kind. */
  translations: z.record(z.string(), z.array(z.string())).default({}),
  /** Names that say a colour (a red apple), of all languages, and which. */
  colours: z.record(z.string(), z.enum(colourNames)).default({}),
});
const pictureSchema = z.object({
  /** Index of the concept. */
  concept: z.int().min(0),
  /** Bytes from the beginning of `pictures.bin`. */
  offset: z.int().min(0),
  /** 4: RGBA; 1: coverage of a one-colour icon. */
  channels: z.union([z.literal(1), z.literal(4)]),
  source: z.string(),
  name: z.string(),
  role: z.enum(['train', 'test']),
  medium: z.enum(['drawing', 'icon', 'photo']),
  /** Where its name says it. */
  colour: z.string().optional(),
  /** What its owner says of it, as it stands; without them captions are composed. */
  captions: z.array(z.string()).min(1).optional(),
});
const indexSchema = z.object({
  format: z.literal('clip-atelier pictures'),
  version: z.literal(1),
  side: z.int().positive(),
  concepts: z.array(conceptSchema),
  pictures: z.array(pictureSchema),
  /** Drawings that the renderer could not draw, by source. */
  skipped: z.record(z.string(), z.array(z.string())),
});

export type DataIndex = z.infer<typeof indexSchema>;
export type DataConcept = z.infer<typeof conceptSchema>;
export type DataPicture = z.infer<typeof pictureSchema>;

/** A thing of which nothing is known but an English name. */
export const conceptNamed = (name: string): DataConcept => ({
  name,
  synonyms: [],
  names: { en: [name] },
  translations: {},
  colours: {},
});

export const dataFiles = { index: 'index.json', pictures: 'pictures.bin' } as const;

/** A data set that is open for reading. */
export class Dataset {
  private constructor(
    readonly index: DataIndex,
    private readonly descriptor: number,
  ) {}

  /** @throws TrainingError when the folder has no whole data set */
  static async open(folder: string): Promise<Dataset> {
    const file = join(folder, dataFiles.index);
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (cause) {
      throw new TrainingError(`${file}: there is no data set here; build one with “npm run data”.`, {
        cause,
      });
    }
    const parsed = indexSchema.safeParse(parseJson(text));
    if (!parsed.success) {
      throw new TrainingError(
        `${file}: this is not a data set of this version; build it again with “npm run data”.`,
      );
    }
    return new Dataset(parsed.data, openSync(join(folder, dataFiles.pictures), 'r'));
  }

  /** Pixels of one picture, side²·channels bytes. */
  read({ offset, channels, name }: DataPicture): Uint8Array {
    const bytes = new Uint8Array(this.index.side ** 2 * channels);
    const got = readSync(this.descriptor, bytes, 0, bytes.length, offset);
    if (got !== bytes.length) {
      throw new TrainingError(
        `The data set ends inside the picture ${name}; build it again with “npm run data”.`,
      );
    }
    return bytes;
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
