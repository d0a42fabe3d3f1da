/** @file Names of Multilingual-CLIP's text towers: the canonical ones, but for the projection. */

import type { Naming } from './naming.js';

export const multilingualClipNaming: Naming = {
  landmarks: ['LinearTransformation.weight'],
  locate: (canonical) => ({ name: canonical.replace(/^proj\./, 'LinearTransformation.') }),
  // The encoder comes with a pooler that the mean takes the place of.
  ignored: /^transformer\.(pooler\.dense\.(weight|bias)|embeddings\.(position_ids|token_type_ids))$/,
};
