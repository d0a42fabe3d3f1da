/**
 * @file `node bench/gallery.js [seed]`: draws the five words of docs/gallery with all defaults and puts them side by
 * side into docs/gallery/five.png.
 */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const WORDS = ['sun', 'umbrella', 'house', 'fish', 'cat'];
/** Side of a picture and the gap between two, pixels. */
const SIDE = 160;
const GAP = 6;

const root = fileURLToPath(new URL('..', import.meta.url));
const seed = process.argv[2] ?? '1';
const folder = mkdtempSync(join(tmpdir(), 'atelier-gallery-'));
const tiles = [];
for (const [i, word] of WORDS.entries()) {
  const out = join(folder, word);
  const command = [join(root, 'bin/atelier.js'), 'draw', word, '--seed', seed, '--out', out];
  execFileSync(process.execPath, command, { stdio: 'inherit' });
  const input = await sharp(join(out, 'final.png')).resize(SIDE, SIDE).png().toBuffer();
  tiles.push({ input, left: i * (SIDE + GAP), top: 0 });
}
rmSync(folder, { recursive: true });
const width = WORDS.length * (SIDE + GAP) - GAP;
await sharp({ create: { width, height: SIDE, channels: 3, background: '#888888' } })
  .composite(tiles)
  .png()
  .toFile(join(root, 'docs/gallery/five.png'));
