/** @file The head of the page: its name and the switch of languages. */
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { type Language, languages } from '../text/dictionary.js';
import { useSpeech } from '../text/language.js';
import { WorksWindow } from '../works/works-window.js';
import { KeysHelp } from './keys-help.js';

export function Masthead() {
  const { language, text, setLanguage } = useSpeech();
  return (
    <header className="masthead">
      <svg className="mark" viewBox="0 0 32 32" aria-hidden="true">
        <path d="M6 23C10 9 13 5 16 5s5 8 3 14-8 7-8 3 8-7 15-3" />
      </svg>
      <h1>{text.name}</h1>
      <p className="tagline">{text.tagline}</p>
      <div className="masthead-tools">
        <WorksWindow />
        <KeysHelp />
      </div>
      <ToggleButtonGroup
        className="languages"
        aria-label={text.language}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[language]}
        onSelectionChange={(keys) => {
          for (const key of keys) setLanguage(key as Language);
        }}
      >
        {Object.entries(languages).map(([key, name]) => (
          <ToggleButton key={key} id={key} className="language" lang={key}>
            {name}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </header>
  );
}
