import { describe, expect, it } from 'vitest';
import { compile } from '../../compile/index.js';
import {
  EMBED,
  embed,
  linearClip,
  placesByHand,
  RESOLUTION,
  randoms,
  unitOf,
  unitRows,
} from '../linear-clip.reference.js';
import { type ActiveObjective, type ProgramPlan, programFunction, programSignature } from '../program.js';
import { type ViewObjectiveName, viewObjectives } from './index.js';
import { readLayers } from './layers.js';
import { STYLE_PLACES } from './style.js';

const VIEWS = 3;
const SLOTS = 4;
const RIVALS = 3;
const PIXELS = RESOLUTION * RESOLUTION * 3;
const layers = readLayers('pooled:0.5 tokens#0,3:2', linearClip.imageLayers, 'linear');

type Inputs = Record<string, Float32Array | Int32Array>;
type Matrix = number[][];

const rowsOf = (values: ArrayLike<number>, width: number): Matrix =>
  Array.from({ length: values.length / width }, (_, i) =>
    Array.from({ length: width }, (_, k) => values[i * width + k]!),
  );
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x, i) => sum + x * b[i]!, 0);
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

interface Scene {
  /** Unit embeddings, one a view. */
  readonly z: Matrix;
  readonly targets: Matrix;
  readonly weights: Matrix;
  readonly images: readonly Float64Array[];
  readonly inputs: Inputs;
}

/** θ²/2, straight from the angle. */
const spherical = (cosine: number): number => Math.acos(cosine) ** 2 / 2;
const overAll = (
  { z, targets, weights }: Scene,
  f: (cosine: number, weight: number, t: number, v: number) => number,
) =>
  z.reduce(
    (sum, view, v) =>
      sum + targets.reduce((s, target, t) => s + f(dot(view, target), weights[v]![t]!, t, v), 0),
    0,
  );

/** Each objective in scalar double precision, written from its docstring. */
const byHand: Record<ViewObjectiveName, (scene: Scene) => number> = {
  cosine: (scene) => -overAll(scene, (cosine, weight) => weight * cosine),
  spherical: (scene) => overAll(scene, (cosine, weight) => weight * spherical(cosine)),
  margin: (scene) =>
    overAll(scene, (cosine, weight, t, v) => {
      const rivals = rowsOf(scene.inputs.rivals!, EMBED);
      const others = rivals.map((rival, r) =>
        Math.exp(20 * dot(scene.z[v]!, rival) + scene.inputs.exclusions![t * RIVALS + r]!),
      );
      const p = Math.exp(20 * cosine) / (Math.exp(20 * cosine) + others.reduce((a, b) => a + b));
      return Math.max(0, weight) * -Math.log(p);
    }),
  meanEmbedding: ({ z, targets, weights }) =>
    -targets.reduce((sum, target, t) => {
      const middle = target.map((_, d) =>
        z.reduce((s, view, v) => s + Math.abs(weights[v]![t]!) * view[d]!, 0),
      );
      if (middle.every((x) => x === 0)) return sum;
      return sum + weights.reduce((s, row) => s + row[t]!, 0) * dot(unitOf(middle), target);
    }, 0),
  featureDistance: ({ z, images, inputs }) => {
    const patterns = rowsOf(inputs.pattern!, PIXELS).map((row) => Float64Array.from(row));
    const ends = mean(z.map((view, v) => 1 - dot(view, unitOf(embed(patterns[v]!)))));
    // The class token counts here: CLIPasso compares whole activations.
    const distance = (layer: string) =>
      mean(
        images.flatMap((image, v) => {
          const other = wholeLayer(layer, patterns[v]!);
          return wholeLayer(layer, image).map((x, i) => (x - other[i]!) ** 2);
        }),
      );
    return 0.1 * ends + layers.reduce((sum, { layer, weight }) => sum + weight * distance(layer), 0);
  },
  style: ({ images, inputs }) =>
    layers.reduce((sum, { layer, weight }) => {
      const all = images.flatMap((image) => placesByHand(layer, image));
      const drawn = Array.from(inputs[`places of ${layer}`]!, (place) => all[place]!);
      const wanted = rowsOf(inputs[`style of ${layer}`]!, drawn[0]!.length);
      return sum + weight * (relaxedEarthMover(drawn, wanted) + moments(drawn, wanted));
    }, 0),
  dream: ({ images }) =>
    -layers.reduce((sum, { layer, weight, channels }) => {
      const all = images.flatMap((image) => placesByHand(layer, image));
      const chosen = all.flatMap((place) => (channels.length > 0 ? channels.map((c) => place[c]!) : place));
      return sum + weight * mean(chosen.map((x) => x * x));
    }, 0),
};

