/** @file The presets that come with the program: every JSON file of the folder `presets/`. */
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { distance } from 'fastest-levenshtein';
import { type Preset, PresetError, parsePreset } from './preset.js';

const FOLDER = fileURLToPath(new URL('../../presets/', import.meta.url));

/** In the order of the chooser. @throws PresetError for a file that is none */
export async function openPresets(folder = FOLDER): Promise<readonly Preset[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json'));
  const presets = await Promise.all(
    files.map(async (file) =>
      parsePreset(file.replace(/\.json$/u, ''), await readFile(`${folder}/${file}`, 'utf8')),
    ),
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
