/** @file The first pieces of a collage: every patch in turn, about the middle, half transparent, turned at random. */
import type { CanvasOptions } from '../canvas.js';
import { CanvasError } from '../canvas-error.js';
import { fillOnPaper } from '../source-image.js';
import type { CollageValues } from './collage-canvas.js';
import type { Pieces } from './pieces.js';

/** Opacity of pieces that begin pale, so that what lies beneath is felt as well. */
const PALE = 0.6;
/** Lightness of pale tints, and how far they lie about it. */
const LIGHTNESS = 0.65;
const TINT_SPREAD = 0.12;
/** Side of the picture that tints are taken from, pixels. */
const SAMPLES = 32;

export function firstPieces(options: CanvasOptions<CollageValues>, patches: number): Pieces {
  const { size, generator, values } = options;
  const { pieces: count, scatter: spread } = values;
  const shorter = Math.min(size.width, size.height);
  const [width, height] = [size.width / shorter, size.height / shorter];
  const [least, most] = [values.minSize / 1000, values.maxSize / 1000];
  const tint = tintsOf(options, width, height);
  const pieces = {
    which: Int32Array.from({ length: count }, (_, i) => i % patches),
    places: new Float32Array(2 * count),
    sizes: new Float32Array(count),
    turns: new Float32Array(count),
    colours: new Float32Array(4 * count),
  };
  for (let i = 0; i < count; i++) {
    const x = width / 2 + generator.normal(spread * width);
    const y = height / 2 + generator.normal(spread * height);
    pieces.places.set([x, y], 2 * i);
    pieces.sizes[i] = generator.uniform(least, Math.sqrt(least * most));
    pieces.turns[i] = generator.uniform(-Math.PI, Math.PI);
    pieces.colours.set(tint(x, y), 4 * i);
  }
  return pieces;
}

/** The first RGBA of a piece at a place, canvas units. @throws CanvasError when the image to take them from is missing */
function tintsOf(
  { values, image, paper, generator }: CanvasOptions<CollageValues>,
  width: number,
  height: number,
): (x: number, y: number) => readonly number[] {
  if (values.start === 'own') return () => [1, 1, 1, 1];
  if (values.start === 'nothing') {
    return () => [...[0, 1, 2].map(() => limited(LIGHTNESS + generator.normal(TINT_SPREAD))), PALE];
  }
  if (!image) throw new CanvasError('The drawing has to begin from an image, but no image was given.');
  const size = { width: Math.ceil(SAMPLES * width), height: Math.ceil(SAMPLES * height) };
  const rgb = fillOnPaper(image, size, paper);
  return (x, y) => {
    const column = Math.min(size.width - 1, Math.max(0, Math.floor((x / width) * size.width)));
    const row = Math.min(size.height - 1, Math.max(0, Math.floor((y / height) * size.height)));
    const at = 3 * (row * size.width + column);
    return [rgb[at]!, rgb[at + 1]!, rgb[at + 2]!, 1];
  };
}

const limited = (value: number): number => Math.min(1, Math.max(0, value));
