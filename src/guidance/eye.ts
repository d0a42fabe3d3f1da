/**
 * @file One encoder among those that guide: it looks at the picture through views of its own and says by its program
 * how well they fit and in which direction the picture comes nearer.
 */
import type { SeededGenerator } from '../random/index.js';
import type { Aim } from './aim.js';
import { dot } from './dot.js';
import { Lens, type Sight } from './lens.js';
import type { Look } from './look.js';
import { placeCount } from './objectives/layers.js';
import { placesInput, sampledPlaces } from './objectives/style.js';
import { Pattern } from './pattern.js';
import type { Perceptor } from './perceptor.js';
import { pictureOf, planFor, uses } from './plan.js';
import type { ProgramPlan } from './program.js';
import type { Wish } from './prompt/moment.js';
import type { GuidanceValues } from './rows.js';
import type { Ground } from './scene.js';
import { targetInputs } from './step-inputs.js';
import { targetsFor, vectorsOf } from './targets.js';

export class Eye {
  private lens: Lens | undefined;
  private pattern: Pattern | undefined;

  constructor(readonly perceptor: Perceptor) {}

  /** Its part of a step. @param paper what lies outside of the picture */
  async see(
    image: Float32Array,
    { size, paper, moment, values }: Look,
    aim: Aim,
    wishes: readonly Wish[],
    grounds: readonly Ground[],
    generator: SeededGenerator,
  ) {
    const { perceptor } = this;
    const plan = await planFor(perceptor, aim, values);
    if (plan.objectives.length === 0) return { loss: 0, score: 0, parts: [], gradient: undefined };
    if (!this.lens?.fits(size, values.views)) {
      this.lens = new Lens(size, values.views, perceptor.clip.imageSize);
    }
    const sight = this.lens.look(image, grounds, values, moment, paper, generator);
    const targets = await targetsFor(perceptor, wishes, aim, values.thing, plan.shape.slots);
    const given = targetInputs(targets, wishes, grounds, sight.grounds, plan.shape);
    const program = await perceptor.program(plan);
    const own = await this.ownInputs(plan, aim, values, sight, { size, paper }, generator);
    const { loss, parts, cosines, gradient } = await program.run({
      views: sight.views,
      targets: given.targets,
      weights: given.weights,
      emphasis: Float32Array.from(plan.objectives, ({ name }) => values[name]),
      ...(plan.hasStops ? { stops: given.stops } : {}),
      ...(uses(plan, 'margin') ? await perceptor.rivals.against(vectorsOf(targets), plan.shape.slots) : {}),
      ...own,
    });
    return {
      loss: loss!.data[0]!,
      score: dot(cosines!.data as Float32Array, given.wished),
      parts: plan.objectives.map(({ name }, i) => [name, parts!.data[i]!] as const),
      gradient: this.lens.adjoint(gradient!.data as Float32Array),
    };
  }

  /** Inputs of the objectives that look at other pictures. */
  private async ownInputs(
    plan: ProgramPlan,
    aim: Aim,
    values: GuidanceValues,
    sight: Sight,
    { size, paper }: Pick<Look, 'size' | 'paper'>,
    generator: SeededGenerator,
  ): Promise<Record<string, Float32Array | Int32Array>> {
    const inputs: Record<string, Float32Array | Int32Array> = {};
    if (uses(plan, 'featureDistance')) {
      const picture = pictureOf(aim, values, 'featureImage');
      if (this.pattern?.picture !== picture || this.pattern.views !== values.views) {
        this.pattern = new Pattern(picture, values.views, this.perceptor.clip.imageSize, paper);
      }
      inputs.pattern = this.pattern.seenAs(sight, size);
    }
    const style = plan.objectives.find(({ name }) => name === 'style');
    if (style) {
      const samples = await this.perceptor.styleOf(pictureOf(aim, values, 'styleImage'), style.layers);
      Object.assign(inputs, samples.inputs);
      for (const { layer } of style.layers) {
        const shape = [values.views, ...samples.activations[layer]!.slice(1)];
        const places = { length: sampledPlaces(shape) };
        inputs[placesInput(layer)] = Int32Array.from(places, () =>
          generator.integer(0, placeCount(shape) - 1),
        );
      }
    }
    return inputs;
  }
}
