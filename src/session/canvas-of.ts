/** @file The canvas that a drawing's settings ask for, new or as it was saved. */
import {
  type Canvas,
  type CanvasState,
  canvasKind,
  type Picture,
  type SourceImage,
} from '../canvas/index.js';
import { OWN_PICTURE } from '../guidance/index.js';
import { toPicture } from '../marks/index.js';
import { type ParameterRows, type ValuesOf, valuesOf } from '../parameters/index.js';
import type { SeededGenerator } from '../random/index.js';
import type { Rgb } from '../raster/index.js';
import type { NamedPictures } from './guide-pool.js';
import { PAPER } from './look.js';
import type { Pursuit } from './pursuit.js';
import type { DrawSettings } from './settings.js';

/** What a drawing is made from besides its settings. */
export interface Sources {
  /** To begin from; `settings.image` names it. */
  readonly image?: SourceImage;
  /** What lies under the marks and is kept. */
  readonly background?: SourceImage;
  /** What a collage is made of. */
  readonly patches?: readonly SourceImage[];
  /** Those that the prompt and the settings name, by name. */
  readonly pictures?: NamedPictures;
}

/** The pictures that a guide may ask for. */
export const picturesForGuide = ({ image, pictures }: Sources): NamedPictures => ({
  ...pictures,
  ...(image ? { [OWN_PICTURE]: image } : {}),
});

/** What a canvas needs besides the settings. */
export interface Surroundings {
  readonly pursuit: Pursuit;
  readonly generator: SeededGenerator;
  readonly sources: Sources;
}

/** The same where the model is not asked anything. */
type Unasked = Omit<Surroundings, 'pursuit'> & {
  readonly pursuit: Pick<Pursuit, 'resolution' | 'threads'>;
};

/** The colour that the words name, where a beginning may be tinted with it. */
export async function inkOf(settings: DrawSettings, pursuit: Pursuit): Promise<Rgb | undefined> {
  return canvasKind(settings.canvas).wantsInk?.(canvasValues(settings)) ? await pursuit.ink() : undefined;
}

/**
 * The model is asked where it looks in the image where the beginning depends on it.
 * @param ink what it is tinted with
 */
export async function createCanvas(
  settings: DrawSettings,
  surroundings: Surroundings,
  ink?: Rgb,
): Promise<Canvas> {
  const kind = canvasKind(settings.canvas);
  const options = optionsOf(settings, surroundings);
  const { pursuit, sources } = surroundings;
  const isSalient = sources.image && kind.wantsSaliency?.(options.values);
  const saliency = isSalient ? await pursuit.saliency(sources.image) : undefined;
  return await kind.create({ ...options, ...(ink ? { ink } : {}), ...(saliency ? { saliency } : {}) });
}

export function restoreCanvas(
  state: CanvasState,
  settings: DrawSettings,
  surroundings: Unasked,
): Promise<Canvas> {
  return canvasKind(settings.canvas).restore(state, optionsOf(settings, surroundings));
}

/** The picture of a canvas as it was saved. */
export async function keptPicture(
  state: CanvasState,
  settings: DrawSettings,
  surroundings: Unasked,
): Promise<Picture> {
  return (await restoreCanvas(state, settings, surroundings)).picture();
}

/** The values of the canvas's own rows. */
export function canvasValues(settings: DrawSettings): ValuesOf<ParameterRows> {
  return valuesOf(canvasKind(settings.canvas).rows, settings as unknown as ValuesOf<ParameterRows>);
}

function optionsOf(settings: DrawSettings, { pursuit, generator, sources }: Unasked) {
  const { width, height, from } = settings;
  const { resolution, threads } = pursuit;
  return {
    size: { width, height },
    paper: PAPER,
    values: canvasValues(settings),
    resolution,
    threads,
    generator,
    ...(sources.image ? { image: sources.image } : {}),
    ...(sources.patches ? { patches: sources.patches } : {}),
    ...(from ? { picture: toPicture(from) } : {}),
  };
}
