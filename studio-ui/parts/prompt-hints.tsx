/** @file What in the draft looks like grammar and is taken as text, or cannot be drawn: the place, and why. */
import { useStudio } from '../state/context.js';
import { useSpeech } from '../text/language.js';

/** So many are shown; the next ones come when these are mended. */
const SHOWN = 3;
/** Characters on either side of a place. */
const AROUND = 18;

export function PromptHints() {
  const { language } = useSpeech();
  const { prompt, checked, hints, fault } = useStudio(({ draft }) => draft);
  const stands = prompt === checked;
  const places = [
    ...(fault === null
      ? []
      : [
          {
            start: fault.position ?? 0,
            end: fault.position === null ? 0 : fault.position + 1,
            said: fault.message,
          },
        ]),
    ...hints.map(({ start, end, message }) => ({ start, end, said: message[language] })),
  ];
  return (
    <div role="status" className="notice-place">
      {stands && places.length > 0 && (
        <ul className="hints">
          {places.slice(0, SHOWN).map(({ start, end, said }) => (
            <li key={`${start} ${said}`}>
              {end > start && <Excerpt of={prompt} start={start} end={end} />}
              <p className="help">{said}</p>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** A piece of the prompt with the place marked. */
function Excerpt({ of, start, end }: { readonly of: string; readonly start: number; readonly end: number }) {
  const from = Math.max(0, start - AROUND);
  const to = Math.min(of.length, end + AROUND);
  return (
    <p className="excerpt" dir="auto">
      {from > 0 && '…'}
      {of.slice(from, start)}
      <mark>{of.slice(start, end)}</mark>
      {of.slice(end, to)}
      {to < of.length && '…'}
    </p>
  );
}
