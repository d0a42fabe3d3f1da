/** @file The settings: the basic rows at once, the others behind them. */
import { useStudio } from '../state/context.js';
import { isLive, mediumOf } from '../state/studio.js';
import { useSpeech } from '../text/language.js';
import { CourseFields } from './course-fields.js';
import { MoreSettings } from './more-settings.js';
import { NEGATIVE, rowsOfMedium } from './rows-of-medium.js';
import { SettingRows } from './setting-rows.js';

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
          <SettingRows rows={rows.filter((row) => row.basic)} />
          <CourseFields />
          <MoreSettings rows={rows.filter((row) => !row.basic)} />
        </>
      )}
    </section>
  );
}
