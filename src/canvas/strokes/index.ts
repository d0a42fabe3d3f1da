/** @file The medium of strokes, as a row of the registry. */
import type { Strokes } from '../../raster/index.js';
import { type CanvasOptions, type CanvasState, defineCanvas, workingSize } from '../canvas.js';
import { CanvasError } from '../canvas-error.js';
import { THOUSANDTH } from '../range.js';
import { fillOnPaper } from '../source-image.js';
import { firstCoefficients } from '../underdrawing/first-coefficients.js';
import { Underdrawing, type UnderdrawingOptions } from '../underdrawing/underdrawing.js';
import { firstStrokes, type StrokeValues } from './first-strokes.js';
import { FollowedUnderdrawing } from './followed-underdrawing.js';
import { paintPicture } from './painted-strokes.js';
import { Worth } from './renewal.js';
import { strokeRows } from './rows.js';
import { StrokeCanvas } from './stroke-canvas.js';
import { copyStrokes, withWidths } from './stroke-layout.js';
import { projectStrokes } from './stroke-ranges.js';
import { StrokeStyle, StyledRaster } from './styled-raster.js';
import { untapered } from './taper.js';

type Options = CanvasOptions<StrokeValues>;

export const strokes = defineCanvas({
  label: { en: 'Strokes', ru: 'Штрихи' },
  picture: 'strokes',
  rows: strokeRows,
  fromImage: { begin: 'picture' },
  check: ({ minWidth, maxWidth }) =>
    minWidth <= maxWidth ? undefined : { name: 'minWidth', message: 'minWidth has to be at most maxWidth' },
  wantsSaliency: ({ begin }) => begin === 'salient',
  wantsInk: ({ tint }) => tint > 0,
  create: async (options) => {
    const { values, size, resolution, generator, picture, ink } = options;
    const style = new StrokeStyle(values);
    const varying = values.widthAlong === 'varying';
    if (picture) {
      if (picture.kind !== 'strokes') {
        throw new CanvasError(
          `A work of ${picture.kind} cannot be gone on with as strokes; give one of strokes.`,
        );
      }
      return new StrokeCanvas(
        withWidths(copyStrokes(untapered(picture.strokes, values.taper)), varying),
        options,
        {
          style,
        },
      );
    }
    const strokes = withWidths(firstStrokes(options), varying);
    if (values.begin === 'picture') paint(strokes, style, options);
    if (values.begin !== 'sketch' || values.sketch === 0)
      return new StrokeCanvas(strokes, options, { style });
    hide(strokes);
    const raster = new StyledRaster(workingSize(size, resolution), style);
    const followed = new FollowedUnderdrawing(
      new Underdrawing(
        raster.size,
        firstCoefficients(raster.size, generator, ink && { ink, share: values.tint }),
        sketchOptions(values),
      ),
      raster,
    );
    return new StrokeCanvas(strokes, options, { style, followed });
  },
  restore: async (state, options) => {
    const [progress = 0] = (state.progress as Float32Array | undefined) ?? [];
    const style = new StrokeStyle(options.values, progress);
    const raster = new StyledRaster(workingSize(options.size, options.resolution), style);
    const followed = FollowedUnderdrawing.restore(state, raster, sketchOptions(options.values));
    const worth = state.worth && new Worth((state.worth as Float32Array).slice());
    return new StrokeCanvas(copyStrokes(strokesOf(state)), options, {
      style,
      ...(followed ? { followed } : {}),
      ...(worth ? { worth } : {}),
    });
  },
});

const sketchOptions = ({ sketchDecay, sketchRate }: StrokeValues): UnderdrawingOptions => ({
  decay: sketchDecay,
  rate: sketchRate * THOUSANDTH,
});

/** Strokes that are laid one by one are not there before. */
function hide({ colours }: Strokes): void {
  for (let i = 3; i < colours.length; i += 4) colours[i] = 0;
}

function paint(
  strokes: Strokes,
  style: StrokeStyle,
  { size, resolution, image, paper, values }: Options,
): void {
  hide(strokes);
  const raster = new StyledRaster(workingSize(size, resolution), style);
  const wished = fillOnPaper(image!, raster.size, paper);
  const project = () => projectStrokes(strokes, raster.size, values);
  paintPicture(strokes, raster, paper, wished, values.firstWidth * THOUSANDTH, project);
}

function strokesOf({ segments, points, widths, colours }: CanvasState): Strokes {
  return {
    segments: segments as Uint8Array,
    points: points as Float32Array,
    widths: widths as Float32Array,
    colours: colours as Float32Array,
  };
}
