/** @file The door of the presets room: ways of drawing under a name. */
export { findPreset, openPresets } from './open-presets.js';
export { type Preset, PresetError } from './preset.js';
