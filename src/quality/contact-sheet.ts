/** @file Many drawings on one sheet, in rows, each with a line of text beneath it. */
import sharp from 'sharp';
import { QualityError } from './quality-error.js';

export interface Tile {
  readonly file: string;
  readonly caption: string;
}

/** Side of a drawing, the height of its caption and the gap, pixels. */
const SIDE = 128;
const CAPTION = 18;
const GAP = 4;
const [STEP_X, STEP_Y] = [SIDE + GAP, SIDE + CAPTION + GAP];

const placeOf = (tile: number, columns: number) => ({
  left: GAP + (tile % columns) * STEP_X,
  top: GAP + Math.floor(tile / columns) * STEP_Y,
});

/**
 * The drawings of a sheet, cut out of it again as PNG, so that another judge can look at what a person has named.
 * @param count drawings on it
 * @throws QualityError where it is no such sheet
 */
export async function cutSheet(file: string, count: number): Promise<Buffer[]> {
  try {
    const { width } = await sharp(file).metadata();
    const columns = Math.floor(width / STEP_X);
    const cut = Array.from({ length: count }, (_, i) => {
      const place = { ...placeOf(i, columns), width: SIDE, height: SIDE };
      return sharp(file).extract(place).png().toBuffer();
    });
    return await Promise.all(cut);
  } catch (cause) {
    throw new QualityError(`${file}: this is not a sheet of ${count} drawings.`, { cause });
  }
}

/** @returns a PNG, as many tiles in a row as `across` */
export async function contactSheet(tiles: readonly Tile[], across = 10): Promise<Buffer> {
  const columns = Math.min(across, Math.max(1, tiles.length));
  const rows = Math.max(1, Math.ceil(tiles.length / columns));
  const size = { width: columns * STEP_X + GAP, height: rows * STEP_Y + GAP };
  const places = tiles.map((tile, i) => ({ ...tile, ...placeOf(i, columns) }));
  const pictures = await Promise.all(
    places.map(async ({ file, left, top }) => ({
      input: await sharp(file).resize(SIDE, SIDE).png().toBuffer(),
      left,
      top,
    })),
  );
  const lines = places.map(
    ({ caption, left, top }) =>
      `<text x="${left + SIDE / 2}" y="${top + SIDE + 13}" text-anchor="middle">${escaped(caption)}</text>`,
  );
  const texts = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" font-family="sans-serif" font-size="12">${lines.join('')}</svg>`;
  return sharp({ create: { ...size, channels: 3, background: '#d8d8d8' } })
    .composite([...pictures, { input: Buffer.from(texts), left: 0, top: 0 }])
    .png({ palette: true })
    .toBuffer();
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
