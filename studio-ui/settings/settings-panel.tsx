/** @file The settings of the next drawing: the basic rows at once, the others behind "More settings". */
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import type { WireParameterRow } from '../../src/protocol/index.js';
import { useStudio, useStudioAccess } from '../state/context.js';
import { mediumOf } from '../state/studio.js';
import { useSpeech } from '../text/language.js';
import { ParameterField } from './parameter-field.js';
import { rowsOfMedium } from './rows-of-medium.js';

function Rows({ rows }: { readonly rows: readonly WireParameterRow[] }) {
  const { store } = useStudioAccess();
  const values = useStudio(({ draft }) => draft.values);
  return rows.map((row) => (
    <ParameterField
      key={row.name}
      row={row}
      value={values[row.name] ?? row.default}
      onChange={(value) => store.dispatch({ type: 'tuned', name: row.name, value })}
    />
  ));
}

export function SettingsPanel() {
  const { text } = useSpeech();
  const all = useStudio(({ hello }) => hello?.rows ?? null);
  const medium = useStudio(mediumOf);
  const rows = all && rowsOfMedium(all, medium);
  const words = text.settings;
  return (
    <section className="panel" aria-labelledby="settings-heading">
      <div className="panel-head">
        <h2 id="settings-heading">{words.heading}</h2>
        <p className="help">{rows === null ? words.locked : words.note}</p>
      </div>
      {rows !== null && (
        <>
          <Rows rows={rows.filter((row) => row.basic)} />
          <Disclosure className="more">
            <Heading level={3}>
              <Button slot="trigger" className="link more-trigger">
                <svg viewBox="0 0 12 12" aria-hidden="true">
                  <path d="M4 2l4 4-4 4" />
                </svg>
                {words.more}
              </Button>
            </Heading>
            <DisclosurePanel className="more-panel">
              <Rows rows={rows.filter((row) => !row.basic)} />
            </DisclosurePanel>
          </Disclosure>
        </>
      )}
    </section>
  );
}
