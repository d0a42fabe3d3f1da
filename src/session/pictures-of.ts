/** @file Which pictures a drawing needs besides the one it begins from. */
import { picturesNamed } from '../guidance/index.js';
import { type DrawSettings, settingsAfter } from './settings.js';

/**
 * The pictures that the prompt and the settings name, those of changes made later included.
 * @throws PromptError
 */
export function picturesOf(settings: DrawSettings): string[] {
  let now = settings;
  const names = picturesNamed(now.prompt, now);
  for (const change of settings.changes) {
    now = settingsAfter(now, change);
    names.push(...picturesNamed(now.prompt, now));
  }
  return [...new Set(names)];
}
