/** @file Many drawings on one sheet, in rows, each with a line of text beneath it. */
import sharp from 'sharp';

export interface Tile {
  readonly file: string;
  readonly caption: string;
}

/** Side of a drawing, the height of its caption and the gap, pixels. */
const SIDE = 128;
const CAPTION = 18;
const GAP = 4;

/** @returns a PNG, as many tiles in a row as `across` */
export async function contactSheet(tiles: readonly Tile[], across = 10): Promise<Buffer> {
  const columns = Math.min(across, Math.max(1, tiles.length));
  const rows = Math.max(1, Math.ceil(tiles.length / columns));
  const [stepX, stepY] = [SIDE + GAP, SIDE + CAPTION + GAP];
  const size = { width: columns * stepX + GAP, height: rows * stepY + GAP };
  const places = tiles.map((tile, i) => ({
    ...tile,
    left: GAP + (i % columns) * stepX,
    top: GAP + Math.floor(i / columns) * stepY,
  }));
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
