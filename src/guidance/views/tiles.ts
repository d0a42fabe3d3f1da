/**
 * @file Tiles that overlap their neighbours by half, and the whole picture among them: Arnheim 3's 3×3 crops of side
 * ½ at a stride of ¼. Details are looked at closely everywhere, and no seam shows.
 */
import { boxView, defineViewKind, wholeView } from './view-kind.js';

export const tiles = defineViewKind({
  label: { en: 'Overlapping tiles', ru: 'Плитки с перекрытием' },
  rows: {
    tilesAcross: {
      kind: 'number',
      flag: 'tiles-across',
      label: { en: 'Tiles across', ru: 'Плиток в ряду' },
      help: { en: 'Tiles in a row and in a column.', ru: 'Плиток в строке и в столбце.' },
      unit: 'tiles',
      min: 1,
      max: 12,
      step: 1,
      default: 3,
      integer: true,
    },
    wholeShare: {
      kind: 'number',
      flag: 'whole-share',
      label: { en: 'Share of the whole', ru: 'Доля целого' },
      help: { en: 'Share of views that show the whole picture.', ru: 'Доля видов всей картинки.' },
      unit: '',
      min: 0,
      max: 1,
      step: 0.05,
      default: 0.5,
    },
  },
  draw({ tilesAcross, wholeShare }, { field, turn }) {
    if (turn < wholeShare || wholeShare >= 1) return wholeView(field);
    const tile = Math.min(
      tilesAcross ** 2 - 1,
      Math.floor(((turn - wholeShare) / (1 - wholeShare)) * tilesAcross ** 2),
    );
    const [strideX, strideY] = [field.width / (tilesAcross + 1), field.height / (tilesAcross + 1)];
    const column = tile % tilesAcross;
    return boxView(column * strideX, ((tile - column) / tilesAcross) * strideY, 2 * strideX, 2 * strideY);
  },
});
