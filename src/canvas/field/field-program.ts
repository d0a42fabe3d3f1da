/**
 * @file A network as compiled programs: the colours of a stretch of places, and the gradient of its weights given that
 * of the colours. A picture goes through stretch by stretch, so that memory does not grow with its size.
 */
import type * as tf from '@tensorflow/tfjs-core';
import { grad, mul, sum } from '@tensorflow/tfjs-core';
import { compile, type Program } from '../../compile/index.js';
import type { RasterSize } from '../../raster/index.js';
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

  /** @returns height·width·3, RGB 0..1; reused by the next call */
  async render(weights: Float32Array): Promise<Float32Array> {
    const { image } = this;
    for (let from = 0; 3 * from < image.length; from += STRETCH) {
      this.placesFrom(from);
      const { colours } = await this.programs.forward.run({ places: this.places, weights });
      image.set(
        (colours!.data as Float32Array).subarray(0, Math.min(3 * STRETCH, image.length - 3 * from)),
        3 * from,
      );
    }
    return image;
  }

  /**
   * @param imageGradient height·width·3
   * @returns gradient by the weights; reused by the next call
   */
  async adjoint(weights: Float32Array, imageGradient: Float32Array): Promise<Float32Array> {
    const { gradient } = this;
    gradient.fill(0);
    const byColours = new Float32Array(3 * STRETCH);
    for (let from = 0; 3 * from < imageGradient.length; from += STRETCH) {
      this.placesFrom(from);
      byColours.fill(0);
      byColours.set(imageGradient.subarray(3 * from, 3 * (from + STRETCH)));
      const outputs = await this.programs.backward.run({ places: this.places, weights, byColours });
      const part = outputs.gradient!.data as Float32Array;
      for (let i = 0; i < gradient.length; i++) gradient[i]! += part[i]!;
    }
    return gradient;
  }

  /** Middles of the pixels from `from` on, row by row: −1..1 over the shorter side, the canvas's middle at 0. */
  private placesFrom(from: number): void {
    const { width, height } = this.size;
    const half = Math.min(width, height) / 2;
    const end = Math.min(STRETCH, width * height - from);
    for (let i = 0; i < end; i++) {
      const pixel = from + i;
      this.places[2 * i] = ((pixel % width) + 0.5 - width / 2) / half;
      this.places[2 * i + 1] = (Math.floor(pixel / width) + 0.5 - height / 2) / half;
    }
    this.places.fill(0, 2 * end);
  }
}
