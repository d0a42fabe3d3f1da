/** @file The page: the sheet and what is said under it, beside it the words, the progress and the settings. */
import { Announcer } from './parts/announcer.js';
import { Caption } from './parts/caption.js';
import { Masthead } from './parts/masthead.js';
import { ConnectionNotice, ProblemNotice } from './parts/notices.js';
import { ProgressPanel } from './parts/progress-panel.js';
import { PromptForm } from './parts/prompt-form.js';
import { Sheet } from './parts/sheet.js';
import { SettingsPanel } from './settings/settings-panel.js';

export function App() {
  return (
    <div className="page">
      <Masthead />
      <main className="studio">
        <div className="easel">
          <Sheet />
          <Caption />
        </div>
        <div className="desk">
          <ConnectionNotice />
          <ProblemNotice />
          <PromptForm />
          <ProgressPanel />
          <SettingsPanel />
        </div>
      </main>
      <Announcer />
    </div>
  );
}
