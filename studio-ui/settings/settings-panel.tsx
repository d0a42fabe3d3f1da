/** @file The settings of the next drawing: the basic rows at once, the others behind "More settings". */
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import type { WireParameterRow } from '../../src/protocol/index.js';
import { useStudio } from '../state/context.js';
import { isLive, mediumOf } from '../state/studio.js';
import { useSpeech } from '../text/language.js';
import { ParameterField } from './parameter-field.js';
import { NEGATIVE, rowsOfMedium } from './rows-of-medium.js';
import { useTune } from './use-tune.js';

function Rows({ rows }: { readonly rows: readonly WireParameterRow[] }) {
  const tune = useTune();
  const values = useStudio(({ draft }) => draft.values);
  return rows.map((row) => (
    <ParameterField
      key={row.name}
      row={row}
      value={values[row.name] ?? row.default}
      onChange={(value) => tune(row, value)}
    />
  ));
}

export function SettingsPanel() {
  const { text } = useSpeech();
  const all = useStudio(({ hello }) => hello?.rows ?? null);
  const medium = useStudio(mediumOf);
  const live = useStudio(isLive);
  // What is not wanted stands beside what is.
  const rows = all && rowsOfMedium(all, medium).filter(({ name }) => name !== NEGATIVE);
  const words = text.settings;
  return (
    <section className="panel" aria-labelledby="settings-heading">
      <div className="panel-head">
        <h2 id="settings-heading">{words.heading}</h2>
        <p className="help">{rows === null ? words.locked : live ? words.liveNote : words.note}</p>
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
