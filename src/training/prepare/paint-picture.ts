/**
 * @file A stored picture as the network meets it: warped, tinted, on a background, once or several times, with other
 * colours and contrast, under noise. Deterministic in the generator.
 */
import type { SeededGenerator } from '../../random/index.js';
import type { Rgb } from '../../raster/index.js';

/** How hard the pictures are made; all of it is decided by looking at what the guide draws. */
export interface Perturbation {
  /** Largest standard deviation of the noise, in units of colour 0..1; each picture draws its own below it. */
  readonly noise: number;
  /** Standard deviation of the rotation, radians. */
  readonly rotation: number;
  /** Smallest and largest part of the image that the picture fills. */
  readonly scale: readonly [number, number];
  /** Largest change of contrast and of each channel, a ratio. */
  readonly colour: number;
}

export interface Scene {
  /** side²·channels bytes: RGBA with straight alpha, or coverage. */
  readonly picture: Uint8Array;
  readonly channels: 1 | 4;
  /** Side of the stored picture, pixels. */
  readonly side: number;
  /** Colour of a picture of coverage. */
  readonly tint: Rgb;
  readonly background: Rgb;
  readonly count: 1 | 2 | 3 | 4;
  /** Factor on the scale: small and big things. */
  readonly size: number;
}

/** Where one copy lies: the inverse map from image to picture, both −1..1. */
interface Placement {
  readonly x: number;
  readonly y: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

/** Middles of the copies for each count, −1..1. */
const LAYOUTS: Readonly<Record<Scene['count'], readonly (readonly [number, number])[]>> = {
  1: [[0, 0]],
  2: [
    [-0.5, 0],
    [0.5, 0],
  ],
  3: [
    [-0.5, 0.4],
    [0.5, 0.4],
    [0, -0.5],
  ],
  4: [
    [-0.5, -0.5],
    [0.5, -0.5],
    [-0.5, 0.5],
    [0.5, 0.5],
  ],
};

/** Writes side²·3 numbers, RGB, at `offset` of `out`; 0..1 but for the noise. @param side of the image, pixels */
export function paintPicture(
  scene: Scene,
  { noise, rotation, scale, colour }: Perturbation,
  side: number,
  generator: SeededGenerator,
  out: Float32Array,
  offset: number,
): void {
  const image = out.subarray(offset, offset + side * side * 3);
  for (let i = 0; i < image.length; i++) image[i] = scene.background[i % 3]!;
  for (const [x, y] of LAYOUTS[scene.count]) {
    const part = generator.uniform(scale[0], scale[1]) * scene.size * (scene.count === 1 ? 1 : 0.5);
    const slack = scene.count === 1 ? Math.max(0.1, 1 - part) : 0.1;
    const angle = generator.normal(rotation);
    const shear = generator.normal(0.06);
    const flip = generator.uniform() < 0.5 ? -1 : 1;
    const cos = Math.cos(angle) / part;
    const sin = Math.sin(angle) / part;
    const placement = {
      x: x + generator.uniform(-slack, slack),
      y: y + generator.uniform(-slack, slack),
      a: flip * cos,
      b: flip * (sin + shear * cos),
      c: -sin,
      d: cos - shear * sin,
    };
    layOver(image, side, scene, placement);
  }
  changeColours(image, colour, generator);
  addNoise(image, side, generator.uniform(0, noise), generator);
}

function layOver(image: Float32Array, side: number, scene: Scene, { x, y, a, b, c, d }: Placement): void {
  const { picture, channels, side: from, tint } = scene;
  for (let row = 0; row < side; row++) {
    const v = ((row + 0.5) / side) * 2 - 1 - y;
    for (let column = 0; column < side; column++) {
      const u = ((column + 0.5) / side) * 2 - 1 - x;
      const px = ((a * u + b * v + 1) / 2) * from - 0.5;
      const py = ((c * u + d * v + 1) / 2) * from - 0.5;
      if (px <= -1 || py <= -1 || px >= from || py >= from) continue;
      const left = Math.floor(px);
      const top = Math.floor(py);
      let red = 0;
      let green = 0;
      let blue = 0;
      let alpha = 0;
      for (let corner = 0; corner < 4; corner++) {
        const cx = left + (corner & 1);
        const cy = top + (corner >> 1);
        if (cx < 0 || cy < 0 || cx >= from || cy >= from) continue;
        const weight = (1 - Math.abs(px - cx)) * (1 - Math.abs(py - cy));
        const at = (cy * from + cx) * channels;
        const covered = (weight * picture[at + channels - 1]!) / 255;
        alpha += covered;
        red += covered * (channels === 1 ? tint[0] : picture[at]! / 255);
        green += covered * (channels === 1 ? tint[1] : picture[at + 1]! / 255);
        blue += covered * (channels === 1 ? tint[2] : picture[at + 2]! / 255);
      }
      const i = 3 * (row * side + column);
      image[i] = image[i]! * (1 - alpha) + red;
      image[i + 1] = image[i + 1]! * (1 - alpha) + green;
      image[i + 2] = image[i + 2]! * (1 - alpha) + blue;
    }
  }
}

function changeColours(image: Float32Array, range: number, generator: SeededGenerator): void {
  const contrast = 1 + generator.uniform(-range, range);
  const gains = [0, 1, 2].map(() => 1 + generator.uniform(-range, range) / 2);
  for (let i = 0; i < image.length; i++) {
    const value = (0.5 + contrast * (image[i]! - 0.5)) * gains[i % 3]!;
    image[i] = Math.min(1, Math.max(0, value));
  }
}

/** Fine noise and noise of 4-pixel squares, mixed at random; together of standard deviation `sigma`. */
function addNoise(image: Float32Array, side: number, sigma: number, generator: SeededGenerator): void {
  const mix = generator.uniform(0, Math.PI / 2);
  generator.addNormal(image, sigma * Math.cos(mix));
  const squares = Math.ceil(side / 4);
  const coarse = new Float32Array(squares * squares * 3);
  generator.addNormal(coarse, sigma * Math.sin(mix));
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const from = 3 * ((row >> 2) * squares + (column >> 2));
      const to = 3 * (row * side + column);
      for (let channel = 0; channel < 3; channel++)
        image[to + channel] = image[to + channel]! + coarse[from + channel]!;
    }
  }
}
