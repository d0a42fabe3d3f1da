/** @file The presets that come with the program: every JSON file of the folder `presets/`. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { distance } from 'fastest-levenshtein';
import { type Preset, PresetError, parsePreset } from './preset.js';

/** Of the picture beside a preset, what is taken first. */
const THUMBNAILS = ['.webp', '.png'] as const;

const FOLDER = fileURLToPath(new URL('../../presets/', import.meta.url));

/** In the order of the chooser. @throws PresetError for a file that is none */
export async function openPresets(folder = FOLDER): Promise<readonly Preset[]> {
  const files = await readdir(folder);
  const names = files.filter((file) => file.endsWith('.json')).map((file) => file.replace(/\.json$/u, ''));
  const presets = await Promise.all(
    names.map(async (name): Promise<Preset> => {
      const preset = parsePreset(name, await readFile(join(folder, `${name}.json`), 'utf8'));
      const thumbnail = THUMBNAILS.map((ending) => name + ending).find((file) => files.includes(file));
      return thumbnail === undefined ? preset : { ...preset, thumbnail: join(folder, thumbnail) };
    }),
  );
  return presets.sort((a, b) => a.order - b.order || a.name.localeCompare(b.name));
}

/** @throws PresetError naming the nearest where there is none of that name */
export async function findPreset(name: string): Promise<Preset> {
  const presets = await openPresets();
  const found = presets.find((preset) => preset.name === name);
  if (found) return found;
  const [nearest] = presets
    .map((preset) => preset.name)
    .sort((a, b) => distance(a, name) - distance(b, name));
  throw new PresetError(
    `There is no preset ${JSON.stringify(name.slice(0, 60))}; the nearest is ${nearest}, and atelier presets lists them all.`,
  );
}
