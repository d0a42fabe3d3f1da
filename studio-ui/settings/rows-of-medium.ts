/** @file The settings that a drawing in a medium has: the others would be refused by name. */
import type { WireParameterRow } from '../../src/protocol/index.js';

/** @param medium undefined before the studio has said which there are */
export function rowsOfMedium(
  rows: readonly WireParameterRow[],
  medium: string | undefined,
): readonly WireParameterRow[] {
  return rows.filter(
    ({ canvases }) => canvases === 'all' || (medium !== undefined && canvases.includes(medium)),
  );
}

/** The values of rows that every medium has; another medium's own rows begin at its own defaults. */
export function commonValues(
  rows: readonly WireParameterRow[],
  values: Readonly<Record<string, number | string>>,
): Record<string, number | string> {
  const common = rowsOfMedium(rows, undefined).map(({ name }) => name);
  return Object.fromEntries(Object.entries(values).filter(([name]) => common.includes(name)));
}
