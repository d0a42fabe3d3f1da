/** @file The settings that few need, by what they are about; typing a piece of a name finds them in all groups. */
import { useState } from 'react';
import {
  Button,
  Disclosure,
  DisclosurePanel,
  Heading,
  Input,
  Label,
  SearchField,
} from 'react-aria-components';
import type { WireParameterRow } from '../../src/protocol/index.js';
import { Twisty } from '../parts/twisty.js';
import { useStudio } from '../state/context.js';
import { formatNumber } from '../text/format.js';
import { useSpeech } from '../text/language.js';
import { rowsThatSay, settingOf } from './rows-of-medium.js';
import { SettingRows } from './setting-rows.js';

/** In the order in which they are shown. */
const groups = ['medium', 'course', 'wishes', 'views', 'objectives'] as const satisfies readonly Group[];
type Group = WireParameterRow['group'];

export function MoreSettings({ rows }: { readonly rows: readonly WireParameterRow[] }) {
  const { language, text } = useSpeech();
  const [sought, setSought] = useState('');
  const words = text.settings;
  const found = sought.trim() === '' ? null : rowsThatSay(rows, sought, language);
  return (
    <div className="more-panel">
      <SearchField className="text-field" value={sought} onChange={setSought}>
        <Label className="unseen">{words.find}</Label>
        <Input className="text-input" placeholder={words.find} />
      </SearchField>
      <p role="status" className={found === null ? 'unseen' : 'help'}>
        {found !== null && words.found(formatNumber(found.length, language))}
      </p>
      {found === null ? (
        groups.map((group) => (
          <GroupOfRows key={group} name={group} rows={rows.filter((row) => row.group === group)} />
        ))
      ) : (
        <SettingRows rows={found} />
      )}
    </div>
  );
}

function GroupOfRows({ name, rows }: { readonly name: Group; readonly rows: readonly WireParameterRow[] }) {
  const { language, text } = useSpeech();
  const changed = useStudio(
    ({ draft }) => rows.filter((row) => settingOf(row, draft.values) !== row.default).length,
  );
  if (rows.length === 0) return null;
  return (
    <Disclosure className="more">
      <Heading level={3}>
        <Button slot="trigger" className="link more-trigger">
          <Twisty />
          {text.settings.group[name]}
          {changed > 0 && <small>{text.settings.changed(formatNumber(changed, language))}</small>}
        </Button>
      </Heading>
      <DisclosurePanel>
        <div className="more-panel">
          <SettingRows rows={rows} />
        </div>
      </DisclosurePanel>
    </Disclosure>
  );
}
