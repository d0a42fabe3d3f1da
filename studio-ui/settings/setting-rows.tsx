/** @file The controls of some rows, bound to the draft. */
import type { WireParameterRow } from '../../src/protocol/index.js';
import { useStudio } from '../state/context.js';
import { ParameterField } from './parameter-field.js';
import { settingOf } from './rows-of-medium.js';
import { useTune } from './use-tune.js';

export function SettingRows({ rows }: { readonly rows: readonly WireParameterRow[] }) {
  const tune = useTune();
  const values = useStudio(({ draft }) => draft.values);
  return rows.map((row) => (
    <ParameterField
      key={row.name}
      row={row}
      value={settingOf(row, values)}
      onChange={(value) => tune(row, value)}
    />
  ));
}
