/** @file The page: the sheet and what is said under it, beside it the words, the progress and the settings. */

import { useEffect } from 'react';
import { Announcer } from './parts/announcer.js';
import { Easel } from './parts/easel.js';
import { Masthead } from './parts/masthead.js';
import { ConnectionNotice, ProblemNotice } from './parts/notices.js';
import { OfferNotice } from './parts/offer-notice.js';
import { ProgressPanel } from './parts/progress-panel.js';
import { PromptForm } from './parts/prompt-form.js';
import { SettingsPanel } from './settings/settings-panel.js';
import { useStudio, useStudioAccess } from './state/context.js';
import { followStage } from './state/stage.js';
import { WayPanel } from './ways/way-panel.js';

export function App() {
  const { store } = useStudioAccess();
  const onStage = useStudio((studio) => studio.onStage);
  useEffect(() => followStage(store), [store]);
  return (
    <div className="page" data-stage={onStage || undefined}>
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
