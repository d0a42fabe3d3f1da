/** @file The pictures that a training does not learn from, so that its accuracy can be told on them. */
import { SeededGenerator } from '../../random/index.js';
import type { DataPicture, Dataset } from '../data/dataset.js';
import { picturesByConcept } from './make-batch.js';

/** A concept gives one picture away when it has at least so many. */
const RICH = 5;

/** One picture each of rich concepts, chosen by the seed. @param most of them */
export function heldOutOf(data: Dataset, most: number, seed: number): DataPicture[] {
  const generator = SeededGenerator.fromSeed(seed);
  const rich = picturesByConcept(data, new Set()).filter(({ length }) => length >= RICH);
  const chosen: DataPicture[] = [];
  while (chosen.length < most && rich.length > 0) {
    const [pictures] = rich.splice(generator.integer(0, rich.length - 1), 1);
    chosen.push(pictures![generator.integer(0, pictures!.length - 1)]!);
  }
  return chosen;
}
