/**
 * @file Which language the page speaks: the person's last choice, else the browser's, else English. The choice
 * is kept in the browser and told to the document, so that a screen reader pronounces it rightly.
 */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { type Dictionary, type Language, languages } from './dictionary.js';
import { en } from './en.js';
import { ru } from './ru.js';

const dictionaries = { en, ru } satisfies Record<Language, Dictionary>;
const storageKey = 'atelier.language';

/** The first language of the list that the page speaks; regions ("ru-RU") count as their language. */
export function chooseLanguage(wishes: readonly (string | null)[]): Language {
  for (const wish of wishes) {
    const language = wish?.toLowerCase().split('-')[0];
    if (language !== undefined && Object.hasOwn(languages, language)) return language as Language;
  }
  return 'en';
}

/** The dictionary in use, for the few words said from outside the tree of components. */
export function currentDictionary(): Dictionary {
  return dictionaries[chooseLanguage([document.documentElement.lang])];
}

/** Storage may be forbidden by the browser's settings; the page then simply forgets. */
function remembered(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

function remember(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Nothing to do: the next visit starts from the browser's language.
  }
}

interface Speech {
  readonly language: Language;
  readonly text: Dictionary;
  readonly setLanguage: (language: Language) => void;
}

const SpeechContext = createContext<Speech>({ language: 'en', text: en, setLanguage: () => undefined });

export function useSpeech(): Speech {
  return useContext(SpeechContext);
}

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(() => chooseLanguage([remembered(), ...navigator.languages]));
  const speech = useMemo<Speech>(
    () => ({
      language,
      text: dictionaries[language],
      setLanguage: (next) => {
        remember(next);
        setLanguage(next);
      },
    }),
    [language],
  );
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = dictionaries[language].name;
  }, [language]);
  return (
    <I18nProvider locale={language}>
      <SpeechContext value={speech}>{children}</SpeechContext>
    </I18nProvider>
  );
}
