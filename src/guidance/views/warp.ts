/** @file What is done to a view of any kind: a perspective of the whole picture (torchvision's RandomPerspective), mirroring. */
import type { ParameterRows, ValuesOf } from '../../parameters/index.js';
import type { SeededGenerator } from '../../random/index.js';
import type { Homography } from '../../raster/index.js';
import { compose, type Field } from './view-kind.js';

export const warpRows = {
  warp: {
    kind: 'number',
    label: { en: 'Perspective', ru: 'Перспектива' },
    help: {
      en: 'How far the corners of the picture move inwards; .5 is CLIPDraw’s, 0 leaves them.',
      ru: 'Насколько углы картинки сдвигаются внутрь; 0,5 — как в CLIPDraw, 0 — не сдвигаются.',
    },
    unit: '',
    min: 0,
    max: 0.65,
    step: 0.05,
    default: 0,
  },
  warpChance: {
    kind: 'number',
    flag: 'warp-chance',
    label: { en: 'Chance of perspective', ru: 'Вероятность перспективы' },
    help: { en: 'Share of views that have it.', ru: 'Доля видов с ней.' },
    unit: '',
    min: 0,
    max: 1,
    step: 0.05,
    default: 1,
  },
  flipChance: {
    kind: 'number',
    flag: 'flip-chance',
    label: { en: 'Chance of mirroring', ru: 'Вероятность отражения' },
    help: { en: 'Share of views that are mirrored.', ru: 'Доля отражённых видов.' },
    unit: '',
    min: 0,
    max: 1,
    step: 0.05,
    default: 0,
  },
} as const satisfies ParameterRows;

const MIRROR: Homography = Float64Array.of(-1, 0, 1, 0, 1, 0, 0, 0, 1);

/** @param view takes view coordinates to the field */
export function warpView(
  view: Homography,
  { warp, warpChance, flipChance }: ValuesOf<typeof warpRows>,
  field: Field,
  generator: SeededGenerator,
): Homography {
  let warped = view;
  if (warp > 0 && generator.uniform() < warpChance) {
    warped = compose(drawPerspective(field, warp, generator), warped);
  }
  return flipChance > 0 && generator.uniform() < flipChance ? compose(warped, MIRROR) : warped;
}

/**
 * Each corner of the field goes inwards by up to warp/2 of the width and of the height.
 * @returns takes points of the warped picture to points of the field. Up to 2/3 the corners stay convex.
 */
export function drawPerspective(
  { width, height }: Field,
  warp: number,
  generator: SeededGenerator,
): Homography {
  const inwards = (length: number) => generator.uniform(0, (warp / 2) * length);
  const corners = [
    [inwards(width), inwards(height)],
    [width - inwards(width), inwards(height)],
    [width - inwards(width), height - inwards(height)],
    [inwards(width), height - inwards(height)],
  ] as const;
  return homographyBetween(corners, [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ]);
}

type Point = readonly [x: number, y: number];

/** The homography that takes four points to four others: eight linear equations, by elimination with pivots. */
export function homographyBetween(from: readonly Point[], to: readonly Point[]): Homography {
  const rows = from.flatMap(([x, y], i) => {
    const [u, v] = to[i]!;
    return [
      [x, y, 1, 0, 0, 0, -u * x, -u * y, u],
      [0, 0, 0, x, y, 1, -v * x, -v * y, v],
    ];
  });
  for (let column = 0; column < 8; column++) {
    let pivot = column;
    for (let row = column + 1; row < 8; row++) {
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    }
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const lead = rows[column]!;
    for (const row of rows) {
      if (row === lead) continue;
      const factor = row[column]! / lead[column]!;
      for (let k = column; k < 9; k++) row[k]! -= factor * lead[k]!;
    }
  }
  const solved = [...rows.map((row, i) => row[8]! / row[i]!), 1];
  // The solution is one up to a factor; behind the horizon (w < 0) there would be no picture.
  const [x, y] = from[0]!;
  const sign = solved[6]! * x + solved[7]! * y + 1 < 0 ? -1 : 1;
  return Float64Array.from(solved, (value) => sign * value);
}
