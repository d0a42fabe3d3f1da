/**
 * @file `node bench/preset-gallery.js [name …]`: draws every preset, or those named, with seed 1 from its own words
 * and, where it wants a picture, from one of docs/gallery; writes docs/gallery/NAME.webp, the thumbnail
 * presets/NAME.webp, and the table in docs/gallery/README.md.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { openPresets } from '#atelier/presets';

const SEED = 1;
/** Longer sides, pixels; bytes of a thumbnail. */
const SHOWN = 320;
const THUMBNAIL = 160;
const MOST_BYTES = 20_000;
/** What presets begin from that want a picture: few lines draw one thing, not a landscape. */
const pictureFor = (/** @type {string} */ name) =>
  `docs/gallery/${name === 'from-photo' ? 'umbrella' : 'scene'}.svg`;

const root = fileURLToPath(new URL('..', import.meta.url));
const page = join(root, 'docs/gallery/README.md');
const [start, end] = ['<!-- presets:start -->', '<!-- presets:end -->'];

const presets = await openPresets();
const chosen = process.argv.slice(2);
for (const preset of presets) {
  if (chosen.length > 0 && !chosen.includes(preset.name)) continue;
  const folder = mkdtempSync(join(tmpdir(), 'atelier-preset-'));
  const args = ['draw', '--preset', preset.name, '--seed', String(SEED), '--out', folder];
  if (preset.needsImage) args.push('--image', pictureFor(preset.name));
  execFileSync(process.execPath, [join(root, 'bin/atelier.js'), ...args], { cwd: root, stdio: 'inherit' });
  const drawn = sharp(join(folder, 'final.png')).flatten({ background: '#ffffff' });
  const small = (/** @type {number} */ side) => drawn.clone().resize(side, side, { fit: 'inside' });
  await small(SHOWN)
    .webp({ quality: 80 })
    .toFile(join(root, `docs/gallery/${preset.name}.webp`));
  const square = drawn.clone().resize(THUMBNAIL, THUMBNAIL, { fit: 'cover' });
  writeFileSync(join(root, `presets/${preset.name}.webp`), await within(square));
  rmSync(folder, { recursive: true });
}
writeTable();

/**
 * As good as fits.
 * @param {import('sharp').Sharp} image
 */
async function within(image) {
  for (let quality = 85; ; quality -= 15) {
    const bytes = await image.clone().webp({ quality }).toBuffer();
    if (bytes.length <= MOST_BYTES || quality < 20) return bytes;
  }
}

/** The table of all that were drawn, between its markers; the rest of the page is kept. */
function writeTable() {
  const rows = presets
    .filter(({ name }) => existsSync(join(root, `docs/gallery/${name}.webp`)))
    .map(({ name, label, prompt, needsImage }) => {
      const image = needsImage ? ` --image ${pictureFor(name)}` : '';
      return `| ![${label.en}](${name}.webp) | **${label.en}** | \`atelier draw '${prompt.en.replaceAll('|', '\\|')}' --preset ${name}${image} --seed ${SEED}\` |`;
    });
  const table = ['| | preset | command |', '| --- | --- | --- |', ...rows].join('\n');
  const old = readFileSync(page, 'utf8');
  const [from, to] = [old.indexOf(start), old.indexOf(end)];
  const section = `${start}\n${table}\n${end}`;
  const fresh =
    from < 0 ? `${old.trimEnd()}\n\n${section}\n` : old.slice(0, from) + section + old.slice(to + end.length);
  writeFileSync(page, fresh);
}
