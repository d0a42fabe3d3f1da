/**
 * @file Numbers by which marks are named: given in the order of birth and never given twice, so that a mark keeps its
 * name when the canvas or a hand takes others away or changes the order.
 */
import { SteeringError } from './change.js';

export interface MarkNumbersState {
  /** The number of each mark, in the order of painting. */
  readonly numbers: readonly number[];
  /** What the next mark is called. */
  readonly next: number;
}

export class MarkNumbers {
  private constructor(private state: MarkNumbersState) {}

  static first(count: number): MarkNumbers {
    return new MarkNumbers({ numbers: Array.from({ length: count }, (_, mark) => mark), next: count });
  }

  static from(state: MarkNumbersState): MarkNumbers {
    return new MarkNumbers(state);
  }

  /** In the order of painting. */
  get all(): readonly number[] {
    return this.state.numbers;
  }

  /** Places in the order of painting. @throws SteeringError for a number that no mark has */
  places(numbers: readonly number[]): readonly number[] {
    const { numbers: all } = this.state;
    const places = new Map(all.map((number, place) => [number, place]));
    return numbers.map((number) => {
      const place = places.get(number);
      if (place !== undefined) return place;
      throw new SteeringError(`There is no mark ${number} in this drawing; it has ${all.length} others.`);
    });
  }

  /** @param order places as `Marks.arrange` takes them. @returns the numbers of the new marks */
  arrange(order: readonly number[]): readonly number[] {
    const { numbers } = this.state;
    const added: number[] = [];
    let { next } = this.state;
    const arranged = order.map((place) => {
      if (place >= 0) return numbers[place]!;
      added.push(next);
      return next++;
    });
    this.state = { numbers: arranged, next };
    return added;
  }

  save(): MarkNumbersState {
    return this.state;
  }
}
