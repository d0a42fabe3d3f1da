/**
 * @file Strokes that do nothing begin anew where most is missing: pale ones, tiny ones (VectorFusion), and the worst of
 * those without which the picture would fit the words as well (CICADA's leave-one-out score). A stroke's opacity α
 * enters the picture linearly, so to first order of the loss L leaving it out costs exactly −α·∂L/∂α, which the adjoint
 * gives for all strokes at once.
 */
import type { SeededGenerator } from '../../random/index.js';
import type { StrokeGradients, Strokes } from '../../raster/index.js';
import { THOUSANDTH } from '../range.js';
import type { Want } from '../wanting.js';
import { type StrokeValues, wander } from './first-strokes.js';
import { controlsOf, pointRange, widthRange } from './stroke-layout.js';

/** From here on nothing begins anew: the work comes to rest. */
const SETTLED = 0.8;
/** How much of its mean worth a stroke keeps with each step. */
const MEMORY = 0.9;

/** What leaving out each stroke would cost, a running mean over the steps. */
export class Worth {
  private latest: Float32Array;

  /** @param mean of each stroke; becomes this object's own */
  constructor(private mean: Float32Array) {
    this.latest = new Float32Array(mean.length);
  }

  /** Notes a step, which counts once it is `taken`. */
  note({ colours }: Strokes, byColour: StrokeGradients['colours']): void {
    for (let i = 0; i < this.latest.length; i++) {
      this.latest[i] = -colours[4 * i + 3]! * byColour[4 * i + 3]!;
    }
  }

  taken(): void {
    for (let i = 0; i < this.mean.length; i++) {
      this.mean[i] = MEMORY * this.mean[i]! + (1 - MEMORY) * this.latest[i]!;
    }
  }

  of(stroke: number): number {
    return this.mean[stroke]!;
  }

  /** The strokes stand in a new order; new ones have earned nothing yet. */
  arrange(order: readonly number[]): void {
    this.mean = Float32Array.from(order, (mark) => (mark >= 0 ? this.mean[mark]! : 0));
    this.latest = new Float32Array(order.length);
  }

  save(): Float32Array {
    return this.mean.slice();
  }
}

export const isRenewed = ({ renewEvery }: StrokeValues, iteration: number, progress: number): boolean =>
  renewEvery > 0 && iteration % renewEvery === 0 && progress < SETTLED;

/** The strokes that stay, in order. @param held stay whatever they do */
export function keptStrokes(
  strokes: Strokes,
  worth: Worth,
  held: ReadonlySet<number>,
  { fadedOpacity, tinyArea, renewPart }: StrokeValues,
): number[] {
  const marks = Array.from(strokes.segments, (_, mark) => mark);
  const gone = new Set(
    marks.filter(
      (mark) =>
        !held.has(mark) &&
        (strokes.colours[4 * mark + 3]! < fadedOpacity || strokeArea(strokes, mark) < tinyArea * 1e-6),
    ),
  );
  const worst = marks
    .filter((mark) => !held.has(mark) && !gone.has(mark) && worth.of(mark) < 0)
    .sort((a, b) => worth.of(a) - worth.of(b) || a - b)
    .slice(0, Math.floor(renewPart * marks.length));
  for (const mark of worst) gone.add(mark);
  return marks.filter((mark) => !gone.has(mark));
}

/** Length of the control polygon times the mean width, and the pen's two half discs; squares of a canvas unit. */
function strokeArea(strokes: Strokes, mark: number): number {
  const { segments, points, widths } = strokes;
  const [from, to] = pointRange(segments, mark);
  let length = 0;
  for (let i = from + 2; i < to; i += 2) {
    length += Math.hypot(points[i]! - points[i - 2]!, points[i + 1]! - points[i - 1]!);
  }
  const own = widths.subarray(...widthRange(strokes, mark));
  const width = own.reduce((sum, value) => sum + value, 0) / own.length;
  return length * width + (Math.PI / 4) * width * width;
}

/** New strokes of one width each, about the places that want them. */
export function newStrokes(
  wants: readonly Want[],
  { segments: each, firstWidth, minWidth, maxWidth, opacity }: StrokeValues,
  generator: SeededGenerator,
): Strokes {
  const numbers = 2 * controlsOf(each);
  const points = new Float32Array(numbers * wants.length);
  wants.forEach(({ x, y }, k) => {
    const own = points.subarray(k * numbers, (k + 1) * numbers);
    wander(own, [0, 0], generator);
    const middle = [0, 1].map((axis) => own.reduce((sum, v, i) => (i % 2 === axis ? sum + v : sum), 0));
    for (let i = 0; i < numbers; i += 2) {
      own[i]! += x - middle[0]! / controlsOf(each);
      own[i + 1]! += y - middle[1]! / controlsOf(each);
    }
  });
  const width = Math.min(maxWidth, Math.max(minWidth, firstWidth)) * THOUSANDTH;
  return {
    segments: new Uint8Array(wants.length).fill(each),
    points,
    widths: new Float32Array(wants.length).fill(width),
    colours: Float32Array.from(wants.flatMap(({ colour }) => [...colour, opacity])),
  };
}