/** All numbers of a layer; of tokens the class token too, found by linearity of the tower. */
function wholeLayer(layer: string, image: Float64Array): number[] {
  if (layer === 'pooled') return placesByHand(layer, image).flat();
  const matrix = randoms(2, PIXELS * 20);
  return Array.from({ length: 20 }, (_, d) => image.reduce((sum, x, p) => sum + x * matrix[p * 20 + d]!, 0));
}

function relaxedEarthMover(a: Matrix, b: Matrix): number {
  const distance = (x: number[], y: number[]) => 1 - dot(unitOf(x), unitOf(y));
  const oneSided = (from: Matrix, to: Matrix) =>
    mean(from.map((x) => Math.min(...to.map((y) => distance(x, y)))));
  return Math.max(oneSided(a, b), oneSided(b, a));
}

function moments(a: Matrix, b: Matrix): number {
  const width = a[0]!.length;
  const axes = Array.from({ length: width }, (_, i) => i);
  const means = (rows: Matrix) => axes.map((c) => mean(rows.map((row) => row[c]!)));
  const covariances = (rows: Matrix) => {
    const middle = means(rows);
    return axes.flatMap((i) =>
      axes.map((j) => mean(rows.map((row) => (row[i]! - middle[i]!) * (row[j]! - middle[j]!)))),
    );
  };
  const apart = (x: number[], y: number[]) => mean(x.map((value, i) => Math.abs(value - y[i]!)));
  return apart(means(a), means(b)) + apart(covariances(a), covariances(b));
}

const shape = {
  views: VIEWS,
  resolution: RESOLUTION,
  embedDim: EMBED,
  slots: SLOTS,
  rivals: RIVALS,
  activations: { pooled: [5, 2, 2, 3], tokens: [5, 4, 5] },
};
const activeOf = (name: ViewObjectiveName): ActiveObjective => ({
  name,
  layers: ['featureDistance', 'style', 'dream'].includes(name) ? layers : [],
});

/** Inputs of every kind; those that a plan does not ask for are left out by `pick`. */
function someInputs(emphasis: number[]): Inputs {
  const weights = new Float32Array(VIEWS * SLOTS);
  // Three targets, one unwanted; the last view looks for another than the first ones.
  weights.set([0.2, 0.1, 0, 0, 0.1, 0, -0.25, 0, 0, 0.35, 0, 0]);
  const exclusions = new Float32Array(SLOTS * RIVALS);
  exclusions[1] = -1e4;
  return {
    views: randoms(3, VIEWS * PIXELS),
    targets: unitRows(4, SLOTS),
    weights,
    emphasis: Float32Array.from(emphasis),
    stops: new Float32Array(SLOTS).fill(-1e9),
    rivals: unitRows(5, RIVALS),
    exclusions,
    pattern: randoms(6, VIEWS * PIXELS),
    'places of pooled': Int32Array.from({ length: VIEWS * 4 }, (_, i) => (5 * i) % (VIEWS * 4)),
    'places of tokens': Int32Array.from({ length: VIEWS * 3 }, (_, i) => (2 * i) % (VIEWS * 3)),
    'style of pooled': randoms(7, STYLE_PLACES * 3),
    'style of tokens': randoms(8, STYLE_PLACES * 5),
  };
}

function sceneOf(inputs: Inputs, views: Float64Array): Scene {
  const images = Array.from({ length: VIEWS }, (_, v) => views.subarray(v * PIXELS, (v + 1) * PIXELS));
  return {
    images,
    z: images.map((image) => unitOf(embed(image))),
    targets: rowsOf(inputs.targets!, EMBED),
    weights: rowsOf(inputs.weights!, SLOTS),
    inputs,
  };
}

async function run(plan: ProgramPlan, inputs: Inputs) {
  const signature = programSignature(plan, linearClip);
  const program = await compile(programFunction(plan, linearClip), signature, { name: 'test' });
  const given = Object.fromEntries(Object.keys(signature.inputs).map((name) => [name, inputs[name]!]));
  const result = await program.run(given);
  await program.dispose();
  return result;
}

