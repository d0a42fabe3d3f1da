/** @file The marks of a saved drawing, for another one to begin from. */
import { type DrawnPicture, toDrawn } from '../marks/index.js';
import { SeededGenerator } from '../random/index.js';
import { restoreCanvas } from './canvas-of.js';
import { type DrawingState, unpackState } from './drawing-state.js';

/** Marks do not depend on the size at which a model sees them. */
const ANY_RESOLUTION = 64;

/** @returns nothing where the medium has no strokes or shapes */
export async function marksOf(state: DrawingState): Promise<DrawnPicture | undefined> {
  const { settings } = state.facts;
  if (settings.canvas !== 'strokes' && settings.canvas !== 'shapes') return undefined;
  // An underdrawing is as large as a model sees; it is no mark.
  const { underdrawing: _, followed: __, ...canvas } = unpackState(state).now.canvas;
  const restored = await restoreCanvas(canvas, settings, {
    pursuit: { resolution: ANY_RESOLUTION, threads: 1 },
    generator: SeededGenerator.fromSeed(settings.seed),
    sources: {},
  });
  const picture = restored.picture();
  return picture.kind === 'strokes' || picture.kind === 'shapes' ? toDrawn(picture) : undefined;
}
