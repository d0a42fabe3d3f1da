/**
 * @file Draws prompts × seeds into a folder, several at a time. A drawing that is there already is not drawn again, so
 * that a series that was broken off goes on where it was; the folder's name tells the settings and the model apart.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { hashWeights, pictureToPng, writeWhole } from '../artwork/index.js';
import type { Picture } from '../canvas/index.js';
import { makeFolder } from '../compile/index.js';
import { completeSettings, type DrawSettings, type Session } from '../session/index.js';
import { QualityError } from './quality-error.js';

/** One drawing of the series. */
export interface Sitter {
  readonly prompt: string;
  readonly seed: number;
}

/** A drawing as it lies in the folder. */
export interface Drawn extends Sitter {
  /** PNG, SIDE². */
  readonly file: string;
  /** Steps, and the seconds from the request to the last of them. */
  readonly iterations: number;
  readonly seconds: number;
  /** Drawings that were being made at a time, this one among them: seconds are of a machine so busy. */
  readonly atOnce: number;
  /** Pictures on the way, one below the other in `trailFile`, TRAIL_SIDE² each. */
  readonly trail: readonly { readonly iteration: number; readonly seconds: number }[];
  readonly trailFile: string;
}

export interface SeriesProgress {
  readonly done: number;
  readonly total: number;
  /** Drawings made in a second of this sitting, by all sessions together; nothing before the first. */
  readonly rate: number | undefined;
}

/** Sides of the saved pictures, pixels: finer than any judge looks. */
const SIDE = 256;
export const TRAIL_SIDE = 96;
/** Steps between two pictures of the trail. */
const TRAIL_STEPS = 10;
const PAPER = [1, 1, 1] as const;

/** The settings but for what tells one drawing of a series from another. */
export type SeriesSettings = Readonly<Record<string, number | string>>;

export interface SeriesOptions {
  /** `canvas` and values. */
  readonly settings: SeriesSettings;
  readonly sitters: readonly Sitter[];
  /** Under which each series has a folder of its own. */
  readonly folder: string;
  /** No new drawing begins later than this many seconds after the first; those that are there count all the same. */
  readonly seconds: number;
  readonly show: (progress: SeriesProgress) => void;
  /** Told of each drawing as soon as it is there, one at a time. */
  readonly each?: (drawn: Drawn) => Promise<void>;
}

/**
 * @param sessions of one model, that many drawings at a time; which of them draws makes no difference to the drawing
 * @returns in the order of the sitters
 * @throws SettingsError, SessionError, QualityError
 */
export async function drawSeries(
  sessions: readonly Session[],
  { settings, sitters, folder, seconds, show, each }: SeriesOptions,
): Promise<Drawn[]> {
  const place = join(folder, await seriesName(sessions[0]!, settings));
  makeFolder(place);
  const drawn = new Map<Sitter, Drawn>();
  let made = 0;
  let telling = Promise.resolve();
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  const tell = (sitter: Sitter, one: Drawn): Promise<void> => {
    drawn.set(sitter, one);
    telling = telling.then(async () => {
      await each?.(one);
      show({ done: drawn.size, total: sitters.length, rate: made > 0 ? made / elapsed() : undefined });
    });
    return telling;
  };
  const missing: Sitter[] = [];
  for (const sitter of sitters) {
    const known = await readDrawn(place, sitter);
    if (known) await tell(sitter, known);
    else missing.push(sitter);
  }
  const draw = async (session: Session): Promise<void> => {
    for (;;) {
      if (elapsed() > seconds && drawn.size > 0) return;
      const sitter = missing.shift();
      if (!sitter) return;
      const fresh = await drawOne(session, { settings, sitter, place, atOnce: sessions.length });
      made++;
      await tell(sitter, fresh);
    }
  };
  await Promise.all(sessions.map(draw));
  return sitters.flatMap((sitter) => drawn.get(sitter) ?? []);
}

async function seriesName(session: Session, settings: SeriesSettings): Promise<string> {
  const { prompt: _, seed: __, ...whole } = completeSettings({ ...settings, prompt: 'x' });
  const weights = await hashWeights(session.model.weightFiles);
  const hash = createHash('sha256')
    .update(JSON.stringify([whole, weights]))
    .digest('hex');
  return `${whole.canvas}-${hash.slice(0, 12)}`;
}

const baseOf = ({ prompt, seed }: Sitter): string => `${prompt.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}-${seed}`;

async function readDrawn(place: string, sitter: Sitter): Promise<Drawn | undefined> {
  const file = join(place, `${baseOf(sitter)}.json`);
  if (!existsSync(file)) return undefined;
  try {
    return { atOnce: 1, ...JSON.parse(await readFile(file, 'utf8')) } as Drawn;
  } catch (cause) {
    throw new QualityError(`${file}: this drawing cannot be read; delete it and it is drawn again.`, {
      cause,
    });
  }
}

interface Task {
  readonly settings: SeriesSettings;
  readonly sitter: Sitter;
  readonly place: string;
  readonly atOnce: number;
}

async function drawOne(session: Session, { settings, sitter, place, atOnce }: Task): Promise<Drawn> {
  const stills: { iteration: number; seconds: number; picture: Picture }[] = [];
  session.watch(true);
  let last = { iteration: 0, seconds: 0 };
  const began = performance.now();
  // Watching shows the drawing before this one once more.
  let run: number | undefined;
  const picture = await new Promise<Picture>((resolve, reject) => {
    const off = session.on((event) => {
      const seconds = (performance.now() - began) / 1000;
      if (event.type === 'started') run = event.run;
      else if (event.type === 'failed') {
        off();
        reject(new QualityError(`“${sitter.prompt}” could not be drawn: ${event.message}`));
      } else if (event.run !== run) return;
      else if (event.type === 'frame') {
        if (event.iteration < (stills.at(-1)?.iteration ?? 0) + TRAIL_STEPS) return;
        stills.push({ iteration: event.iteration, seconds, picture: event.picture });
      } else if (event.type === 'progress') last = { iteration: event.iteration, seconds };
      else if (event.type === 'finished') {
        off();
        resolve(event.picture);
      }
    });
    session.start({ ...settings, ...sitter } as DrawSettings).catch((error: Error) => {
      off();
      reject(error);
    });
  });
  const file = join(place, `${baseOf(sitter)}.png`);
  const trailFile = join(place, `${baseOf(sitter)}-trail.png`);
  await writeWhole(file, await pictureToPng(picture, { width: SIDE, height: SIDE }, PAPER));
  await writeWhole(trailFile, await stripOf(stills.map((still) => still.picture)));
  const drawn: Drawn = {
    ...sitter,
    file,
    iterations: last.iteration,
    seconds: last.seconds,
    atOnce,
    trail: stills.map(({ iteration, seconds }) => ({ iteration, seconds })),
    trailFile,
  };
  await writeWhole(join(place, `${baseOf(sitter)}.json`), JSON.stringify(drawn));
  return drawn;
}

/** Pictures one below the other. */
async function stripOf(pictures: readonly Picture[]): Promise<Buffer> {
  const side = TRAIL_SIDE;
  const tiles = await Promise.all(
    pictures.map(async (picture, i) => ({
      input: await pictureToPng(picture, { width: side, height: side }, PAPER),
      left: 0,
      top: i * side,
    })),
  );
  const height = side * Math.max(1, pictures.length);
  return sharp({ create: { width: side, height, channels: 3, background: '#ffffff' } })
    .composite(tiles)
    .png()
    .toBuffer();
}
