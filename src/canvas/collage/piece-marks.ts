/** @file Pieces one by one: which numbers belong to each, and what a person can do to one by hand. */
import type { MarkChange } from '../../marks/index.js';
import type { Marks } from '../canvas.js';
import { CanvasError } from '../canvas-error.js';
import type { Picture } from '../picture.js';
import type { Pieces } from './pieces.js';

/** Numbers of a piece in each group: places, sizes, turns, colours. */
const NUMBERS = [2, 1, 1, 4] as const;

export class PieceMarks implements Marks {
  constructor(
    private readonly pieces: () => Pieces,
    private readonly replace: (pieces: Pieces) => void,
    private readonly patches: number,
  ) {}

  get count(): number {
    return this.pieces().which.length;
  }

  span(group: number, mark: number): readonly [from: number, to: number] {
    const numbers = NUMBERS[group]!;
    return [mark * numbers, (mark + 1) * numbers];
  }

  centre(mark: number): readonly [x: number, y: number] {
    const { places } = this.pieces();
    return [places[2 * mark]!, places[2 * mark + 1]!];
  }

  /** @throws CanvasError when an added piece shows a patch that this collage has not */
  arrange(order: readonly number[], added?: Picture): void {
    const old = this.pieces();
    const fresh = added?.kind === 'collage' ? added.pieces : undefined;
    const of = (mark: number): readonly [Pieces, number] => {
      if (mark >= 0) return [old, mark];
      if (!fresh) throw new RangeError('The new order names an added piece, but no pieces were added.');
      return [fresh, -1 - mark];
    };
    const which = Int32Array.from(order, (mark) => {
      const [pieces, index] = of(mark);
      const patch = pieces.which[index]!;
      if (patch < this.patches) return patch;
      throw new CanvasError(`The added piece shows patch ${patch + 1}, but the collage has ${this.patches}.`);
    });
    const gathered = (name: 'places' | 'sizes' | 'turns' | 'colours', numbers: number): Float32Array => {
      const result = new Float32Array(numbers * order.length);
      order.forEach((mark, i) => {
        const [pieces, index] = of(mark);
        result.set(pieces[name].subarray(numbers * index, numbers * (index + 1)), numbers * i);
      });
      return result;
    };
    this.replace({
      which,
      places: gathered('places', 2),
      sizes: gathered('sizes', 1),
      turns: gathered('turns', 1),
      colours: gathered('colours', 4),
    });
  }

  change(mark: number, { move, turn = 0, scale = 1, colour, opacity, width }: MarkChange): void {
    const { places, sizes, turns, colours } = this.pieces();
    if (move) {
      places[2 * mark]! += move[0];
      places[2 * mark + 1]! += move[1];
    }
    turns[mark]! += turn;
    sizes[mark] = width ?? sizes[mark]! * scale;
    if (colour) colours.set(colour, 4 * mark);
    if (opacity !== undefined) colours[4 * mark + 3] = opacity;
  }
}
