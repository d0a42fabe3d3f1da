/** @file The settings that a drawing in a medium has: the others would be refused by name. */
import type { WireParameterRow } from '../../src/protocol/index.js';

/** The row of what is not wanted. */
export const NEGATIVE = 'negative';

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

/** What a medium's row of beginnings calls a picture. */
const FROM_PICTURE = ['image', 'picture'];

/** The row that says whether a drawing begins from a picture, with the word for it; nothing where none does. */
export function beginningOf(
  rows: readonly WireParameterRow[],
): { readonly row: WireParameterRow; readonly word: string } | undefined {
  for (const row of rows) {
    const word =
      row.kind === 'choice' && row.begins ? FROM_PICTURE.find((one) => one in row.options) : undefined;
    if (word !== undefined) return { row, word };
  }
  return undefined;
}

/** The values that make a drawing begin from a picture, or not; a way of beginning that was chosen stays. */
export function beginningValues(
  rows: readonly WireParameterRow[],
  fromPicture: boolean,
  chosen: Readonly<Record<string, number | string>>,
): Record<string, number | string> {
  const beginning = beginningOf(rows);
  if (!beginning) return {};
  const { row, word } = beginning;
  if (!fromPicture) return { [row.name]: row.default };
  const own = chosen[row.name] ?? row.default;
  return { [row.name]: own === row.default ? word : own };
}

/** The value of a row: its default where none was set. */
export const settingOf = (
  row: WireParameterRow,
  values: Readonly<Record<string, number | string>>,
): number | string => values[row.name] ?? row.default;

/** The rows whose name, flag or help has all the words that are sought, in any order. */
export function rowsThatSay(
  rows: readonly WireParameterRow[],
  sought: string,
  language: 'en' | 'ru',
): readonly WireParameterRow[] {
  const words = sought.toLowerCase().split(/\s+/u).filter(Boolean);
  return rows.filter(({ flag, label, help }) => {
    const said = `${flag} ${label[language]} ${help[language]}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
}
