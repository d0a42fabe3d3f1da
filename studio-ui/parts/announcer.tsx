/**
 * @file Progress for those who listen: beginnings and ends at once, the iteration no oftener than every ten
 * seconds, so that a screen reader can be used for other things meanwhile.
 */
import { useEffect, useRef, useState } from 'react';
import { useStudioAccess } from '../state/context.js';
import type { Studio } from '../state/studio.js';
import type { Dictionary } from '../text/dictionary.js';
import { formatScore } from '../text/format.js';
import { useSpeech } from '../text/language.js';

const SECONDS_BETWEEN = 10;

/** What to say of the state as it is now; empty before the first drawing. */
function sentence({ snapshot }: Studio, text: Dictionary, language: 'en' | 'ru'): string {
  const { drawing, state } = snapshot;
  if (drawing?.progress == null)
    return drawing === null ? '' : text.progress.announceStarted(drawing.settings.prompt);
  const { iteration, iterations, score } = drawing.progress;
  const where = text.progress.announce(iteration, iterations, formatScore(score, language));
  if (state === 'finished') return `${text.progress[drawing.finish?.reason ?? 'completed']}. ${where}`;
  return state === 'paused' ? `${text.progress.paused}. ${where}` : where;
}

export function Announcer() {
  const { language, text } = useSpeech();
  const { store } = useStudioAccess();
  const [said, setSaid] = useState('');
  const last = useRef({ moment: '', at: 0 });

  useEffect(() => {
    const tell = () => {
      const studio = store.get();
      const { state, drawing } = studio.snapshot;
      const moment = `${drawing?.run} ${state}`;
      const now = performance.now();
      if (moment === last.current.moment && now - last.current.at < SECONDS_BETWEEN * 1000) return;
      last.current = { moment, at: now };
      setSaid(sentence(studio, text, language));
    };
    tell();
    return store.subscribe(tell);
  }, [store, text, language]);

  return (
    <p className="unseen" role="status">
      {said}
    </p>
  );
}
