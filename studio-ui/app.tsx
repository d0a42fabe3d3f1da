/** @file The page: the sheet and what is said under it, beside it the words, the progress and the settings. */
import { Announcer } from './parts/announcer.js';
import { Easel } from './parts/easel.js';
import { Masthead } from './parts/masthead.js';
import { ConnectionNotice, ProblemNotice } from './parts/notices.js';
import { OfferNotice } from './parts/offer-notice.js';
import { ProgressPanel } from './parts/progress-panel.js';
import { PromptForm } from './parts/prompt-form.js';
import { SettingsPanel } from './settings/settings-panel.js';
import { WayPanel } from './ways/way-panel.js';

export function App() {
  return (
    <div className="page">
      <Masthead />
      <main className="studio">
        <Easel />
        <div className="desk">
          <ConnectionNotice />
          <ProblemNotice />
          <OfferNotice />
          <PromptForm />
          <WayPanel />
          <ProgressPanel />
          <SettingsPanel />
        </div>
      </main>
      <Announcer />
    </div>
  );
}
