/**
 * @file The networks of a field that a lasso has divided. Every weight of a network paints everywhere, so a region that
 * is worked on alone gets networks of its own: copies of those that it shows, seen in its outline only, over the ones
 * that stay as they are. Outlines have no resolution either, so that the picture still is one at any size.
 */
import { maskOf, type Outline, type RasterSize } from '../../raster/index.js';
import type { CanvasState } from '../canvas.js';
import { CanvasError } from '../canvas-error.js';
import type { FieldLayer } from '../picture.js';

/** Every lasso may double them, and each is a network's weights and moments. */
const MOST_LAYERS = 64;

/** For each pixel the uppermost layer that is seen there. @returns height·width */
function ownersOf(layers: readonly FieldLayer[], size: RasterSize): Uint8Array {
  const owners = new Uint8Array(size.width * size.height);
  layers.forEach(({ outlines }, layer) => {
    const masks = outlines.map((outline) => maskOf(outline, size));
    for (let pixel = 0; pixel < owners.length; pixel++) {
      if (masks.every((mask) => mask[pixel])) owners[pixel] = layer;
    }
  });
  return owners;
}

/** The pixels of each layer; nothing where a single one has them all. */
export function pixelsOf(layers: readonly FieldLayer[], size: RasterSize): readonly Int32Array[] | undefined {
  if (layers.length === 1) return undefined;
  const owners = ownersOf(layers, size);
  const pixels: number[][] = layers.map(() => []);
  owners.forEach((layer, pixel) => {
    pixels[layer]!.push(pixel);
  });
  return pixels.map((own) => Int32Array.from(own));
}

/** A layer of a divided field, by the place of the one that it is a copy of or was itself. */
interface Divided {
  readonly layer: FieldLayer;
  readonly from: number;
  readonly isCopy: boolean;
}

/**
 * The picture stays as it is; what lies in the outline is painted by copies, which stand behind all others.
 * @param size where a layer shows no pixel of this size it is left out
 * @returns the layers, for each the place of the one it comes from, and how many of them are not copies
 * @throws CanvasError where there would be too many
 */
export function divide(
  layers: readonly FieldLayer[],
  outline: Outline,
  size: RasterSize,
): { readonly layers: readonly FieldLayer[]; readonly from: readonly number[]; readonly rest: number } {
  const kept: Divided[] = layers.map((layer, from) => ({ layer, from, isCopy: false }));
  const copies: Divided[] = layers.map(({ weights, outlines }, from) => ({
    layer: { weights: weights.slice(), outlines: [...outlines, outline] },
    from,
    isCopy: true,
  }));
  const all = [...kept, ...copies];
  const seen = new Set(
    ownersOf(
      all.map(({ layer }) => layer),
      size,
    ),
  );
  // The lowest one is seen at any size: it is what lies under everything.
  const divided = all.filter((_, place) => place === 0 || seen.has(place));
  if (divided.length > MOST_LAYERS) {
    throw new CanvasError(
      `This field would be divided into ${divided.length} parts, and it can have ${MOST_LAYERS}; draw the lasso round a smaller region or undo earlier ones.`,
    );
  }
  return {
    layers: divided.map(({ layer }) => layer),
    from: divided.map(({ from }) => from),
    rest: divided.filter(({ isCopy }) => !isCopy).length,
  };
}

/** As the state that `save` wrote keeps numbers: single precision. */
export const rounded = (outline: Outline): Outline =>
  outline.map(([x, y]) => [Math.fround(x), Math.fround(y)] as const);

export const isSameOutline = (a: Outline, b: Outline): boolean =>
  a.length === b.length && a.every(([x, y], i) => x === b[i]![0] && y === b[i]![1]);

/** @param resting how many of the layers, the first ones, are not worked on; nothing where all are */
export function saveLayers(layers: readonly FieldLayer[], resting: number | undefined): CanvasState {
  const { length } = layers[0]!.weights;
  const weights = new Float32Array(length * layers.length);
  layers.forEach((layer, k) => {
    weights.set(layer.weights, k * length);
  });
  if (layers.length === 1 && resting === undefined) return { weights };
  return {
    weights,
    corners: Float32Array.from(layers.flatMap(({ outlines }) => outlines.flat(2))),
    // Of each layer, how many outlines, then how many corners each has.
    outlines: Int32Array.from(
      layers.flatMap(({ outlines }) => [outlines.length, ...outlines.map((outline) => outline.length)]),
    ),
    resting: Int32Array.of(resting ?? ABSENT),
  };
}

const ABSENT = -1;

/** The opposite of `saveLayers`. @param count numbers of a network */
export function restoreLayers(
  { weights, corners, outlines, resting }: CanvasState,
  count: number,
): { readonly layers: readonly FieldLayer[]; readonly resting: number | undefined } {
  const layers = Array.from({ length: weights!.length / count }, (_, k) => ({
    weights: (weights as Float32Array).slice(k * count, (k + 1) * count),
    outlines: [] as Outline[],
  }));
  if (!corners || !outlines || !resting) return { layers, resting: undefined };
  let [at, corner] = [0, 0];
  for (const layer of layers) {
    const own = outlines[at++]!;
    for (let k = 0; k < own; k++) {
      const length = outlines[at++]!;
      layer.outlines.push(
        Array.from({ length }, (_, i) => [corners[corner + 2 * i]!, corners[corner + 2 * i + 1]!] as const),
      );
      corner += 2 * length;
    }
  }
  return { layers, resting: resting[0] === ABSENT ? undefined : resting[0]! };
}
