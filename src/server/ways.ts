/** @file The media and presets as the page is told of them, and the presets' thumbnails. */
import { basename, dirname } from 'node:path';
import type { Express } from 'express';
import { hasSvg } from '../artwork/index.js';
import { type CanvasName, canvases, canvasKind } from '../canvas/index.js';
import type { Preset } from '../presets/index.js';
import { presetPictures, type WireMedium, type WirePreset } from '../protocol/index.js';

/** How long a browser may keep a thumbnail without asking, seconds. */
const KEPT_FOR = 3600;

export function wireMedia(): WireMedium[] {
  return Object.keys(canvases).map((name) => {
    const { label, picture, covers = false } = canvasKind(name as CanvasName);
    return { name, label, covers, vector: hasSvg(picture) };
  });
}

export function wirePresets(presets: readonly Preset[]): WirePreset[] {
  return presets.map(({ order: _, thumbnail, ...preset }) => ({
    ...preset,
    values: { ...preset.values },
    thumbnail: thumbnail === undefined ? null : `${presetPictures}/${encodeURIComponent(preset.name)}`,
  }));
}

export function serveThumbnails(app: Express, presets: readonly Preset[]): void {
  app.get(`${presetPictures}/:name`, (request, response, next) => {
    const thumbnail = presets.find(({ name }) => name === request.params.name)?.thumbnail;
    if (thumbnail === undefined) return next();
    const root = dirname(thumbnail);
    response.set('Cache-Control', `private, max-age=${KEPT_FOR}`).sendFile(basename(thumbnail), { root });
  });
}
