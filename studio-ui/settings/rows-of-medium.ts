/** @file The settings that a drawing in a medium has: the others would be refused by name. */
import type { WireParameterRow } from '../../src/protocol/index.js';

/** @param medium of the running drawing; undefined before there is one */
export function rowsOfMedium(
  rows: readonly WireParameterRow[],
  medium: string | undefined,
): readonly WireParameterRow[] {
  return rows.filter(
    ({ canvases }) => canvases === 'all' || (medium !== undefined && canvases.includes(medium)),
  );
}
