/** @file What stands under the sheet, as under a picture in a gallery: a thin bar, the words, the ways to save. */
import { Link, ProgressBar } from 'react-aria-components';
import { downloadPaths, limits } from '../../src/protocol/index.js';
import { useStudio } from '../state/context.js';
import { formatNumber } from '../text/format.js';
import { useSpeech } from '../text/language.js';

export function Caption() {
  const { language, text } = useSpeech();
  const drawing = useStudio(({ snapshot }) => snapshot.drawing);
  const failed = useStudio(({ snapshot }) => snapshot.state === 'failed');
  const progress = drawing?.progress ?? null;
  const share = progress === null || progress.iterations === 0 ? 0 : progress.iteration / progress.iterations;
  const pngSize = useStudio(({ hello }) => hello?.limits.pngSize.default) ?? limits.pngSize.default;
  const vector = useStudio(
    ({ hello, snapshot }) =>
      hello?.media.find(({ name }) => name === snapshot.drawing?.settings.canvas)?.vector ?? true,
  );
  // An example is one of the suggestions, which are there in every language.
  const named = useStudio(({ hello, snapshot }) => {
    const { settings, example } = snapshot.drawing ?? {};
    const own = example
      ? hello?.suggestions.find(({ en }) => en === settings?.prompt)?.[language]
      : undefined;
    return own ?? settings?.prompt;
  });
  const kept = drawing?.kept ?? null;
  const nothing = progress === null || failed;
  const counted = ({ number, of }: { readonly number: number; readonly of: number }) =>
    [formatNumber(number, language), formatNumber(of, language)] as const;
  return (
    <div className="caption">
      <ProgressBar className="bar" value={share * 100} aria-label={text.progress.heading}>
        <div className="bar-fill" style={{ transform: `scaleX(${share})` }} />
      </ProgressBar>
      <div className="caption-row">
        <div className="title">
          <p className="words" dir="auto">
            {drawing === null ? text.sheet.empty : named}
          </p>
          {drawing?.example === true && <p className="aside">{text.sheet.example}</p>}
          {drawing?.attempt != null && (
            <p className="aside">{text.sheet.attempt(...counted(drawing.attempt))}</p>
          )}
          {progress?.trying != null && (
            <p className="aside">{text.sheet.trying(...counted(progress.trying))}</p>
          )}
          {kept?.folder != null && <p className="aside">{text.kept.folder(kept.folder)}</p>}
          {kept?.problem != null && <p className="aside">{text.kept.problem(kept.problem)}</p>}
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields; these are two links */}
        <div className="saves" role="group" aria-label={text.save.label}>
          {vector && (
            <Link className="button quiet" href={downloadPaths.svg} download isDisabled={nothing}>
              {text.save.svg}
            </Link>
          )}
          <Link className="button quiet" href={downloadPaths.png} download isDisabled={nothing}>
            {text.save.png}
            <small>{text.save.pixels(formatNumber(pngSize, language))}</small>
          </Link>
        </div>
      </div>
    </div>
  );
}
