/** @file The registry of views, one row a kind, and what is done to views of every kind. */
import type { LocalText, ParameterRows, ValuesOf } from '../../parameters/index.js';
import type { SeededGenerator } from '../../random/index.js';
import type { Homography } from '../../raster/index.js';
import { affine } from './affine.js';
import { jitterRows } from './colour-jitter.js';
import { crop } from './crop.js';
import { cutouts } from './cutouts.js';
import { surroundRows } from './surround.js';
import { tiles } from './tiles.js';
import { type ViewContext, type ViewKind, wholeView } from './view-kind.js';
import { warpRows, warpView } from './warp.js';

const viewKinds = { affine, crop, cutouts, tiles };
type ViewKindName = keyof typeof viewKinds;

const labels = Object.fromEntries(Object.entries(viewKinds).map(([name, { label }]) => [name, label])) as {
  readonly [Name in ViewKindName]: LocalText;
};

/** All that can be set of views. */
export const viewRows = {
  views: {
    kind: 'number',
    label: { en: 'Views', ru: 'Виды' },
    help: {
      en: 'Views of the picture a step; more is steadier and slower.',
      ru: 'Видов картинки за шаг; больше — ровнее и медленнее.',
    },
    unit: 'views',
    min: 1,
    max: 64,
    step: 1,
    default: 8,
    integer: true,
  },
  viewKind: {
    kind: 'choice',
    flag: 'view-kind',
    label: { en: 'Kind of views', ru: 'Вид видов' },
    help: { en: 'How the picture is looked at.', ru: 'Как картинка рассматривается.' },
    options: labels,
    default: 'affine',
  },
  wholeViews: {
    kind: 'number',
    flag: 'whole-views',
    label: { en: 'Unwarped views', ru: 'Неискажённых видов' },
    help: {
      en: 'So many of the views show the whole picture as it is.',
      ru: 'Столько видов показывают всю картинку как есть.',
    },
    unit: 'views',
    min: 0,
    max: 64,
    step: 1,
    default: 0,
    integer: true,
  },
  ...affine.rows,
  ...crop.rows,
  ...cutouts.rows,
  ...tiles.rows,
  ...warpRows,
  ...jitterRows,
  ...surroundRows,
} as const satisfies ParameterRows;

export type ViewValues = ValuesOf<typeof viewRows>;

/** One view of a field. @param index its number among the views of the step, from 0 */
export function drawView(
  values: ViewValues,
  context: ViewContext,
  index: number,
  generator: SeededGenerator,
): Homography {
  if (index < values.wholeViews) return wholeView(context.field);
  const kind = viewKinds[values.viewKind] as unknown as ViewKind;
  return warpView(kind.draw(values, context, generator), values, context.field, generator);
}
