/** @file Starts the page: one store, one connection, one tree. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { connectStudio } from './state/connection.js';
import { StudioContext } from './state/context.js';
import { createStore } from './state/store.js';
import { type Action, emptyStudio, reduceStudio } from './state/studio.js';
import { currentDictionary, LanguageProvider } from './text/language.js';
import './styles/base.css';
import './styles/buttons.css';
import './styles/fields.css';
import './styles/choices.css';
import './styles/readings.css';
import './styles/layout.css';
import './styles/hand.css';
import './styles/ways.css';
import './styles/history.css';
import './styles/compare.css';
import './styles/works.css';
import './styles/stage.css';

const isLazy = (action: Action) => action.type === 'event' && action.event.type === 'progress';
const store = createStore(reduceStudio, emptyStudio, isLazy);
const commands = connectStudio(store, () => currentDictionary().problem.incompatible);

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root" to put the page into.');
createRoot(root).render(
  <StrictMode>
    <StudioContext value={{ store, commands }}>
      <LanguageProvider>
        <App />
      </LanguageProvider>
    </StudioContext>
  </StrictMode>,
);
