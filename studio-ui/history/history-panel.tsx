/** @file Where the drawing has been: the points of its branch, the other branches, names, and two of them compared. */
import { useStudio, useStudioAccess } from '../state/context.js';
import { formatNumber } from '../text/format.js';
import { useSpeech } from '../text/language.js';
import { pathTo, tipFrom, tipsOf, worthShowing } from './branches.js';
import { ComparePoints } from './compare-points.js';
import { NamePoint } from './name-point.js';
import { PointList } from './point-list.js';

/** Points of a branch that are shown. */
const SHOWN = 24;

export function HistoryPanel() {
  const { language, text } = useSpeech();
  const { commands } = useStudioAccess();
  const drawing = useStudio(({ snapshot }) => snapshot.drawing);
  if (drawing === null || drawing.example) return null;
  const { run, timeline } = drawing;
  const { points, current } = timeline;
  if (current === null || points.length < 2) return null;
  const tips = tipsOf(points);
  const branch = worthShowing(pathTo(points, tipFrom(points, current)?.id ?? current), current, SHOWN);
  const here = points.find(({ id }) => id === current);
  const named = points.filter(({ id, name }) => name !== null || id === current);
  const choices = [...new Set([...branch, ...tips, ...named])];
  return (
    <section className="history" aria-labelledby="history-heading">
      <div className="panel-head">
        <h2 id="history-heading">{text.history.heading}</h2>
        <p className="help">{text.history.help}</p>
      </div>
      <PointList
        label={text.history.points}
        run={run}
        points={branch}
        current={current}
        nameOf={({ iteration }) => formatNumber(iteration, language)}
        onChoose={commands.goTo}
      />
      {tips.length > 1 && (
        <>
          <h3 className="history-sub">{text.history.branches}</h3>
          <PointList
            label={text.history.branches}
            run={run}
            points={tips}
            current={tipFrom(points, current)?.id ?? null}
            nameOf={(_, index) => text.history.branch(formatNumber(index + 1, language))}
            onChoose={commands.goTo}
          />
        </>
      )}
      <div className="history-tools">
        <NamePoint name={here?.name ?? ''} onName={(name) => commands.namePoint(current, name)} />
        <ComparePoints run={run} points={choices} current={current} />
      </div>
    </section>
  );
}
