/**
 * @file A network as compiled programs: the colours of a stretch of places, and the gradient of its weights given that
 * of the colours. A picture goes through stretch by stretch, so that memory does not grow with its size.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { grad, mul, sum } from '@tensorflow/tfjs-core';
import { compile, type Program } from '../../compile/index.js';
import type { RasterSize } from '../../raster/index.js';
import type { FieldLayer } from '../picture.js';
import { pixelsOf } from './field-layers.js';
import { colourOf, type FieldShape, weightCount } from './networks.js';

/** Places of a stretch; with 16 layers of 256 units the way back holds some 130 MB. */
const STRETCH = 4096;
/** Networks whose programs are kept; a session draws with one, its history with the same. */
const MOST_KEPT = 4;

interface Programs {
  readonly forward: Program;
  readonly backward: Program;
}

const kept = new Map<string, Promise<Programs>>();

/** Compiled once for a shape; those used last are kept. */
function programsOf(shape: FieldShape, threads?: number): Promise<Programs> {
  const { network, layers, width, omega } = shape;
  const key = [network, layers, width, omega, threads].join(' ');
  const programs = kept.get(key) ?? compilePrograms(shape, threads);
  kept.delete(key);
  kept.set(key, programs);
  programs.catch(() => kept.delete(key));
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break;
    // A canvas may still hold it; it is freed with the last one.
    kept.delete(oldest);
  }
  return programs;
}

async function compilePrograms(shape: FieldShape, threads?: number): Promise<Programs> {
  const places = { shape: [STRETCH, 2], dtype: 'float32' } as const;
  const weights = { shape: [weightCount(shape)], dtype: 'float32' } as const;
  const colours = { shape: [STRETCH, 3], dtype: 'float32' } as const;
  const options = { name: `field of ${shape.network}`, ...(threads === undefined ? {} : { threads }) };
  const [forward, backward] = await Promise.all([
    compile(
      ({ places, weights }) => ({ colours: colourOf(shape, places as tf.Tensor2D, weights as tf.Tensor1D) }),
      { inputs: { places, weights } },
      options,
    ),
    compile(
      ({ places, weights, byColours }) => ({
        gradient: grad((w) => sum(mul(colourOf(shape, places as tf.Tensor2D, w as tf.Tensor1D), byColours!)))(
          weights!,
        ),
      }),
      { inputs: { places, weights, byColours: colours } },
      options,
    ),
  ]);
  return { forward, backward };
}

/** A network that paints pictures of one size. */
export class FieldProgram {
  private readonly places: Float32Array;
  private readonly image: Float32Array;
  private readonly gradient: Float32Array;

  private constructor(
    readonly shape: FieldShape,
    readonly size: RasterSize,
    private readonly programs: Programs,
  ) {
    this.places = new Float32Array(2 * STRETCH);
    this.image = new Float32Array(3 * size.width * size.height);
    this.gradient = new Float32Array(weightCount(shape));
  }

  /** @param threads of the programs; all cores when absent */
  static async open(shape: FieldShape, size: RasterSize, threads?: number): Promise<FieldProgram> {
    return new FieldProgram(shape, size, await programsOf(shape, threads));
  }

  /**
   * @param pixels those that are painted, the others staying as they are; all when absent
   * @returns height·width·3, RGB 0..1; reused by the next call
   */
  async render(weights: Float32Array, pixels?: Int32Array): Promise<Float32Array> {
    const { image } = this;
    const count = pixels?.length ?? image.length / 3;
    for (let from = 0; from < count; from += STRETCH) {
      const length = Math.min(STRETCH, count - from);
      this.placesFrom(from, length, pixels);
      const outputs = await this.programs.forward.run({ places: this.places, weights });
      const colours = (outputs.colours!.data as Float32Array).subarray(0, 3 * length);
      if (pixels) copyPixels(colours, undefined, image, pixels.subarray(from, from + length));
      else image.set(colours, 3 * from);
    }
    return image;
  }

  /**
   * @param imageGradient height·width·3
   * @param pixels those that these weights paint; all when absent
   * @returns gradient by the weights; reused by the next call
   */
  async adjoint(
    weights: Float32Array,
    imageGradient: Float32Array,
    pixels?: Int32Array,
  ): Promise<Float32Array> {
    const { gradient } = this;
    gradient.fill(0);
    const byColours = new Float32Array(3 * STRETCH);
    const count = pixels?.length ?? imageGradient.length / 3;
    for (let from = 0; from < count; from += STRETCH) {
      const length = Math.min(STRETCH, count - from);
      this.placesFrom(from, length, pixels);
      byColours.fill(0);
      if (pixels) copyPixels(imageGradient, pixels.subarray(from, from + length), byColours, undefined);
      else byColours.set(imageGradient.subarray(3 * from, 3 * (from + length)));
      const outputs = await this.programs.backward.run({ places: this.places, weights, byColours });
      const part = outputs.gradient!.data as Float32Array;
      for (let i = 0; i < gradient.length; i++) gradient[i]! += part[i]!;
    }
    return gradient;
  }

  /** Middles of `length` pixels from `from` on, row by row: −1..1 over the shorter side, the canvas's middle at 0. */
  private placesFrom(from: number, length: number, pixels?: Int32Array): void {
    const { width, height } = this.size;
    const half = Math.min(width, height) / 2;
    for (let i = 0; i < length; i++) {
      const pixel = pixels ? pixels[from + i]! : from + i;
      this.places[2 * i] = ((pixel % width) + 0.5 - width / 2) / half;
      this.places[2 * i + 1] = (Math.floor(pixel / width) + 0.5 - height / 2) / half;
    }
    this.places.fill(0, 2 * length);
  }
}

/** Colours RGB by RGB, from these pixels to those; the first ones where none are named. */
function copyPixels(
  colours: Float32Array,
  from: Int32Array | undefined,
  to: Float32Array,
  at: Int32Array | undefined,
): void {
  const count = (from ?? at)!.length;
  for (let i = 0; i < count; i++) {
    const [source, target] = [3 * (from?.[i] ?? i), 3 * (at?.[i] ?? i)];
    for (let c = 0; c < 3; c++) to[target + c] = colours[source + c]!;
  }
}

/** The picture of several networks. @returns height·width·3, RGB 0..1; the program's own */
export async function paintLayers(
  program: FieldProgram,
  layers: readonly FieldLayer[],
  pixels = pixelsOf(layers, program.size),
): Promise<Float32Array> {
  let image: Float32Array = new Float32Array();
  for (const [k, { weights }] of layers.entries()) image = await program.render(weights, pixels?.[k]);
  return image;
}