/** Central differences of a loss by every number of the views. */
function differences(loss: (views: Float64Array) => number, views: Float32Array): number[] {
  const exact = Float64Array.from(views);
  const step = 1e-5;
  return Array.from(exact, (_, i) => {
    const [up, down] = [exact.slice(), exact.slice()];
    up[i] = up[i]! + step;
    down[i] = down[i]! - step;
    return (loss(up) - loss(down)) / (2 * step);
  });
}

const names = Object.keys(viewObjectives) as ViewObjectiveName[];

describe.each(names)('the objective %s', (name) => {
  it('and its gradient equal a scalar computation in double precision and its differences', async () => {
    const inputs = someInputs([3]);
    const plan = { shape, objectives: [activeOf(name)], hasStops: false };
    const { loss, parts, gradient } = await run(plan, inputs);
    const exact = (views: Float64Array) => byHand[name](sceneOf(inputs, views));
    const expected = exact(Float64Array.from(inputs.views!));
    expect(parts!.data[0]! / expected).toBeCloseTo(1, 4);
    expect(loss!.data[0]! / (3 * expected)).toBeCloseTo(1, 4);
    const slopes = differences((views) => 3 * exact(views), inputs.views as Float32Array);
    const largest = Math.max(...slopes.map(Math.abs));
    expect(largest).toBeGreaterThan(1e-4);
    slopes.forEach((slope, i) => {
      expect((gradient!.data[i]! - slope) / largest).toBeCloseTo(0, 3);
    });
  });
});

describe('objectives together', () => {
  it('add up by their weights, and nothing else is computed', async () => {
    const objectives = names.map(activeOf);
    const emphasis = names.map((_, i) => i + 1);
    const inputs = someInputs(emphasis);
    const together = await run({ shape, objectives, hasStops: false }, inputs);
    const scene = sceneOf(inputs, Float64Array.from(inputs.views!));
    const sum = names.reduce((s, name, i) => s + emphasis[i]! * byHand[name](scene), 0);
    expect(together.loss!.data[0]! / sum).toBeCloseTo(1, 4);
    const alone = programSignature({ shape, objectives: [activeOf('cosine')], hasStops: false }, linearClip);
    expect(Object.keys(alone.inputs).sort()).toEqual(['emphasis', 'targets', 'views', 'weights']);
  });
});

describe('a stop value', () => {
  it('takes out the targets that are nearer than it, view by view, as VQGAN-CLIP clamps its loss', async () => {
    const inputs = someInputs([1]);
    const { z, targets, weights } = sceneOf(inputs, Float64Array.from(inputs.views!));
    const distances = z.map((view) => targets.map((target) => spherical(dot(view, target))));
    // Between the two views that look for target 0, so that one has arrived and one has not.
    const stop = (distances[0]![0]! + distances[1]![0]!) / 2;
    (inputs.stops as Float32Array)[0] = stop;
    const { loss } = await run({ shape, objectives: [activeOf('spherical')], hasStops: true }, inputs);
    const clamped = weights.reduce(
      (sum, row, v) =>
        sum +
        row.reduce((s, w, t) => s + (t === 0 && distances[v]![t]! <= stop ? 0 : w * distances[v]![t]!), 0),
      0,
    );
    expect(loss!.data[0]).toBeCloseTo(clamped, 4);
    const full = weights.reduce(
      (sum, row, v) => sum + row.reduce((s, w, t) => s + w * distances[v]![t]!, 0),
      0,
    );
    expect(Math.abs(full - clamped)).toBeGreaterThan(1e-3);
  });
});

describe('layers', () => {
  it('are the middle ones where none are named, and unknown ones are refused by name', () => {
    expect(readLayers('', ['a', 'b', 'c', 'd', 'attention'], 'm').map(({ layer }) => layer)).toEqual([
      'c',
      'd',
    ]);
    expect(() => readLayers('nose:2', ['a', 'b'], 'm')).toThrow(/m has no layer “nose”; its layers are a, b/);
  });

  it('have so many channels, and one beyond them is refused by its number', async () => {
    const beyond = readLayers('tokens#0,9999', linearClip.imageLayers, 'linear');
    const plan = { shape, objectives: [{ ...activeOf('dream'), layers: beyond }], hasStops: false };
    await expect(run(plan, someInputs([1]))).rejects.toThrow(
      /layer tokens has no channel 9999; its channels are numbered from 0 to \d+/,
    );
  });
});
