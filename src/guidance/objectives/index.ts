/**
 * @file The registry of objectives, one row each: its weight is a parameter of the same name. Those of a canvas's own
 * parameters (ink, opacity, self-crossing) stand in the canvases.
 */
import type { NumberRow, ParameterRows } from '../../parameters/index.js';
import { anchor } from './anchor.js';
import { cosine } from './cosine.js';
import { dream } from './dream.js';
import { featureDistance } from './feature-distance.js';
import { margin } from './margin.js';
import { meanEmbedding } from './mean-embedding.js';
import { palette } from './palette.js';
import type { PictureObjective } from './picture-objective.js';
import { saturation } from './saturation.js';
import { smoothness } from './smoothness.js';
import { spherical } from './spherical.js';
import { style } from './style.js';
import { symmetry } from './symmetry.js';
import { totalVariation } from './total-variation.js';
import type { ViewObjective } from './view-objective.js';

export const viewObjectives = { cosine, margin, spherical, meanEmbedding, featureDistance, style, dream };
export const pictureObjectives = { totalVariation, smoothness, saturation, palette, symmetry, anchor };

export type ViewObjectiveName = keyof typeof viewObjectives;
export type PictureObjectiveName = keyof typeof pictureObjectives;
export type ObjectiveName = ViewObjectiveName | PictureObjectiveName;

const objectives = { ...viewObjectives, ...pictureObjectives };

/** A row of the registry, for a name that is only known at run time. */
export const viewObjective = (name: ViewObjectiveName): ViewObjective => viewObjectives[name];
export const pictureObjective = (name: PictureObjectiveName): PictureObjective =>
  pictureObjectives[name] as unknown as PictureObjective;

type WeightRows = { readonly [Name in ObjectiveName]: NumberRow };
const weightRows = Object.fromEntries(
  Object.entries(objectives).map(([name, { weight }]) => [name, weight]),
) as WeightRows;

/** All that can be set of objectives. */
export const objectiveRows = {
  ...weightRows,
  ...featureDistance.rows,
  ...style.rows,
  ...dream.rows,
  ...palette.rows!,
  ...symmetry.rows!,
} satisfies ParameterRows;
