/**
 * @file What an aim and the values ask of one encoder's program: the objectives that have a weight, their layers, and
 * the pictures that they look at.
 */
import type { Aim } from './aim.js';
import { viewObjective, viewObjectives } from './objectives/index.js';
import { ObjectiveError, readLayers } from './objectives/layers.js';
import type { Perceptor } from './perceptor.js';
import type { ActiveObjective, ProgramPlan } from './program.js';
import type { GuidanceValues } from './rows.js';
import { slotsFor } from './step-inputs.js';

/** The program that an aim and the values ask of an encoder. */
export async function planFor(perceptor: Perceptor, aim: Aim, values: GuidanceValues): Promise<ProgramPlan> {
  const { clip, rivals } = perceptor;
  // Beside a thing in a colour is the thing as such, for a model that knows colours.
  const slots = slotsFor(rivals.count(1) > 0 && values.thing > 0 ? 2 * aim.mostWishes : aim.mostWishes);
  const objectives = activeObjectives(perceptor, values);
  const style = objectives.find(({ name }) => name === 'style');
  const samples = style && (await perceptor.styleOf(pictureOf(aim, values, 'styleImage'), style.layers));
  if (objectives.some(({ name }) => name === 'featureDistance')) pictureOf(aim, values, 'featureImage');
  return {
    shape: {
      views: values.views,
      resolution: clip.imageSize,
      embedDim: clip.embedDim,
      slots,
      rivals: rivals.count(slots),
      activations: samples?.activations ?? {},
    },
    objectives,
    hasStops: aim.hasStops,
  };
}

/** The objectives of views that have a weight, with their layers. Without other words there is no margin. */
function activeObjectives({ clip, rivals }: Perceptor, values: GuidanceValues): ActiveObjective[] {
  const rows: Partial<Record<string, string>> = {
    featureDistance: values.featureLayers,
    style: values.styleLayers,
    dream: values.dreamLayers,
  };
  return (Object.keys(viewObjectives) as (keyof typeof viewObjectives)[])
    .filter((name) => values[name] > 0 && (name !== 'margin' || rivals.count(1) > 0))
    .map((name) => {
      const layers = rows[name];
      return {
        name,
        layers: layers === undefined ? [] : readLayers(layers, clip.imageLayers, clip.name),
      };
    });
}

export const uses = (plan: ProgramPlan, objective: keyof typeof viewObjectives): boolean =>
  plan.objectives.some(({ name }) => name === objective);

/** The picture that a row names. @throws ObjectiveError when it names none */
export function pictureOf(aim: Aim, values: GuidanceValues, row: 'featureImage' | 'styleImage') {
  const picture = aim.pictures.get(values[row].trim());
  if (picture) return picture;
  const { label } = viewObjective(row === 'styleImage' ? 'style' : 'featureDistance').weight;
  throw new ObjectiveError(
    `“${label.en}” has a weight but no picture; name an image file in ${row}, or begin from an image.`,
  );
}
