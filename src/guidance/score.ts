/** @file How like what is wanted a picture is, in the eyes of one encoder: its regions each seen whole, without noise. */
import type { Clip } from '../clip/index.js';
import { defaultsOf } from '../parameters/index.js';
import { type RasterSize, type Rgb, ViewSampler } from '../raster/index.js';
import { type Aim, type PictureReader, readAim } from './aim.js';
import { type Beholder, byEncoder } from './beholder.js';
import { Perceptor } from './perceptor.js';
import type { Moment } from './prompt/moment.js';
import { guidanceRows } from './rows.js';
import { fieldIn, groundsOf, Masks, maskedPicture, viewIn } from './scene.js';
import { wholeView } from './views/view-kind.js';

/** A picture to be scored, at a moment of its drawing. */
export interface Scored {
  /** height·width·3 */
  readonly image: Float32Array;
  readonly size: RasterSize;
  /** What lies around it and under its masks. */
  readonly paper: Rgb;
  readonly moment: Moment;
}

/** Σ weight·cosine / Σ |weight|, −1..1; 0 where nothing is wanted. */
export async function scoreBy(
  perceptor: Perceptor,
  aim: Aim,
  { image, size, paper, moment }: Scored,
  masks: Masks,
  behold: Beholder = byEncoder(perceptor),
): Promise<number> {
  const wishes = aim.wishesAt(moment);
  const vectors = await perceptor.targetsOf(wishes, aim);
  const total = wishes.reduce((sum, { weight }) => sum + Math.abs(weight), 0);
  let score = 0;
  for (const ground of groundsOf(wishes, size, aim.pictures, masks)) {
    if (ground.wishes.length === 0) continue;
    const picture = ground.mask
      ? maskedPicture(image, ground.mask, paper, new Float32Array(image.length))
      : image;
    const whole = viewIn(wholeView(fieldIn(ground, size)), ground, size);
    const view = new ViewSampler(size, 1, perceptor.clip.imageSize).forward(picture, [whole], paper);
    const wanted = ground.wishes.map((t) => vectors[t]!);
    const cosines = await behold(view, wanted);
    ground.wishes.forEach((t, i) => {
      score += (wishes[t]!.weight / total) * cosines[i]!;
    });
  }
  return score;
}

const END: Moment = { iteration: Number.MAX_SAFE_INTEGER, progress: 1 };

/**
 * The score of a finished picture for a prompt as it is at its end.
 * @param image side·side·3 at the side that the model takes
 * @throws PromptError
 */
export async function scorePicture(
  clip: Clip,
  prompt: string,
  image: Float32Array,
  read: PictureReader,
): Promise<number> {
  const perceptor = await Perceptor.open(clip, 1);
  const aim = await readAim(prompt, defaultsOf(guidanceRows), read);
  const size = { width: clip.imageSize, height: clip.imageSize };
  return scoreBy(perceptor, aim, { image, size, paper: [1, 1, 1], moment: END }, new Masks());
}
