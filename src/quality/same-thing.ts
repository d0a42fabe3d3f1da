/** @file Which names of a drawing are right ones: by the data set's synonyms and by WordNet. */
import { join } from 'node:path';
import { Dataset, WordNet } from '../training/index.js';
import type { SameThing } from './blind.js';

/**
 * The word itself, what the data set also calls it, or its neighbour in WordNet.
 * @param folder a data set of `atelier data`, with its packages
 */
export async function openSameThing(folder: string): Promise<SameThing> {
  const data = await Dataset.open(folder);
  data.close();
  const synonyms = new Map(data.index.concepts.map(({ name, names }) => [name, names.en ?? []]));
  const wordnet = WordNet.read(join(folder, 'packages', 'node_modules'));
  return (guess, word) => synonyms.get(word)?.includes(guess) || wordnet.areNeighbours(guess, word);
}
