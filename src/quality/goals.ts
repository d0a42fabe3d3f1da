/** @file What a model shall reach, by medium, and the settings that the goal is stated for. */
import type { CanvasName } from '../canvas/index.js';
import type { SeriesSettings } from './drawing-series.js';

export interface Goal {
  /** How many marks and steps; named in every report of the medium, defaults or not. */
  readonly settings: SeriesSettings;
  /** Least part of the drawings whose word is the first, or among the first five, 0..1; absent where none is asked. */
  readonly at1?: number;
  readonly at5?: number;
}

/** Media without a row have no goal. */
export const goals: Readonly<Partial<Record<CanvasName, Goal>>> = {
  strokes: { settings: { strokes: 64, iterations: 300 }, at1: 0.65, at5: 0.88 },
  shapes: { settings: { shapes: 48, iterations: 300 }, at1: 0.65, at5: 0.88 },
  pixels: { settings: { iterations: 200 }, at1: 0.8, at5: 0.95 },
  grid: { settings: { columns: 32, rows: 32, iterations: 200 }, at5: 0.85 },
};

/** The goal that a series was drawn for; nothing where it was drawn with other numbers. */
export function goalOf(settings: SeriesSettings): Goal | undefined {
  const goal = goals[settings.canvas as CanvasName];
  const isMet = Object.entries(goal?.settings ?? {}).every(([row, value]) => settings[row] === value);
  return isMet ? goal : undefined;
}
