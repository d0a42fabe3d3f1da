/**
 * @file Where strokes begin that are to draw a picture with few lines: on its edges, where the image encoder looks. As
 * CLIPasso (Vinker et al. 2022, yael-vinker/CLIPasso): the attention map times the edges, a softmax of temperature .3
 * over what is above 0, and places drawn from it, none twice.
 */
import type { RasterSize } from '../../raster/index.js';
import { type CanvasOptions, workingSize } from '../canvas.js';
import { fillOnPaper } from '../source-image.js';
import { edgesOf } from './edges.js';

const TEMPERATURE = 0.3;

/**
 * Places on the canvas, canvas units, as many as are asked for. Without a map of what matters, all edges do; without
 * edges, all places.
 */
export function* salientPlaces({
  image,
  saliency,
  size,
  resolution,
  paper,
  generator,
}: Pick<
  CanvasOptions<unknown>,
  'image' | 'saliency' | 'size' | 'resolution' | 'paper' | 'generator'
>): Generator<readonly [x: number, y: number], never> {
  const { width, height } = workingSize(size, resolution);
  const map = new Float64Array(width * height).fill(1);
  if (image) {
    const edges = edgesOf(fillOnPaper(image, { width, height }, paper), { width, height });
    const attention = saliency && attentionOver(saliency, image, { width, height });
    for (let i = 0; i < map.length; i++) map[i] = edges[i]! * (attention?.[i] ?? 1);
  }
  const weights = softmaxed(map);
  const unit = Math.min(width, height);
  while (true) {
    // More strokes than places: they may lie anywhere.
    if (!weights.some((weight) => weight > 0)) weights.fill(1);
    const place = drawn(weights, generator.uniform(0, 1));
    weights[place] = 0;
    yield [((place % width) + 0.5) / unit, (Math.floor(place / width) + 0.5) / unit];
  }
}

type SaliencyMap = NonNullable<CanvasOptions<unknown>['saliency']>;

/** The map of a picture as the canvas shows the picture, its middle filling it; height·width, 0..1. */
function attentionOver(
  { width, height, data }: SaliencyMap,
  picture: RasterSize,
  size: RasterSize,
): Float64Array {
  const perPixel = Math.min(picture.width / size.width, picture.height / size.height);
  const cell = (at: number, side: number, whole: number, cells: number): readonly [number, number] => {
    const pixel = (whole - side * perPixel) / 2 + (at + 0.5) * perPixel;
    const place = Math.min(cells - 1, Math.max(0, (pixel / whole) * cells - 0.5));
    const from = Math.min(Math.max(0, cells - 2), Math.floor(place));
    return [from, place - from];
  };
  const map = new Float64Array(size.width * size.height);
  for (let y = 0; y < size.height; y++) {
    const [row, down] = cell(y, size.height, picture.height, height);
    const below = Math.min(row + 1, height - 1);
    for (let x = 0; x < size.width; x++) {
      const [column, across] = cell(x, size.width, picture.width, width);
      const right = Math.min(column + 1, width - 1);
      const at = (r: number): number =>
        (1 - across) * data[r * width + column]! + across * data[r * width + right]!;
      map[y * size.width + x] = (1 - down) * at(row) + down * at(below);
    }
  }
  return map;
}

/** e^(value/τ) where a value is above 0, and 0 elsewhere; 1 everywhere if none is. */
function softmaxed(map: Float64Array): Float64Array {
  const weights = map.map((value) => (value > 0 ? Math.exp(value / TEMPERATURE) : 0));
  return weights.some((weight) => weight > 0) ? weights : weights.fill(1);
}

/** The place at which the weights summed up reach `part` of their sum; one of weight above 0. */
function drawn(weights: Float64Array, part: number): number {
  const goal = part * weights.reduce((sum, weight) => sum + weight, 0);
  let [sum, last] = [0, 0];
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    sum += weights[i]!;
    last = i;
    if (sum > goal) break;
  }
  return last;
}
