/** @file The namings this program knows, the most particular first. A new one is a new row. */

import { ModelError } from '../../model-error.js';
import type { TensorTable } from '../tensor-table.js';
import { huggingFaceNaming } from './hugging-face.js';
import { multilingualClipNaming } from './multilingual-clip.js';
import type { Location, Naming } from './naming.js';
import { openClipNaming } from './open-clip.js';

const namings = {
  'Hugging Face': huggingFaceNaming,
  'Multilingual-CLIP': multilingualClipNaming,
  open_clip: openClipNaming,
} satisfies Record<string, Naming>;

export type NamingName = keyof typeof namings;

/** A naming found in a file. */
export interface FoundNaming {
  readonly name: NamingName;
  locate(canonical: string): Location;
  /** Whether a tensor that no encoder asks for may stand in the file. */
  ignores(nameInFile: string): boolean;
}

/** Which naming the table's names are of. Throws ModelError when of none. */
export function recogniseNaming(table: TensorTable): FoundNaming {
  for (const name of Object.keys(namings) as NamingName[]) {
    const found = recognise(table, name);
    if (found) return found;
  }
  const some = [...table.tensors.keys()].slice(0, 3).map((name) => JSON.stringify(name));
  throw new ModelError(
    table.file,
    `its tensors are not named as those of a CLIP (${some.length === 0 ? 'it has none' : `it has ${some.join(', ')}, …`}).`,
  );
}

function recognise(table: TensorTable, name: NamingName): FoundNaming | undefined {
  const naming: Naming = namings[name];
  const prefix = prefixOf(table, naming.landmarks);
  if (prefix === undefined) return undefined;
  const inside = [...table.tensors.keys()].filter((key) => key.startsWith(prefix));
  const names = new Set(inside.map((key) => key.slice(prefix.length)));
  return {
    name,
    locate(canonical) {
      const location = naming.locate(canonical, names);
      return { ...location, name: `${prefix}${location.name}` };
    },
    ignores: (key) => key.startsWith(prefix) && naming.ignored.test(key.slice(prefix.length)),
  };
}

/** What stands before the first landmark that the table has: nothing, or "module." and the like. */
function prefixOf(table: TensorTable, landmarks: readonly string[]): string | undefined {
  for (const landmark of landmarks) {
    if (table.tensors.has(landmark)) return '';
    for (const key of table.tensors.keys()) {
      if (key.endsWith(`.${landmark}`)) return key.slice(0, -landmark.length);
    }
  }
  return undefined;
}
