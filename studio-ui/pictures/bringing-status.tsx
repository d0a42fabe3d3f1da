/** @file Says how many pictures have come of those that are being brought, and where it lasts, how long it will. */
import { useStudio } from '../state/context.js';
import { formatDuration, formatNumber } from '../text/format.js';
import { useSpeech } from '../text/language.js';

const MEGABYTE = 2 ** 20;

export function BringingStatus() {
  const { language, text } = useSpeech();
  const bringing = useStudio((studio) => studio.bringing);
  if (bringing === null) return null;
  const { place, count, pace } = bringing;
  const words = text.pictures;
  return (
    <p className="help" role="status">
      {words.bringing(formatNumber(place, language), formatNumber(count, language))}
      {pace !== null && (
        <>
          {' '}
          {words.bringingPace(
            formatNumber(pace.rate / MEGABYTE, language, 1),
            formatDuration(Math.max(1, pace.secondsLeft), language),
          )}
        </>
      )}
    </p>
  );
}
