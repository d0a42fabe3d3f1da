/** @file What was found in a folder of pictures, in sentences: one for each reason for which some were not used. */
import type { OwnReport } from '../training/index.js';

/** Names that a sentence gives as examples. */
const SHOWN = 4;

/** @param list file in which all names stand */
export function describeFound({ pictures, concepts, skipped, notes }: OwnReport, list: string): string[] {
  const sentences = Object.entries(skipped).map(([reason, names]) => {
    const rest = names.length - SHOWN;
    const examples = names.slice(0, SHOWN).join(', ');
    const more = rest > 0 ? ` and ${rest} more (${list} names them all)` : '';
    return `Skipped, as they ${reason}: ${examples}${more}.`;
  });
  return [`${pictures} pictures with ${concepts} different captions.`, ...notes, ...sentences];
}
