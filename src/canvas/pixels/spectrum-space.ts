/**
 * @file Pixels as the half spectrum of each channel, every frequency scaled by 1/f^decay as in photographs, so that
 * one step moves large shapes and fine texture alike (lucid's fft_image; eps696/aphantasia). The plane is the upper
 * left corner of a torus a little larger, so that any size goes.
 */
import type { RasterSize } from '../../raster/index.js';
import { smoothLength } from './fft.js';
import { RealPlane } from './real-plane.js';
import { pixelCount, type Space } from './space.js';

/** lucent divides its images by 4, which leaves the colours of first pictures near grey. */
const LUCENT_SCALE = 1 / 4;

export class SpectrumSpace implements Space {
  readonly origin = 0;
  readonly spread = 0.01;
  private readonly torus: RealPlane;
  /** Factor of every frequency, height·columns of the half spectrum. */
  private readonly envelope: Float32Array;

  /** @param decay power of the frequency that amplitudes fall with; 1 in lucid, 1.5 in aphantasia */
  constructor(
    private readonly size: RasterSize,
    decay: number,
  ) {
    this.torus = new RealPlane({ width: smoothLength(size.width), height: smoothLength(size.height) });
    this.envelope = envelopeOf(this.torus, decay);
  }

  get numbers(): number {
    return this.torus.spectrumNumbers;
  }

  forward(values: Float32Array, plane: Float32Array): void {
    this.torus.inverse(values, this.envelope, plane, this.size);
  }

  adjoint(plane: Float32Array, gradient: Float32Array): void {
    this.torus.adjoint(plane, this.size, this.envelope, gradient);
  }

  encode(plane: Float32Array, values: Float32Array): void {
    const { columns, size } = this.torus;
    // The transform is unitary: its transpose is its inverse, once what it counts twice is counted once.
    const inverse = this.envelope.map((factor, i) => {
      const column = i % columns;
      return 1 / (factor * (column === 0 || column === columns - 1 ? 1 : 2));
    });
    this.torus.adjoint(overTorus(plane, this.size, size), size, inverse, values);
  }
}

function envelopeOf({ size, columns }: RealPlane, decay: number): Float32Array {
  const { width, height } = size;
  const lowest = 1 / Math.max(width, height);
  const envelope = new Float32Array(height * columns);
  for (let row = 0; row <= height / 2; row++) {
    const fy = row / height;
    const at = row * columns;
    for (let column = 0; column < columns; column++) {
      const frequency = Math.sqrt(fy * fy + (column / width) ** 2);
      envelope[at + column] = LUCENT_SCALE / Math.max(frequency, lowest) ** decay;
    }
    // Frequencies upwards are those downwards.
    if (row > 0) envelope.copyWithin((height - row) * columns, at, at + columns);
  }
  return envelope;
}

/** The plane in the corner of the torus; what lies beyond leads evenly from one edge over to the opposite one. */
function overTorus(plane: Float32Array, size: RasterSize, torus: RasterSize): Float32Array {
  const whole = new Float32Array(pixelCount(torus));
  for (let y = 0; y < torus.height; y++) {
    const [y0, y1, ty] = bridge(y, size.height, torus.height);
    for (let x = 0; x < torus.width; x++) {
      const [x0, x1, tx] = bridge(x, size.width, torus.width);
      const above = (1 - tx) * plane[y0 * size.width + x0]! + tx * plane[y0 * size.width + x1]!;
      const below = (1 - tx) * plane[y1 * size.width + x0]! + tx * plane[y1 * size.width + x1]!;
      whole[y * torus.width + x] = (1 - ty) * above + ty * below;
    }
  }
  return whole;
}

/** Between which places of the picture a place of the torus lies, and how near the second one. */
function bridge(
  place: number,
  shown: number,
  around: number,
): readonly [a: number, b: number, towardsB: number] {
  if (place < shown) return [place, place, 0];
  return [shown - 1, 0, (place - shown + 1) / (around - shown + 1)];
}
