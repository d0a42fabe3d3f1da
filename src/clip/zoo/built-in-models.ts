/** @file The models that come with the program, by the names of their folders under `models/`. */
import { builtInModelFolder } from '../checkpoint/model-files.js';
import type { KnownModel } from './known-models.js';

export type BuiltInModel = Pick<KnownModel, 'title' | 'licence' | 'megabytes' | 'languages'>;

export const builtInModels = {
  embedded: { title: 'Atelier’s own', licence: 'Apache-2.0', megabytes: 15, languages: '30 languages' },
  judge: {
    title: 'Atelier’s own judge, for --judge',
    licence: 'Apache-2.0',
    megabytes: 16,
    languages: '30 languages',
  },
} as const satisfies Record<string, BuiltInModel>;

/** The row and the folder of a name, if it is of one that comes with the program. */
export function builtInModel(
  name: string,
): { readonly builtIn: BuiltInModel; readonly path: string } | undefined {
  if (!Object.hasOwn(builtInModels, name)) return undefined;
  return { builtIn: builtInModels[name as keyof typeof builtInModels], path: builtInModelFolder(name) };
}
