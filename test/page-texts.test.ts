/** @file What the page says of the program's own tables: nothing of them is left in English on the Russian page. */
import { expect, it } from 'vitest';
import { parameterRows } from '../src/session/index.js';
import { ru } from '../studio-ui/text/ru.js';

it('every unit of a setting is written in Russian on the Russian page', () => {
  const units = parameterRows.flatMap((row) => (row.kind === 'number' ? [row.unit] : []));
  expect(units.length).toBeGreaterThan(0);
  for (const unit of units) expect(ru.settings.unit(unit), unit).not.toMatch(/[a-z]{2}/iu);
});
